/** The columns of a late run: who, for which charge, how late, what is raised, by which rule. */
import { useMemo } from 'react';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { columnKinds, type TableColumn } from '../../../kit/table/column.ts';
import type { LateRow } from './use-proposals.ts';

export function useLateColumns(currency: string): readonly TableColumn<LateRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, tag, number, money } = columnKinds<LateRow>(formats);
    const label = (kind: string): string => t(kind === 'interest' ? 'dues.late.interest' : 'dues.late.fee');
    return [
      text({
        id: 'home',
        header: t('dues.col.home'),
        value: (row) => row.home || row.payer,
        fixed: true,
        grow: 2,
        onPhone: 'title',
      }),
      text({ id: 'payer', header: t('dues.col.payer'), value: (row) => row.payer, grow: 2, onPhone: 'none' }),
      text({ id: 'of', header: t('dues.col.lateCharge'), value: (row) => row.of, grow: 3 }),
      number({ id: 'days', header: t('dues.col.daysLate'), value: (row) => row.daysLate, onPhone: 'none' }),
      tag({ id: 'kind', header: t('dues.col.kind'), value: (row) => row.kind, label, width: 120 }),
      text({
        id: 'rule',
        header: t('dues.col.rule'),
        value: (row) => row.rule,
        width: 170,
        grow: 1,
        onPhone: 'none',
      }),
      money({ id: 'amount', header: t('dues.col.amount'), value: (row) => row.cents, currency, width: 130 }),
    ];
  }, [t, formats, currency]);
}
