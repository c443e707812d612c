/** The lines of a payout: what each is, of which home, before and after Stripe's fee. A payment's line opens it. */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import {
  PAYOUT_LINE_KINDS,
  type PayoutLine,
  type PayoutLineKind,
  type WholePayout,
} from '@communitrak/domain/payments/index.ts';
import type { Payouts } from '@communitrak/replica/queries/payment-account.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import { onlinePaths } from './paths.ts';
import { LINE_WORDS } from './payout-words.ts';
import { useTableFile } from './use-table-file.ts';

const memory = storedTableMemory(() => localStorage);

type Row = PayoutLine & { readonly home: string };

function useLineColumns(currency: string): readonly TableColumn<Row>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, tag, money } = columnKinds<Row>(formats);
    return [
      text({
        id: 'home',
        header: t('onlinePayments.column.home'),
        value: ({ home }) => home,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      tag({
        id: 'kind',
        header: t('onlinePayments.payout.line'),
        value: ({ kind }) => kind,
        label: (kind) => t(LINE_WORDS[kind as PayoutLineKind]),
        order: PAYOUT_LINE_KINDS,
        width: 170,
      }),
      money({
        id: 'gross',
        header: t('onlinePayments.payout.gross'),
        value: ({ grossCents }) => grossCents,
        currency,
        onPhone: 'none',
      }),
      money({
        id: 'fee',
        header: t('onlinePayments.column.fee'),
        value: ({ feeCents }) => feeCents,
        currency,
        onPhone: 'none',
      }),
      money({
        id: 'net',
        header: t('onlinePayments.payout.net'),
        value: ({ netCents }) => netCents,
        currency,
      }),
      text({
        id: 'gateway',
        header: t('onlinePayments.gateway.movement'),
        value: ({ gateway }) => gateway,
        hiddenAtFirst: true,
        onPhone: 'none',
      }),
    ];
  }, [t, formats, currency]);
}

export function PayoutLines(props: { readonly found: Payouts; readonly payout: WholePayout }): ReactNode {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const { found, payout } = props;
  const { lines, currency } = payout.body;
  const rows = useMemo(
    () =>
      lines.map((line) => ({
        ...line,
        home:
          found.homes.get(line.payment) ?? (line.payment === '' ? '' : t('onlinePayments.payout.unknown')),
      })),
    [lines, found, t],
  );
  const columns = useLineColumns(currency);
  const control = useTableControl({ table: 'payout-lines', columns, memory });
  const open = ({ payment }: Row): void => {
    if (payment !== '') void navigate(at(onlinePaths.one(`payment:${payment}`)));
  };
  return (
    <div className="op-lines">
      <Table
        label={t('onlinePayments.payout.lines')}
        rows={rows}
        columns={columns}
        idOf={({ gateway }) => gateway}
        control={control}
        search={{ label: t('onlinePayments.search'), placeholder: t('onlinePayments.payouts.hint') }}
        file={useTableFile(t('onlinePayments.payout'), found.rules.today)}
        onOpen={open}
        empty={<p className="ct-soft">{t('onlinePayments.payout.noLines')}</p>}
      />
    </div>
  );
}
