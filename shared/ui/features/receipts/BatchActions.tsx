/** What can be printed of a batch: its deposit slip, and all of its receipts at once. */
import { useMemo, type ReactNode } from 'react';
import { IconFileText, IconReceipt } from '@tabler/icons-react';
import type { BatchView, ReceiptRow } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Button } from '../../kit/Button.tsx';
import { usePdf } from '../../pdf/use-pdf.ts';
import { depositSlip, receiptPaper, type PaperContext } from './receipt-papers.ts';

function usePaperContext(view: BatchView): PaperContext {
  const t = useText();
  const formats = useFormats();
  const { associationName: association } = useReplica();
  return useMemo(() => ({ t, formats, association, view }), [t, formats, association, view]);
}

export function BatchActions({ view }: { readonly view: BatchView }): ReactNode {
  const t = useText();
  const context = usePaperContext(view);
  const slip = usePdf();
  const receipts = usePdf();
  const { deposited, currency } = view.batch.body;
  const taken = view.rows.filter(({ outcome }) => outcome !== 'refused');
  if (taken.length === 0) return null;
  return (
    <>
      <Button
        icon={<IconFileText aria-hidden />}
        busy={slip.busy}
        onClick={() => {
          const paper = depositSlip(context);
          void slip.save({ name: paper.name, papers: () => [paper], currency });
        }}
      >
        {t('receipts.paper.slip')}
      </Button>
      <Button
        icon={<IconReceipt aria-hidden />}
        busy={receipts.busy}
        onClick={() => {
          const name = t('receipts.paper.receipts.name', { date: deposited });
          const papers = () => taken.map((row) => receiptPaper(row, context));
          void receipts.save({ name, papers, currency });
        }}
      >
        {t('receipts.paper.receipts')}
      </Button>
    </>
  );
}

export function ReceiptButton(props: { readonly row: ReceiptRow; readonly view: BatchView }): ReactNode {
  const t = useText();
  const { row, view } = props;
  const context = usePaperContext(view);
  const { busy, save } = usePdf();
  return (
    <Button
      kind="quiet"
      busy={busy}
      aria-label={t('receipts.paper.receipt.of', { number: row.at + 1 })}
      onClick={() => {
        const paper = receiptPaper(row, context);
        void save({ name: paper.name, papers: () => [paper], currency: view.batch.body.currency });
      }}
    >
      {t('receipts.paper.receipt')}
    </Button>
  );
}
