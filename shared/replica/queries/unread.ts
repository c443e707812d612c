/**
 * What is new to this member: threads (requests, later conversations) in which somebody else has said something since the
 * member's mark. Without a first mark for all of them nothing is new: what was here before one first looked is not news.
 */
import { combineLatest, defer, map, shareReplay, switchMap, type Observable } from 'rxjs';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { readMarkEntity } from '@communitrak/domain/read-marks/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { accountNews } from './account-news.ts';
import { liveQuery } from './live.ts';
import { latestNews, type News } from './news.ts';
import { noticeNews } from './notices.ts';
import { paymentNews } from './payment-news.ts';
import type { Query } from './query.ts';
import { watchAll } from './read.ts';
import { requestNews } from './request-news.ts';

export interface UnreadThread {
  /** Document's id: `request:0190…`. */
  readonly id: string;
  /** When the last news came. ISO, the server's time. */
  readonly at: string;
}

/** One line for each kind of thread. */
const SOURCES: readonly ((parts: ReplicaParts) => Observable<News>)[] = [
  requestNews,
  noticeNews,
  accountNews,
  paymentNews,
];

/** The thread that stands for all of them. */
export const allThreads = (association: string): string => makeId('association', association);

const watched = new WeakMap<ReplicaParts, Observable<News>>();

/** Of all kinds of threads. One for all who ask of a replica; it never keeps a screen from being painted. */
export function watchNews(parts: ReplicaParts): Observable<News> {
  const known = watched.get(parts);
  if (known !== undefined) return known;
  const made = defer(() => parts.start.rest).pipe(
    switchMap(() => combineLatest(SOURCES.map((source) => source(parts)))),
    map((all) => latestNews(all.flatMap((news) => [...news]))),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  watched.set(parts, made);
  return made;
}

/** By thread's id: how far this member has read. */
export function watchReadMarks(parts: ReplicaParts): Observable<ReadonlyMap<string, string>> {
  return watchAll(parts, readMarkEntity).pipe(
    map((marks) => new Map(marks.map(({ body }) => [body.thread, body.at]))),
  );
}

/** Latest first. @param all thread that stands for all of them */
export function unreadIn(
  news: News,
  marks: ReadonlyMap<string, string>,
  all: string,
): readonly UnreadThread[] {
  const since = marks.get(all);
  if (since === undefined) return [];
  return [...news]
    .filter(([id, at]) => at > since && at > (marks.get(id) ?? ''))
    .map(([id, at]) => ({ id, at }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

export function unreadThreads(replica: Replica): Query<readonly UnreadThread[]> {
  const { parts } = replica;
  const all = allThreads(replica.session.id);
  return liveQuery(replica, 'unread', () =>
    combineLatest([watchNews(parts), watchReadMarks(parts)]).pipe(
      map(([news, marks]) => unreadIn(news, marks, all)),
    ),
  );
}
