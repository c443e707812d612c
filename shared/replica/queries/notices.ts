/** What the server has told this member of: something happened, to a document that may not be here yet. */
import { combineLatest, map, type Observable } from 'rxjs';
import { noticeEntity, type NoticeBody } from '@communitrak/domain/notices/index.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';
import { liveQuery } from './live.ts';
import { latestNews, type News } from './news.ts';
import type { Query } from './query.ts';
import { watchAll } from './read.ts';

export type NoticeRow = Omit<NoticeBody, 'by'>;

/** Latest first. What the member did is among them: whoever lists news leaves it to `noticeNews`. */
export function notices(replica: Replica): Query<readonly NoticeRow[]> {
  return liveQuery(replica, 'notices', () =>
    watchAll(replica.parts, noticeEntity).pipe(map((all) => all.map(({ body: { by: _by, ...row } }) => row))),
  );
}

/** By what they are about, which is a thread; to whoever did it, it is none. */
export function noticeNews(parts: ReplicaParts): Observable<News> {
  return combineLatest([watchAll(parts, noticeEntity), parts.principal$]).pipe(
    map(([all, { member }]) =>
      latestNews(all.filter(({ body }) => body.by !== member).map(({ body }) => [body.about, body.at])),
    ),
  );
}
