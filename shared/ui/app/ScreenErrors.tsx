/** Around one screen inside a community: the navigation stays, going elsewhere clears it, and what was written is a file. */
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { exportUnsent } from '@communitrak/replica/status/unsent.ts';
import { useText } from '../i18n/Text.tsx';
import { Button } from '../kit/Button.tsx';
import { ErrorBoundary } from '../kit/ErrorBoundary.tsx';
import { Broken } from './Broken.tsx';
import { usePlatform, useReplica } from './context.ts';

export function ScreenErrors({ children }: { readonly children: ReactNode }): ReactNode {
  const { pathname } = useLocation();
  return (
    <ErrorBoundary
      resetKey={pathname}
      fallback={(error) => <Broken error={error} extra={<ExportButton />} />}
    >
      {children}
    </ErrorBoundary>
  );
}

function ExportButton(): ReactNode {
  const t = useText();
  const platform = usePlatform();
  const replica = useReplica();
  const save = async (): Promise<void> => {
    await platform.saveFile('communitrak-unsent.json', await exportUnsent(replica));
  };
  return <Button onClick={() => void save()}>{t('kit.error.export')}</Button>;
}
