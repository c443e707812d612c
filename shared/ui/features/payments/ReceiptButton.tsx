/** The receipt of a payment that succeeded, as a PDF made on this device. */
import type { ReactNode } from 'react';
import { IconFileTypePdf } from '@tabler/icons-react';
import type { PaymentRow } from '@communitrak/replica/queries/payments.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Button } from '../../kit/Button.tsx';
import { usePdf } from '../../pdf/use-pdf.ts';
import { withWords } from './PaymentFacts.tsx';
import { hasReceipt, receiptPaper } from './receipt-paper.ts';
import type { PayingHome } from './use-paying.ts';

export function ReceiptButton(props: { readonly row: PaymentRow; readonly home: PayingHome }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { associationName: association } = useReplica();
  const { busy, save } = usePdf();
  const { row, home } = props;
  if (!hasReceipt(row.payment)) return null;
  const { currency } = row.payment.body;
  return (
    <Button
      icon={<IconFileTypePdf aria-hidden />}
      busy={busy}
      onClick={() => {
        const paper = receiptPaper(row, home, { t, formats, association, way: withWords(props, t) });
        void save({ name: paper.name, papers: () => [paper], currency });
      }}
    >
      {t('payments.receipt')}
    </Button>
  );
}
