/** The columns of the list of accounts: who, where, what is owed and how long. */
import { useMemo } from 'react';
import { AGES, type Age } from '@communitrak/domain/ledger/index.ts';
import type { AccountRow } from '@communitrak/replica/queries/money.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { oldestDue } from './accounts-filter.ts';

/** Days late, as short as heads of columns are. */
const AGE_HEADS = {
  current: 'accounts.age.current',
  '1-30': 'accounts.column.age.1-30',
  '31-60': 'accounts.column.age.31-60',
  '61-90': 'accounts.column.age.61-90',
  'over-90': 'accounts.age.over-90',
} as const satisfies Record<Age, MessageId>;

/** With its word where it is credit: a minus sign alone says to nobody whose money it is. */
function balanceColumn(t: Say, formats: Formats, currency: string): TableColumn<AccountRow> {
  const plain = columnKinds<AccountRow>(formats).money({
    id: 'balance',
    header: t('accounts.column.balance'),
    value: ({ aging }) => aging.balanceCents,
    currency,
    width: 130,
  });
  const credit = t('accounts.balance.creditWord');
  const inWords = (row: AccountRow): string =>
    row.aging.balanceCents < 0 ? `${credit} ${plain.words(row)}` : plain.words(row);
  return {
    ...plain,
    show: inWords,
    words: inWords,
    letters: (rows) => (plain.letters?.(rows) ?? 0) + credit.length,
  };
}

function ageColumns(t: Say, formats: Formats, currency: string): readonly TableColumn<AccountRow>[] {
  const { money } = columnKinds<AccountRow>(formats);
  return AGES.map((age, at) =>
    money({
      id: `age-${age}`,
      header: t(AGE_HEADS[age]),
      value: ({ aging }) => aging.buckets[at] || undefined,
      currency,
      width: 86,
      onPhone: 'none',
    }),
  );
}

export function useAccountColumns(currency: string): readonly TableColumn<AccountRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, date } = columnKinds<AccountRow>(formats);
    return [
      text({
        id: 'household',
        header: t('accounts.column.household'),
        value: ({ name }) => name,
        fixed: true,
        width: 190,
        grow: 3,
        onPhone: 'title',
      }),
      text({
        id: 'address',
        header: t('accounts.column.address'),
        value: ({ address }) => address,
        width: 130,
        grow: 2,
      }),
      balanceColumn(t, formats, currency),
      ...ageColumns(t, formats, currency),
      date({ id: 'oldest', header: t('accounts.column.oldest'), value: oldestDue }),
    ];
  }, [t, formats, currency]);
}
