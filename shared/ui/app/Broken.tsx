/** What is read when something breaks: plain words, and a way on. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/Text.tsx';
import { Button } from '../kit/Button.tsx';
import { ErrorBoundary } from '../kit/ErrorBoundary.tsx';

/** The last net, above the router: nothing but words and reload. */
export function AppErrors({ children }: { readonly children: ReactNode }): ReactNode {
  return <ErrorBoundary fallback={(error) => <Broken error={error} />}>{children}</ErrorBoundary>;
}

/** A part of the app that did not arrive: no fault of what it draws, and reloading is the way on. */
const isMissingPart = (error: Error): boolean => error.name === 'ChunkLoadError';

/** @param extra more to do than reload */
export function Broken({ error, extra }: { readonly error: Error; readonly extra?: ReactNode }): ReactNode {
  const t = useText();
  const missing = isMissingPart(error);
  return (
    <div className="ct-page ct-page-text" role="alert">
      <h1>{t(missing ? 'kit.error.part.title' : 'kit.error.title')}</h1>
      <p>{t(missing ? 'kit.error.part.text' : 'kit.error.text')}</p>
      <div className="ct-actions">
        <Button kind="primary" onClick={() => location.reload()}>
          {t('kit.error.reload')}
        </Button>
        {extra}
      </div>
      {missing ? null : (
        <details className="ct-details">
          <summary>{t('kit.error.details')}</summary>
          <p>{error.message}</p>
        </details>
      )}
    </div>
  );
}
