/** What asks something on top of a screen: a sheet from below on a phone, a dialogue in the middle at a desk. */
import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useText } from '../i18n/Text.tsx';
import { IconButton } from './Button.tsx';
import { useLayer } from './layers/LayersProvider.tsx';
import { useIsDesk } from './use-media.ts';

interface SheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Its buttons, the main one first; always in sight. */
  readonly footer?: ReactNode;
}

export function Sheet({ open, onClose, title, children, footer }: SheetProps): ReactNode {
  const t = useText();
  const desk = useIsDesk();
  useLayer({ kind: 'sheet', open, onClose });
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      closeOnEscape={false}
      centered={desk}
      size="lg"
      transitionProps={{ duration: 120, transition: desk ? 'fade' : 'slide-up' }}
      className={desk ? 'ct-dialog-root' : 'ct-sheet-root'}
      scrollAreaComponent={Unscrolled}
      classNames={{ inner: 'ct-sheet-inner', content: 'ct-sheet' }}
    >
      <Modal.Overlay className="ct-veil" />
      <Modal.Content>
        <div className="ct-sheet-head">
          <Modal.Title>{title}</Modal.Title>
          <IconButton label={t('kit.close')} onClick={onClose}>
            <IconX />
          </IconButton>
        </div>
        <div className="ct-sheet-body">{children}</div>
        {footer === undefined ? null : <div className="ct-sheet-foot">{footer}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}

/** Only the body between head and foot scrolls. */
function Unscrolled({ children }: { readonly children?: ReactNode }): ReactNode {
  return children;
}
