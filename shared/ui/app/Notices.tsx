/** What the app itself has to say, above the screen: signed out, too old, a device fault, a new version, installing. */
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { SyncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useText } from '../i18n/Text.tsx';
import { useAnnounce } from '../kit/Announcer.tsx';
import { Button, LinkButton } from '../kit/Button.tsx';
import { Notice } from '../kit/Notice.tsx';
import { usePlatform, usePreferences } from './context.ts';
import { FeatureNotices } from './FeatureNotices.tsx';
import { signInPath, useAt } from './paths.ts';
import { usePreferenceValues } from './preferences.ts';

export function Notices({ status }: { readonly status: SyncStatus | undefined }): ReactNode {
  useConnectionWords(status?.connection);
  return (
    <div className="ct-notices ct-no-print">
      {status === undefined ? null : <ConnectionNotice status={status} />}
      <FeatureNotices />
      <UpdateNotice />
      <InstallNotice />
    </div>
  );
}

function ConnectionNotice({ status }: { readonly status: SyncStatus }): ReactNode {
  const t = useText();
  const { pathname, search } = useLocation();
  if (status.fault !== '') {
    return (
      <Notice tone="loss" alert title={t('app.fault.title')}>
        <p>{t('app.fault.text')}</p>
        <p className="ct-soft ct-small">{status.fault}</p>
      </Notice>
    );
  }
  if (status.connection === 'signed-out') {
    const again = `${signInPath(pathname + search)}&again=1`;
    return (
      <Notice
        tone="needs"
        alert
        title={t('app.signedOut.title')}
        actions={
          <LinkButton kind="primary" to={again}>
            {t('app.signedOut.signIn')}
          </LinkButton>
        }
      >
        <p>{t('app.signedOut.text')}</p>
      </Notice>
    );
  }
  if (status.connection === 'app-too-old') {
    return (
      <Notice
        tone="needs"
        alert
        title={t('app.tooOld.title')}
        actions={
          <Button kind="primary" onClick={() => location.reload()}>
            {t('kit.error.reload')}
          </Button>
        }
      >
        <p>{t('app.tooOld.text')}</p>
      </Notice>
    );
  }
  return null;
}

/** Told, never done by itself: a form may be open. "Later" holds until the next visit. */
function UpdateNotice(): ReactNode {
  const t = useText();
  const { updates } = usePlatform();
  const ready = useSyncExternalStore(
    (onChange) => updates.subscribe(onChange),
    () => updates.isReady(),
  );
  const [later, setLater] = useState(false);
  if (!ready || later) return null;
  return (
    <Notice
      title={t('app.update.title')}
      alert
      actions={
        <>
          <Button kind="primary" onClick={() => updates.apply()}>
            {t('app.update.apply')}
          </Button>
          <Button onClick={() => setLater(true)}>{t('app.update.later')}</Button>
        </>
      }
    >
      <p>{t('app.update.text')}</p>
    </Notice>
  );
}

/** Offered on the first screen only, once declined never again on this device (Settings keeps the way). */
function InstallNotice(): ReactNode {
  const t = useText();
  const { install } = usePlatform();
  const at = useAt();
  const { pathname } = useLocation();
  const preferences = usePreferences();
  const { installDeclined } = usePreferenceValues(preferences);
  const available = useSyncExternalStore(
    (onChange) => install.subscribe(onChange),
    () => install.isAvailable(),
  );
  if (!available || installDeclined || pathname.replace(/\/$/, '') !== at('')) return null;
  return (
    <Notice
      title={t('app.install.title')}
      actions={
        <>
          <Button onClick={() => void install.show()}>{t('app.install.do')}</Button>
          <Button kind="quiet" onClick={() => preferences.set({ installDeclined: true })}>
            {t('app.install.no')}
          </Button>
        </>
      }
    >
      <p>{t('app.install.text')}</p>
    </Notice>
  );
}

/** Says aloud when the connection goes and when it is back; the pill shows it all the time. */
function useConnectionWords(connection: SyncStatus['connection'] | undefined): void {
  const t = useText();
  const announce = useAnnounce();
  const before = useRef(connection);
  useEffect(() => {
    const was = before.current;
    before.current = connection;
    if (was === 'online' && connection === 'offline') announce(t('app.offline'));
    if (was === 'offline' && connection === 'online') announce(t('app.backOnline'));
  }, [connection, announce, t]);
}
