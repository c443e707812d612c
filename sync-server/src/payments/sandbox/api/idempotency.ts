/**
 * Idempotency keys: the same key gets the same answer for 24 hours of the sandbox's clock.
 * https://docs.stripe.com/api/idempotent_requests
 */
import { createHash } from 'node:crypto';
import { DAY } from '../core/days.ts';
import type { KeptAnswer } from '../core/tables.ts';
import type { World } from '../core/world.ts';
import { ApiProblem, invalid } from './problems.ts';

const LONGEST = 255;

export interface Keys {
  /** What was answered to this key before. @throws ApiProblem when it came with something else, or is under way */
  before(world: World, key: string, path: string, body: string): KeptAnswer | undefined;
  begin(world: World, key: string): void;
  /** The answer has gone out, or the connection is closed. */
  end(world: World, key: string): void;
  keep(
    world: World,
    key: string,
    answer: Pick<KeptAnswer, 'path' | 'status' | 'body'>,
    request: string,
  ): void;
}

const fingerprint = (body: string): string => createHash('sha256').update(body).digest('base64');

function prune(world: World): void {
  const end = world.engine.now() - DAY;
  for (let old = world.kept.oldest(); old !== undefined && old.created < end; old = world.kept.oldest()) {
    world.kept.drop(old.id);
  }
}

const clash = (message: string): ApiProblem => new ApiProblem(400, { type: 'idempotency_error', message });

export function createKeys(): Keys {
  const underWay = new Set<string>();
  const name = (world: World, key: string): string => `${world.account ?? ''}|${key}`;
  return {
    before: (world, key, path, body) => {
      if (key.length > LONGEST) throw invalid('Idempotency keys can be at most 255 characters long.');
      if (underWay.has(name(world, key))) {
        throw new ApiProblem(409, {
          type: 'idempotency_error',
          code: 'idempotency_key_in_use',
          message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
        });
      }
      prune(world);
      const kept = world.kept.get(key);
      if (kept === undefined) return undefined;
      if (kept.path !== path) {
        throw clash(
          `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${kept.path}' vs '${path}'). Try using a key other than '${key}' if you meant to execute a different request.`,
        );
      }
      if (kept.fingerprint === fingerprint(body)) return kept;
      throw clash(
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    },
    begin: (world, key) => underWay.add(name(world, key)),
    end: (world, key) => underWay.delete(name(world, key)),
    keep: (world, key, answer, request) => {
      const kept = { id: key, created: world.engine.now(), fingerprint: fingerprint(request), ...answer };
      world.kept.add(kept, {});
    },
  };
}
