/** An account on paper: how it stands, how old it is, and every line with the words that explain it, oldest first. */
import { useMemo, type ReactNode } from 'react';
import { AGES } from '@communitrak/domain/ledger/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { PrintSheet } from '../../kit/print/PrintSheet.tsx';
import { PrintTable, type PrintColumn } from '../../kit/print/PrintTable.tsx';
import { AGE_WORDS } from './AgingStrip.tsx';
import { balanceWords } from './balance-words.tsx';
import { ledgerRows, type LedgerRow } from './ledger-rows.ts';
import { lineSentences, titleOf } from './line-words.ts';
import type { Travel } from './travel.ts';
import { useExplaining } from './use-explaining.ts';

interface PrintAccountProps {
  readonly view: AccountView;
  readonly travel?: Travel | undefined;
}

export function PrintAccount({ view, travel }: PrintAccountProps): ReactNode {
  const replica = useReplica();
  const { name, rules } = view;
  const paper = { association: replica.associationName, title: name, today: rules.today };
  return (
    <PrintSheet {...paper} headless>
      {() => <Paper view={view} travel={travel} paper={paper} />}
    </PrintSheet>
  );
}

function Paper(
  props: PrintAccountProps & {
    readonly paper: { readonly association: string; readonly title: string; readonly today: string };
  },
): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { view, travel, paper } = props;
  const columns = usePrintColumns(view);
  const { account, aging, rules } = view;
  const { currency } = rules;
  const ages = AGES.map((age, at) =>
    t('accounts.print.age', {
      age: t(AGE_WORDS[age]),
      amount: formats.money({ cents: aging.buckets[at] ?? 0, currency }),
    }),
  );
  return (
    <>
      <p>{view.address}</p>
      {travel === undefined ? null : (
        <p>
          <strong>
            {t(travel.meaning === 'known' ? 'accounts.travel.at.known' : 'accounts.travel.at.effective', {
              date: formats.date(travel.day),
            })}
          </strong>
        </p>
      )}
      <p>
        <strong>{balanceWords({ cents: account.balanceCents, currency }, t, formats)}</strong>
      </p>
      {aging.openCents === 0 ? null : <p>{ages.join(' · ')}</p>}
      <PrintTable
        {...paper}
        columns={columns}
        rows={ledgerRows(view).toReversed()}
        all={view.lines.length}
        idOf={({ id }) => id}
      />
    </>
  );
}

function usePrintColumns(view: AccountView): readonly PrintColumn<LedgerRow>[] {
  const t = useText();
  const formats = useFormats();
  const context = useExplaining(view);
  return useMemo(() => {
    const money = (cents: number): string => formats.money({ cents, currency: view.rules.currency });
    const figure = { align: 'end', grow: 0, total: undefined } as const;
    return [
      {
        id: 'date',
        header: t('accounts.column.date'),
        align: 'start',
        grow: 0,
        words: ({ line }) => formats.date(line.posted),
        total: undefined,
      },
      {
        id: 'what',
        header: t('accounts.column.what'),
        align: 'start',
        grow: 1,
        words: ({ id, entry }) =>
          [titleOf(entry.entry, t), ...lineSentences(id, context)].join('. ').replaceAll('..', '.'),
        total: undefined,
      },
      {
        ...figure,
        id: 'amount',
        header: t('accounts.column.amount'),
        words: ({ line }) => money(line.cents),
      },
      {
        ...figure,
        id: 'balance',
        header: t('accounts.column.balance'),
        words: ({ balanceCents }) => money(balanceCents),
      },
    ];
  }, [t, formats, context, view.rules.currency]);
}
