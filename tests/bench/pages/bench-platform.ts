/** What a bench page gives a replica for a platform, and how it signs in. */
import type { Platform } from '@communitrak/platform/platform.ts';
import { currentSession, signIn } from '@communitrak/replica/commands/session.ts';
import { openReplica, type OpenReplicaOptions, type Replica } from '@communitrak/replica/replica.ts';

const none = { subscribe: () => () => undefined };

export const benchPlatform: Platform = {
  kind: 'browser',
  baseUrl: '',
  pickImages: () => Promise.resolve([]),
  saveFile: () => Promise.resolve(false),
  print: () => undefined,
  leaveFor: () => undefined,
  notify: () => undefined,
  setBadge: () => undefined,
  updates: { ...none, isReady: () => false, apply: () => undefined },
  install: { ...none, isAvailable: () => false, show: () => Promise.resolve() },
};

export async function enter(email: string, password: string): Promise<void> {
  const answer = await signIn(benchPlatform, { email, password });
  if (!answer.ok) throw new Error(answer.problem);
}

/** The signed-in member's replica on the storage that the app uses. */
export async function openOwn(over: Partial<OpenReplicaOptions> = {}): Promise<Replica> {
  const session = await currentSession(benchPlatform);
  const place = session.kind === 'signed-in' ? session.session.associations[0] : undefined;
  if (session.kind !== 'signed-in' || place === undefined) throw new Error('no association');
  const accountId = session.session.account.id;
  return openReplica({
    platform: benchPlatform,
    session: place,
    accountId,
    baseUrl: '',
    multiInstance: false,
    ...over,
  });
}
