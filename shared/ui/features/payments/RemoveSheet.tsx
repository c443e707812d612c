/** Taking a saved way to pay away: says what will happen, to which payments. */
import type { ReactNode } from 'react';
import { localOf } from '@communitrak/domain/core/ids.ts';
import type { SavedMethod } from '@communitrak/domain/payments/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { Sheet } from '../../kit/Sheet.tsx';
import { tailWords } from './payment-words.ts';
import type { PayingHome } from './use-paying.ts';

interface RemoveProps {
  readonly method: SavedMethod | undefined;
  readonly home: PayingHome;
  readonly busy: boolean;
  readonly onRemove: (method: SavedMethod) => void;
  readonly onClose: () => void;
}

export function RemoveSheet({ method, home, busy, onRemove, onClose }: RemoveProps): ReactNode {
  const t = useText();
  const name = method === undefined ? '' : tailWords(method.body, t);
  const queued = home.payments.rows.filter(
    ({ payment: { body } }) =>
      method !== undefined && body.method === localOf(method.id) && body.outcome.state === 'requested',
  ).length;
  return (
    <Sheet
      open={method !== undefined}
      onClose={onClose}
      title={t('payments.remove.title', { method: name })}
      footer={
        <>
          <Button
            kind="danger"
            busy={busy}
            onClick={() => (method === undefined ? undefined : onRemove(method))}
          >
            {t('payments.remove.do')}
          </Button>
          <Button onClick={onClose}>{t('payments.remove.keep')}</Button>
        </>
      }
    >
      <p>{t('payments.remove.text')}</p>
      {queued === 0 ? null : <p>{t('payments.remove.queued', { count: queued })}</p>}
    </Sheet>
  );
}
