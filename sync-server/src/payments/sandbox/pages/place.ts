/** The world, and the object in it, that a hosted page's address names: `<account>/<id>`. */
import type { Stored } from '../core/stored.ts';
import type { World } from '../core/world.ts';
import { worldAt } from './page.ts';

export interface Place<T> {
  readonly world: World;
  readonly subject: T;
}

/** Undefined when there is no such account or object. */
export function findPlace<T extends Stored>(
  platform: World,
  place: string,
  find: (world: World, id: string) => T | undefined,
): Place<T> | undefined {
  const [account = '', id = ''] = place.split('/');
  const world = worldAt(platform, account);
  const subject = world === undefined ? undefined : find(world, id);
  return world === undefined || subject === undefined ? undefined : { world, subject };
}
