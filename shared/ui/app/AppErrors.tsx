/** What is read when a screen breaks: plain words, a way on, and what was written, as a file. */
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { exportUnsent } from '@communitrak/replica/status/unsent.ts';
import { useText } from '../i18n/Text.tsx';
import { Button } from '../kit/Button.tsx';
import { ErrorBoundary } from '../kit/ErrorBoundary.tsx';
import { Notice } from '../kit/Notice.tsx';
import { usePlatform, useReplica } from './context.ts';

/** The last net, above the router: nothing but words and reload. */
export function AppErrors({ children }: { readonly children: ReactNode }): ReactNode {
  return <ErrorBoundary fallback={(error) => <Broken error={error} />}>{children}</ErrorBoundary>;
}

/** Around one screen inside a community: the navigation stays, and going elsewhere clears it. */
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

/** @param extra more to do than reload */
export function Broken({ error, extra }: { readonly error: Error; readonly extra?: ReactNode }): ReactNode {
  const t = useText();
  return (
    <div className="ct-page ct-page-text">
      <Notice
        tone="loss"
        alert
        title={t('kit.error.title')}
        actions={
          <>
            <Button kind="primary" onClick={() => location.reload()}>
              {t('kit.error.reload')}
            </Button>
            {extra}
          </>
        }
      >
        <p>{t('kit.error.text')}</p>
      </Notice>
      <details className="ct-details">
        <summary>{t('kit.error.details')}</summary>
        <pre>{error.stack ?? error.message}</pre>
      </details>
    </div>
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
