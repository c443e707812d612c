/** Paper on the screen: a letter for a #10 window with the window drawn around its address, and a table's first page. */
import type { ReactNode } from 'react';
import { useFormats } from '../i18n/use-formats.ts';
import { PrintPage } from '../kit/print/PrintPage.tsx';
import { PrintTable } from '../kit/print/PrintTable.tsx';
import { columnKinds } from '../kit/table/column.ts';
import type { CataloguePage } from './catalogue-page.ts';
import { LEDGER } from './table/ledger-words.ts';
import { sampleLedger, type SampleEntry } from './table/sample-ledger.ts';

const TODAY = '2026-12-01';
const LETTER = {
  title: 'Special assessment for the clubhouse roof',
  sender: ['PO Box 1200', 'Orlando, FL 32801'],
  address: [
    'Mr. and Mrs. José Núñez',
    'c/o Harbor Point Management',
    '117 Maple Row, Unit 12-B',
    'Orlando, FL 32801-4455',
  ],
  salutation: 'Dear Mr. and Mrs. Núñez,',
  text: 'The board has decided to repair the clubhouse roof before the rainy season. The assessment is $412.00 for each home and is due on January 15. If you cannot pay at once, write to us or call before December 20: we will agree on instalments.',
} as const;

function Paper({
  size,
  children,
}: {
  readonly size: 'letter' | 'a4';
  readonly children: ReactNode;
}): ReactNode {
  return <div className={`kc-paper kc-${size}`}>{children}</div>;
}

function Letter({ size }: { readonly size: 'letter' | 'a4' }): ReactNode {
  return (
    <Paper size={size}>
      <PrintPage
        association={LEDGER.association}
        title={LETTER.title}
        today={TODAY}
        sender={LETTER.sender}
        address={LETTER.address}
      >
        <p>{LETTER.salutation}</p>
        <p>{LETTER.text}</p>
      </PrintPage>
    </Paper>
  );
}

const rows = sampleLedger(28);

function TableOnPaper(): ReactNode {
  const formats = useFormats();
  const { text, date, money } = columnKinds<SampleEntry>(formats);
  return (
    <Paper size="letter">
      <PrintPage association={LEDGER.association} title={LEDGER.entries} today={TODAY} headless>
        <PrintTable
          association={LEDGER.association}
          title={LEDGER.entries}
          today={TODAY}
          columns={[
            text({ id: 'household', header: LEDGER.household, value: (row) => row.household }),
            text({ id: 'lot', header: LEDGER.lot, value: (row) => row.lot }),
            date({ id: 'due', header: LEDGER.due, value: (row) => row.due }),
            money({ id: 'amount', header: LEDGER.amount, value: (row) => row.amount, currency: 'USD' }),
          ]}
          rows={rows}
          all={5000}
          idOf={(row) => row.id}
        />
      </PrintPage>
    </Paper>
  );
}

const LetterPage = (): ReactNode => <Letter size="letter" />;
const A4Page = (): ReactNode => <Letter size="a4" />;

export const printPage: CataloguePage = {
  id: 'print',
  title: 'Print sheet',
  about: 'A document with a layout of its own. Printing this page shows the real thing.',
  states: [
    { id: 'letter', title: 'Letter, #10 window', Draw: LetterPage },
    { id: 'a4', title: 'A4', Draw: A4Page },
    { id: 'table', title: 'Table', Draw: TableOnPaper },
  ],
};
