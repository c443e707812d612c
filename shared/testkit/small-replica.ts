/**
 * One member of the small association with a real replica (memory storage), synchronised with a scripted server that
 * may then be out of reach. For tests of screens and of what they build on.
 */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import type { Platform } from '@communitrak/platform/platform.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { accepted, smallAssociation, type SmallAssociation } from './builders.ts';
import { START } from './clock-and-ids.ts';
import { aSessionAssociation, openTestReplica } from './replica-rig.ts';
import { scriptedServer, type ScriptedServer } from './scripted-server.ts';

export interface SmallReplica {
  readonly replica: Replica;
  readonly server: ScriptedServer;
  /** True: no answer from the server until it is set back. */
  setOffline(offline: boolean): void;
}

/**
 * @param who a person of the small association
 * @param documents beyond the association's own, as the server has them
 * @param moreKeys beyond that person's own: of another home
 */
export async function openSmallReplica(
  who: keyof SmallAssociation['people'],
  documents: readonly Envelope[] = [],
  platform?: Platform,
  moreKeys: readonly Key[] = [],
): Promise<SmallReplica> {
  const small = smallAssociation();
  const server = scriptedServer();
  const line = { offline: false };
  for (const doc of [...small.documents, ...documents]) server.put(accepted(doc));
  const { member, name, principal } = small.people[who];
  const replica = await openTestReplica({
    session: aSessionAssociation({ member, memberName: name, keys: [...principal.keys, ...moreKeys] }),
    fetch: (path, init) =>
      line.offline ? Promise.reject(new TypeError('Failed to fetch')) : server.fetch(String(path), init),
    clock: () => START + 86_400_000,
    ...(platform === undefined ? {} : { platform }),
  });
  await replica.parts.sync.settled();
  return { replica, server, setOffline: (offline) => void (line.offline = offline) };
}
