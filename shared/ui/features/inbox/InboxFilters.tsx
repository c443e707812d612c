/** The inbox's own filters, in sight: status with counts; at a desk also kind, whom it is given to, and what is late. */
import { memo, useMemo, type ReactNode } from 'react';
import { staff } from '@communitrak/replica/queries/people.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { CheckField, SelectField } from '../../kit/Field.tsx';
import { Segmented } from '../../kit/Segmented.tsx';
import type { TableControl } from '../../kit/table/use-table-control.ts';
import { KINDS, KIND_WORDS } from '../requests/index.ts';
import {
  choiceOf,
  LATE,
  ME,
  NOBODY,
  SEVERAL,
  STATUS_FILTERS,
  statusFilterOf,
  withChoice,
  withStatus,
  type StatusFilter,
} from './inbox-filter.ts';

const STATUS_FILTER_WORDS = {
  active: 'inbox.status.active',
  open: 'inbox.status.open',
  'in-progress': 'inbox.status.inProgress',
  waiting: 'inbox.status.waiting',
  closed: 'inbox.status.closed',
  all: 'inbox.status.all',
} as const satisfies Record<StatusFilter, string>;

interface FiltersProps {
  readonly control: TableControl;
  readonly counts: Readonly<Record<StatusFilter, number>> | undefined;
  /** Only the status: the others are in the sheet of filters. */
  readonly short: boolean;
}

export const InboxFilters = memo(function InboxFilters({ control, counts, short }: FiltersProps): ReactNode {
  const t = useText();
  const { filters } = control.state;
  return (
    <>
      {short ? null : (
        <div className="ib-narrow">
          <AssigneeField control={control} />
          <KindField control={control} />
          <CheckField
            label={t('inbox.overdue')}
            checked={choiceOf(filters, 'overdue') === LATE}
            onChange={(on) =>
              control.set((now) => ({ filters: withChoice(now.filters, 'overdue', on ? [LATE] : []) }))
            }
          />
        </div>
      )}
      <div className="ib-status">
        <Segmented<StatusFilter | 'several'>
          label={t('inbox.status')}
          value={statusFilterOf(filters) ?? 'several'}
          onChange={(status) => {
            if (status !== 'several') control.set((now) => ({ filters: withStatus(now.filters, status) }));
          }}
          segments={STATUS_FILTERS.map((status) => ({
            value: status,
            label: t(STATUS_FILTER_WORDS[status]),
            count: counts?.[status],
          }))}
        />
      </div>
    </>
  );
});

/** Stands for "not narrowed"; no member's id is like it. */
const ANY = '*';

interface OneOfProps {
  readonly control: TableControl;
  readonly id: string;
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** One choice of a column's; what several were chosen for in the sheet is shown as such, and stays until one is chosen here. */
function OneOf({ control, id, label, choices }: OneOfProps): ReactNode {
  const t = useText();
  const { filters } = control.state;
  const value = choiceOf(filters, id) ?? ANY;
  return (
    <SelectField
      label={label}
      hideLabel
      value={value}
      onChange={(next) => {
        if (next !== SEVERAL)
          control.set((now) => ({ filters: withChoice(now.filters, id, next === ANY ? [] : [next]) }));
      }}
      choices={value === SEVERAL ? [...choices, { value, label: t('inbox.several', { label }) }] : choices}
    />
  );
}

function KindField({ control }: { readonly control: TableControl }): ReactNode {
  const t = useText();
  const choices = useMemo(
    () => [
      { value: ANY, label: t('inbox.kind.any') },
      ...KINDS.map((kind) => ({ value: kind, label: t(KIND_WORDS[kind]) })),
    ],
    [t],
  );
  return <OneOf control={control} id="kind" label={t('inbox.kind')} choices={choices} />;
}

function AssigneeField({ control }: { readonly control: TableControl }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const people = useQuery(useMemo(() => staff(replica), [replica]));
  const me = replica.principal.member;
  const choices = useMemo(
    () => [
      { value: ANY, label: t('inbox.assignee.any') },
      { value: ME, label: t('inbox.assignee.me') },
      { value: NOBODY, label: t('inbox.assignee.none') },
      ...(people ?? [])
        .filter(({ member }) => member !== me)
        .map(({ member, name }) => ({ value: member, label: name })),
    ],
    [t, people, me],
  );
  return <OneOf control={control} id="assignee" label={t('inbox.assignee')} choices={choices} />;
}
