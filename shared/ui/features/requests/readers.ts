/** Who reads an answer, said to whoever is about to write one: the request's audience in words. Pure. */
import { householdKey, type Principal } from '@communitrak/domain/core/principal.ts';
import type { RequestDetail } from '@communitrak/replica/queries/request-rows.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { Say } from '../../i18n/Text.tsx';

export type Reader =
  | { readonly kind: 'office' | 'home' | 'board' }
  /** Another household, by who of it has reported. */
  | { readonly kind: 'reporter'; readonly name: string }
  | { readonly kind: 'assignee'; readonly name: string };

type About = Pick<RequestDetail, 'household' | 'reporterName' | 'kind' | 'assignee' | 'assigneeName'>;

/** As the request's own rule has it (requestAudience), from where this member stands. */
export function readersOf(request: About, me: Principal): readonly Reader[] {
  const { household, reporterName, kind, assignee, assigneeName } = request;
  const own = me.keys.has(householdKey(household));
  return [
    ...(household !== '' && !own ? [{ kind: 'reporter' as const, name: reporterName }] : []),
    { kind: 'office' },
    ...(household !== '' && own ? [{ kind: 'home' as const }] : []),
    ...(kind === 'architectural' ? [{ kind: 'board' as const }] : []),
    ...(assignee !== '' && assignee !== me.member ? [{ kind: 'assignee' as const, name: assigneeName }] : []),
  ];
}

const WORDS = {
  office: 'requests.readers.office',
  home: 'requests.readers.home',
  board: 'requests.readers.board',
} as const;

export function seenByWords(
  readers: readonly Reader[],
  { t, formats }: { readonly t: Say; readonly formats: Formats },
): string {
  const parts = readers.map((reader) => {
    if (reader.kind === 'assignee') return reader.name;
    if (reader.kind === 'reporter') return t('requests.readers.reporter', { name: reader.name });
    return t(WORDS[reader.kind]);
  });
  return t('requests.answer.seenBy', { count: parts.length, who: formats.list(parts) });
}
