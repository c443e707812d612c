/** What of the requests waits for this member: an answer that the other side asked for, and a report not finished. */
import { draft } from '@communitrak/replica/commands/drafts.ts';
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import { requestRows } from '@communitrak/replica/queries/requests.ts';
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { NeedItem } from '../../app/feature.ts';
import { NEW_REQUEST_DRAFT } from './draft-keys.ts';
import { requestPaths } from './paths.ts';
import { isBlank, parseDraft } from './request-form.ts';

const ANSWER = 50;
const DRAFT = 10;

export function answersAsked(rows: readonly RequestRow[]): readonly NeedItem[] {
  return rows
    .filter((row) => row.turn === 'reporter')
    .map((row) => ({
      key: row.id,
      title: row.title,
      help: 'requests.need.answer',
      path: requestPaths.one(row.id),
      urgency: ANSWER,
    }));
}

/** @param kept as the device keeps it; null: there is none */
export function unfinished(kept: unknown): readonly NeedItem[] {
  const form = kept === null ? undefined : parseDraft(kept);
  if (form === undefined || isBlank(form)) return [];
  const title = form.title.trim();
  return [
    {
      key: NEW_REQUEST_DRAFT,
      title:
        title === '' ? { id: 'requests.need.draft' } : { id: 'requests.need.draft.named', values: { title } },
      help: 'requests.need.draft.help',
      path: requestPaths.new,
      urgency: DRAFT,
    },
  ];
}

export function requestNeeds(replica: Replica): Query<readonly NeedItem[]> {
  return derivedQuery(
    [requestRows(replica, { scope: 'mine' }), draft(replica, NEW_REQUEST_DRAFT)],
    ({ rows }, kept) => [...answersAsked(rows), ...unfinished(kept)],
  );
}
