/**
 * The frame of the record that is open: beside its list a heading with a way to close it, on a phone a page with a way back.
 * Its heading names the document, and takes the focus when the member has asked for the record, so that a screen reader says
 * what is open; a link that opens it moves no focus. Draw it anew (`key`) for another record.
 */
import { useEffect, useRef, type ReactNode } from 'react';
import { IconX } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { IconButton } from '../Button.tsx';
import { Page, useDocumentTitle } from '../Page.tsx';
import { useIsDesk } from '../use-media.ts';
import type { ChosenRecord } from './use-chosen-record.ts';

interface RecordFrameProps {
  readonly record: Pick<ChosenRecord, 'asked' | 'close' | 'listHref'>;
  readonly title: string;
  /** The list's, which names the document again when the record goes. */
  readonly listTitle: string;
  /** A quiet line: number, state. */
  readonly about?: ReactNode;
  /** What can be done with the whole record: print. */
  readonly actions?: ReactNode;
  /** The content says the title: still loading, not there. */
  readonly quietTitle?: boolean;
  readonly children: ReactNode;
}

export function RecordFrame(props: RecordFrameProps): ReactNode {
  return useIsDesk() ? <Beside {...props} /> : <OnPhone {...props} />;
}

function OnPhone(props: RecordFrameProps): ReactNode {
  const { record, title, listTitle, about, actions, quietTitle = false, children } = props;
  return (
    <Page
      title={title}
      back={{ to: record.listHref, label: listTitle }}
      subtitle={about}
      actions={actions}
      quietTitle={quietTitle}
    >
      {children}
    </Page>
  );
}

function Beside(props: RecordFrameProps): ReactNode {
  const { record, title, listTitle, about, actions, quietTitle = false, children } = props;
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitleWhileOpen(title, listTitle);
  useEffect(() => {
    if (record.asked > 0) heading.current?.focus({ preventScroll: true });
  }, [record.asked]);
  return (
    <>
      <header className="md-head">
        <div className="md-name">
          {about === undefined ? null : <p className="ct-soft">{about}</p>}
          <h2 className={quietTitle ? 'ct-hidden' : undefined} tabIndex={-1} ref={heading}>
            {title}
          </h2>
        </div>
        {actions}
        <IconButton label={t('kit.record.close')} onClick={record.close}>
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
