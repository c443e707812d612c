/** Before another device is made to forget everything: what that means, in words. What it has not sent is lost. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Sheet } from '../../kit/Sheet.tsx';

interface EraseSheetProps {
  /** Undefined: not asked. */
  readonly device: string | undefined;
  readonly onErase: () => void;
  readonly onClose: () => void;
}

export function EraseSheet({ device, onErase, onClose }: EraseSheetProps): ReactNode {
  const t = useText();
  return (
    <Sheet
      open={device !== undefined}
      onClose={onClose}
      title={t('settings.sessions.erase.title', { device: device ?? '' })}
      footer={
        <>
          <Button kind="danger" onClick={onErase}>
            {t('settings.sessions.erase.do')}
          </Button>
          <Button onClick={onClose}>{t('settings.sessions.erase.keep')}</Button>
        </>
      }
    >
      <p className="ct-prose">{t('settings.sessions.erase.text')}</p>
      <Notice tone="loss" title={t('settings.sessions.erase.unsent')}>
        <p>{t('settings.sessions.erase.unsent.text')}</p>
      </Notice>
    </Sheet>
  );
}
