/**
 * A document with a layout of its own that takes the screen's place on paper. Drawn only while it prints; of several on a
 * screen the one that came last prints (the detail, not the list behind it). Letter and A4: the printer's own choice of paper.
 */
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { PrintPage, type PrintPageProps } from './PrintPage.tsx';
import { usePrinting } from './use-printing.ts';

interface PrintSheetProps extends Omit<PrintPageProps, 'children'> {
  /** Called only when it prints: nothing of it costs a screen anything. */
  readonly children: () => ReactNode;
}

export function PrintSheet({ children, ...page }: PrintSheetProps): ReactNode {
  if (!usePrinting()) return null;
  return createPortal(
    <div className="pr-sheet">
      <PrintPage {...page}>{children()}</PrintPage>
    </div>,
    document.body,
  );
}
