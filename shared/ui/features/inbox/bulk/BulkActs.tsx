/** What can be done with the selected requests: assign them, change their status. What it would do is asked in a sheet. */
import type { ReactNode } from 'react';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import { useReplica } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { Button } from '../../../kit/Button.tsx';
import { useKeys } from '../../../kit/Keys.tsx';
import type { BulkChange } from './bulk-plan.ts';

interface BulkActsProps {
  readonly onAsk: (kind: BulkChange['kind']) => void;
  /** No request is open, whose own keys these would be. */
  readonly keys: boolean;
}

export function BulkActs({ onAsk, keys }: BulkActsProps): ReactNode {
  const t = useText();
  const { principal } = useReplica();
  const assigns = isOffice(principal);
  useKeys(
    [
      ...(assigns ? [{ key: 'a', label: t('inbox.bulk.assign.key'), run: () => onAsk('assign') }] : []),
      { key: 's', label: t('inbox.bulk.status.key'), run: () => onAsk('status') },
    ],
    { enabled: keys },
  );
  return (
    <>
      {assigns ? <Button onClick={() => onAsk('assign')}>{t('inbox.bulk.assign.act')}</Button> : null}
      <Button onClick={() => onAsk('status')}>{t('inbox.bulk.status.act')}</Button>
    </>
  );
}
