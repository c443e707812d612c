/** What the selected requests can become, in words, and the change that a choice means. */
import { useMemo } from 'react';
import { staff } from '@communitrak/replica/queries/people.ts';
import { useReplica } from '../../../app/context.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { STATUS_WORDS } from '../../requests/index.ts';
import { BULK_STATUSES, type BulkChange } from './bulk-plan.ts';

export const UNCHOSEN = '?';
const NOBODY = '';

interface BulkChoices {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Undefined until something is chosen. */
  readonly change: BulkChange | undefined;
  readonly nameOf: (value: string) => string;
}

export function useBulkChoices(kind: BulkChange['kind'], value: string): BulkChoices {
  const t = useText();
  const people = usePeople();
  const change = useMemo(() => changeFor(kind, value), [kind, value]);
  const given =
    kind === 'assign' ? people : BULK_STATUSES.map((one) => ({ value: one, label: t(STATUS_WORDS[one]) }));
  return {
    choices: [{ value: UNCHOSEN, label: t('inbox.bulk.unchosen') }, ...given],
    change,
    nameOf: (wanted) => given.find((one) => one.value === wanted)?.label ?? '',
  };
}

function changeFor(kind: BulkChange['kind'], value: string): BulkChange | undefined {
  if (value === UNCHOSEN) return undefined;
  if (kind === 'assign') return { kind, member: value };
  const status = BULK_STATUSES.find((one) => one === value);
  return status === undefined ? undefined : { kind, status };
}

/** Oneself first. */
function usePeople(): BulkChoices['choices'] {
  const t = useText();
  const replica = useReplica();
  const known = useQuery(useMemo(() => staff(replica), [replica]));
  const { member: me } = replica.principal;
  const people = known ?? [];
  return [
    ...people
      .filter(({ member }) => member === me)
      .map(({ member, name }) => ({ value: member, label: t('inbox.bulk.me', { name }) })),
    ...people
      .filter(({ member }) => member !== me)
      .map(({ member, name }) => ({ value: member, label: name })),
    { value: NOBODY, label: t('inbox.bulk.nobody') },
  ];
}
