/** Noting how far the member has read. Offline too; nothing of it is the member's writing, so nothing waits to be sent. */
import { filter, firstValueFrom } from 'rxjs';
import {
  advanceReadMark,
  createReadMark,
  readMarkEntity,
  readMarkId,
} from '@communitrak/domain/read-marks/index.ts';
import type { Replica } from '../replica.ts';
import { allThreads, watchNews } from '../queries/unread.ts';
import { post, untilFresh } from './post.ts';
import type { CommandResult } from './result.ts';

/** Where nothing has ever been said: before everything. */
const BEGINNING = '1970-01-01T00:00:00.000Z';

function markUpTo(replica: Replica, thread: string, at: string): Promise<CommandResult> {
  const { member } = replica.principal;
  const id = readMarkId(member, thread);
  return untilFresh(async () => {
    const mark = readMarkEntity.read(await replica.parts.documents.get(id));
    const next = mark === undefined ? createReadMark({ member, thread, at }) : advanceReadMark(mark, at);
    return next === mark ? { ok: true, id } : post(replica, [next], id);
  });
}

/** All that has been said in the thread is read. @param thread document id */
export async function markRead(replica: Replica, thread: string): Promise<CommandResult> {
  const at = (await firstValueFrom(watchNews(replica.parts))).get(thread);
  // Nothing new has ever come there: nothing to note down.
  return at === undefined ? { ok: true, id: thread } : markUpTo(replica, thread, at);
}

/** All that is here is read: the same as what a member finds who looks for the first time. */
export async function markAllRead(replica: Replica): Promise<CommandResult> {
  const news = await firstValueFrom(watchNews(replica.parts));
  const last = [...news.values()].reduce((before, at) => (at > before ? at : before), BEGINNING);
  return markUpTo(replica, allThreads(replica.session.id), last);
}

/**
 * Draws the line for a member who has never read anything here: what is there already is no news. It waits for a sync that
 * has come to its end since `now`, which would have brought the line of another device.
 */
export async function beginReading(replica: Replica): Promise<void> {
  const { parts, clock } = replica;
  const thread = allThreads(replica.session.id);
  const since = clock();
  const isDrawn = async (): Promise<boolean> =>
    (await parts.documents.get(readMarkId(replica.principal.member, thread))) !== undefined;
  if (await isDrawn()) return;
  await firstValueFrom(
    parts.state.watch().pipe(filter(({ complete, lastSync }) => complete && Date.parse(lastSync) >= since)),
    { defaultValue: undefined },
  );
  if (!(await isDrawn())) await markAllRead(replica);
}
