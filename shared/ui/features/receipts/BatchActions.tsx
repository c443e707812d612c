/** What can be printed of a batch: its deposit slip, and all of its receipts at once. */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { IconArrowForwardUp, IconFileText, IconReceipt } from '@tabler/icons-react';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import type { BatchView, ReceiptRow } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button } from '../../kit/Button.tsx';
import { usePdf } from '../../pdf/use-pdf.ts';
import { enterAgain } from './enter-again.ts';
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
  if (taken.length === 0) return <AgainButton view={view} />;
  return (
    <>
      <AgainButton view={view} />
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

/** What was refused is entered again in a new batch, with everything that was entered. */
function AgainButton({ view }: { readonly view: BatchView }): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { counts, batch } = view;
  if (counts.refused === 0 || batch.body.kind === 'deposit' || !isOffice(replica.principal)) return null;
  const take = async (): Promise<void> => {
    const { path, count } = await enterAgain(replica, view);
    announce(count === 0 ? t('receipts.again.there') : t('receipts.again.done', { count }));
    await navigate(at(path));
  };
  return (
    <Button icon={<IconArrowForwardUp aria-hidden />} onClick={() => void take()}>
      {t('receipts.again', { count: counts.refused })}
    </Button>
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
