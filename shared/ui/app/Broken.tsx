/** What is read when something breaks: plain words, and a way on. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/Text.tsx';
import { Button } from '../kit/Button.tsx';
import { ErrorBoundary } from '../kit/ErrorBoundary.tsx';
import { Notice } from '../kit/Notice.tsx';

/** The last net, above the router: nothing but words and reload. */
export function AppErrors({ children }: { readonly children: ReactNode }): ReactNode {
  return <ErrorBoundary fallback={(error) => <Broken error={error} />}>{children}</ErrorBoundary>;
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
