/** Discarding cannot be undone, so it says exactly what will be gone. */
import type { ReactNode } from 'react';
import type { UnsentItem } from '@communitrak/replica/status/unsent.ts';
import { useAllFeatures } from '../../app/features-context.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { Sheet } from '../../kit/Sheet.tsx';
import { typeWords } from './unsent-words.ts';

interface DiscardSheetProps {
  /** Undefined: closed. */
  readonly item: UnsentItem | undefined;
  readonly onClose: () => void;
  readonly onDiscard: (item: UnsentItem) => void;
}

export function DiscardSheet({ item, onClose, onDiscard }: DiscardSheetProps): ReactNode {
  const t = useText();
  const features = useAllFeatures();
  const named = item === undefined ? '' : item.title || (item.lines[0]?.value ?? '').slice(0, 80);
  const title = item !== undefined && named === '' ? t(typeWords(item, features)) : named;
  return (
    <Sheet
      open={item !== undefined}
      onClose={onClose}
      title={t('unsent.discard.title')}
      footer={
        <>
          <Button
            kind="danger"
            onClick={() => {
              if (item !== undefined) onDiscard(item);
              onClose();
            }}
          >
            {t('unsent.discard.do')}
          </Button>
          <Button onClick={onClose}>{t('unsent.discard.keep')}</Button>
        </>
      }
    >
      <p>{t(item?.kind === 'file' ? 'unsent.discard.photo' : 'unsent.discard.text', { title })}</p>
    </Sheet>
  );
}
