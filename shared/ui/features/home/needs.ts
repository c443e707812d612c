/** What needs the member, most pressing first. Pure. */
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';

export type Need =
  /** Things the server did not accept. */
  | { readonly kind: 'attention'; readonly key: string; readonly count: number }
  /** A request that waits for an answer. */
  | { readonly kind: 'answer'; readonly key: string; readonly row: RequestRow }
  /** A report begun and not sent. */
  | { readonly kind: 'draft'; readonly key: string; readonly title: string };

interface Facts {
  readonly attention: number;
  /** Undefined: there is no draft; '' one without a title yet. */
  readonly draftTitle: string | undefined;
  readonly open: readonly RequestRow[];
}

export function needsYou({ attention, draftTitle, open }: Facts): readonly Need[] {
  const refused: readonly Need[] =
    attention === 0 ? [] : [{ kind: 'attention', key: 'attention', count: attention }];
  const answers = open
    .filter((row) => row.status === 'waiting')
    .map((row): Need => ({ kind: 'answer', key: row.id, row }));
  const drafts: readonly Need[] =
    draftTitle === undefined ? [] : [{ kind: 'draft', key: 'draft', title: draftTitle }];
  return [...refused, ...answers, ...drafts];
}
