/** The columns of a late run: who, for which charge, how late, what is raised, by which rule. */
import { useMemo } from 'react';
import type { Rules } from '@communitrak/domain/ledger/index.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { columnKinds, type TableColumn } from '../../../kit/table/column.ts';
import { useRuleSentences } from '../books/rule-words.ts';
import type { LateRow } from './use-proposals.ts';

/** @param rules of the day: why something is raised is their words */
export function useLateColumns(currency: string, rules: Rules): readonly TableColumn<LateRow>[] {
  const t = useText();
  const formats = useFormats();
  const sentence = useRuleSentences(currency);
  return useMemo(() => {
    const why = ({ kind }: LateRow): string =>
      t(kind === 'interest' ? 'dues.late.whyInterest' : 'dues.late.whyFee', {
        rule: sentence(kind === 'interest' ? 'interest' : 'lateFee', rules),
      });
    const { text, tag, number, money } = columnKinds<LateRow>(formats);
    const label = (kind: string): string => t(kind === 'interest' ? 'dues.late.interest' : 'dues.late.fee');
    return [
      text({
        id: 'home',
        header: t('dues.col.home'),
        value: ({ home, payer }) => (home === '' ? payer : `${home} · ${payer}`),
        fixed: true,
        width: 220,
        grow: 2,
        onPhone: 'title',
      }),
      text({
        id: 'payer',
        header: t('dues.col.payer'),
        value: (row) => row.payer,
        hiddenAtFirst: true,
        onPhone: 'none',
      }),
      text({ id: 'of', header: t('dues.col.lateCharge'), value: (row) => row.of, width: 200, grow: 2 }),
      number({ id: 'days', header: t('dues.col.daysLate'), value: (row) => row.daysLate, onPhone: 'none' }),
      text({ id: 'why', header: t('dues.col.why'), value: why, width: 230, grow: 3 }),
      tag({
        id: 'kind',
        header: t('dues.col.kind'),
        value: (row) => row.kind,
        label,
        width: 120,
        hiddenAtFirst: true,
        onPhone: 'none',
      }),
      text({
        id: 'rule',
        header: t('dues.col.rule'),
        value: (row) => row.rule,
        width: 170,
        grow: 1,
        hiddenAtFirst: true,
        onPhone: 'none',
      }),
      money({ id: 'amount', header: t('dues.col.amount'), value: (row) => row.cents, currency, width: 110 }),
    ];
  }, [t, formats, currency, rules, sentence]);
}
