/** The inbox's filters: status with counts always in sight; the rest in a row at a desk, in a sheet on a phone. */
import { useState, type ReactNode } from 'react';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { CheckField, SelectField } from '../../kit/Field.tsx';
import { Segmented } from '../../kit/Segmented.tsx';
import { Sheet } from '../../kit/Sheet.tsx';
import { useIsDesk } from '../../kit/use-media.ts';
import { KINDS, KIND_WORDS } from '../requests/index.ts';
import { ASSIGNEE_FILTERS, DEFAULT_FILTER, SORTS, STATUS_FILTERS, type InboxFilter } from './inbox-filter.ts';
import { ASSIGNEE_WORDS, SORT_WORDS, STATUS_FILTER_WORDS } from './inbox-words.ts';
import type { Inbox } from './use-inbox.ts';

interface FiltersProps {
  readonly inbox: Pick<Inbox, 'filter' | 'set' | 'view'>;
}

export function InboxFilters({ inbox }: FiltersProps): ReactNode {
  const t = useText();
  const desk = useIsDesk();
  const { filter, set, view } = inbox;
  return (
    <div className="ib-filters">
      <Segmented
        label={t('inbox.status')}
        value={filter.status}
        onChange={(status) => set({ status })}
        segments={STATUS_FILTERS.map((status) => ({
          value: status,
          label: t(STATUS_FILTER_WORDS[status]),
          count: view?.counts[status],
        }))}
      />
      {desk ? <OverdueOnly inbox={inbox} /> : null}
    </div>
  );
}

/** Search and what narrows the list: a row at a desk, beside each other on a phone. */
export function InboxTools({ inbox, search }: FiltersProps & { readonly search: ReactNode }): ReactNode {
  const desk = useIsDesk();
  return (
    <div className="ib-tools">
      {search}
      {desk ? <Narrowing inbox={inbox} hideLabels /> : <PhoneFilters inbox={inbox} />}
    </div>
  );
}

function narrowings(filter: InboxFilter): number {
  const changed = [
    filter.kind !== 'any',
    filter.assignee !== 'any',
    filter.overdue,
    filter.sort !== DEFAULT_FILTER.sort,
  ];
  return changed.filter(Boolean).length;
}

function PhoneFilters({ inbox }: FiltersProps): ReactNode {
  const t = useText();
  const [open, setOpen] = useState(false);
  const on = narrowings(inbox.filter);
  return (
    <>
      <Button icon={<IconAdjustmentsHorizontal aria-hidden />} onClick={() => setOpen(true)}>
        {on === 0 ? t('inbox.filters') : t('inbox.filtersOn', { count: on })}
      </Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t('inbox.filters')}
        footer={
          <Button kind="primary" full onClick={() => setOpen(false)}>
            {t('inbox.show', { count: inbox.view?.rows.length ?? 0 })}
          </Button>
        }
      >
        <Narrowing inbox={inbox} />
        <OverdueOnly inbox={inbox} />
      </Sheet>
    </>
  );
}

function OverdueOnly({ inbox }: FiltersProps): ReactNode {
  const t = useText();
  return (
    <CheckField
      label={t('inbox.overdue')}
      checked={inbox.filter.overdue}
      onChange={(overdue) => inbox.set({ overdue })}
    />
  );
}

function Narrowing({
  inbox,
  hideLabels = false,
}: FiltersProps & { readonly hideLabels?: boolean }): ReactNode {
  const t = useText();
  const { filter, set } = inbox;
  return (
    <>
      <SelectField
        label={t('inbox.kind')}
        hideLabel={hideLabels}
        value={filter.kind}
        onChange={(value) => set({ kind: KINDS.find((kind) => kind === value) ?? 'any' })}
        choices={[
          { value: 'any', label: t('inbox.kind.any') },
          ...KINDS.map((kind) => ({ value: kind, label: t(KIND_WORDS[kind]) })),
        ]}
      />
      <SelectField
        label={t('inbox.assignee')}
        hideLabel={hideLabels}
        value={filter.assignee}
        onChange={(value) => set({ assignee: ASSIGNEE_FILTERS.find((one) => one === value) ?? 'any' })}
        choices={ASSIGNEE_FILTERS.map((one) => ({ value: one, label: t(ASSIGNEE_WORDS[one]) }))}
      />
      <SelectField
        label={t('inbox.sort')}
        hideLabel={hideLabels}
        value={filter.sort}
        onChange={(value) => set({ sort: SORTS.find((sort) => sort === value) ?? 'newest' })}
        choices={SORTS.map((sort) => ({ value: sort, label: t(SORT_WORDS[sort]) }))}
      />
    </>
  );
}
