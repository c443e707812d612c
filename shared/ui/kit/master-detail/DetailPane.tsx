/**
 * The detail beside a list: its heading names the document and takes the focus when a person has asked for it, so that a
 * screen reader says what is open; closed, it hands the focus back to its row. A link that opens it moves no focus.
 */
import { useEffect, useRef, type ReactNode } from 'react';
import { IconX } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { IconButton } from '../Button.tsx';
import { useDocumentTitle } from '../Page.tsx';
import './detail-pane.css';

interface DetailPaneProps {
  readonly title: string;
  /** The list's, which names the document again when the detail goes. */
  readonly listTitle: string;
  /** A quiet line above the title. */
  readonly above?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** It was opened here and now, by a key or a click. Draw the pane anew (`key`) for another row. */
  readonly asked: boolean;
  /** Finds the row that it belongs to, for the way back. */
  readonly row: () => HTMLElement | null;
  readonly children: ReactNode;
}

export function DetailPane(props: DetailPaneProps): ReactNode {
  const { title, listTitle, above, closeLabel, onClose, asked, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useTitleWhileOpen(title, listTitle);
  useEffect(() => {
    if (asked) heading.current?.focus({ preventScroll: true });
    // oxlint-disable-next-line react/exhaustive-deps -- once, when it is drawn
  }, []);
  useBackToRow(props.row);
  return (
    <>
      <header className="md-head">
        <div>
          {above === undefined ? null : <p className="ct-soft">{above}</p>}
          <h2 tabIndex={-1} ref={heading}>
            {title}
          </h2>
        </div>
        <IconButton label={closeLabel} onClick={onClose}>
          <IconX aria-hidden />
        </IconButton>
      </header>
      {children}
    </>
  );
}

function useTitleWhileOpen(title: string, listTitle: string): void {
  const t = useText();
  const product = t('kit.product');
  useDocumentTitle(title);
  useEffect(
    () => () => {
      document.title = `${listTitle} · ${product}`;
    },
    [listTitle, product],
  );
}

/** When it goes and the focus with it, its row has it; what took the focus meanwhile (the next detail) keeps it. */
function useBackToRow(row: () => HTMLElement | null): void {
  const find = useRef(row);
  useEffect(() => {
    find.current = row;
  });
  useEffect(
    () => () => {
      setTimeout(() => {
        const taken = document.activeElement !== document.body || document.querySelector('.md-head') !== null;
        if (!taken) find.current()?.focus({ preventScroll: true });
      });
    },
    [],
  );
}
