/** What this device keeps, and how it stands with the server. */
import { useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { storageUsed, type StorageUsed } from '@communitrak/replica/status/storage.ts';
import { syncNow, syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import type { Formats } from '../../i18n/formats.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Actions, Button } from '../../kit/Button.tsx';
import { Facts, type Fact } from '../../kit/Facts.tsx';
import { Section } from '../../kit/Page.tsx';
import { DateText } from '../../kit/Values.tsx';

export function DeviceSection(): ReactNode {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const announce = useAnnounce();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const used = useStorageUsed(status?.lastSync ?? '');
  const last =
    status === undefined || status.lastSync === '' ? (
      t('settings.sync.never')
    ) : (
      <DateText at={status.lastSync} />
    );
  return (
    <Section title={t('settings.device.title')} text={t('settings.device.text')}>
      <div className="ct-box">
        <Facts
          facts={[
            { label: t('settings.sync.last'), value: last },
            ...(used === undefined ? [] : storageFacts(used, t, formats)),
          ]}
        />
      </div>
      <div className="st-acts">
        <Actions>
          <Button
            onClick={() => {
              syncNow(replica);
              announce(t('settings.sync.asked'));
            }}
          >
            {t('settings.sync.now')}
          </Button>
          <InstallButton />
        </Actions>
      </div>
    </Section>
  );
}

function storageFacts(used: StorageUsed, t: Say, formats: Formats): readonly Fact[] {
  const share =
    used.usage === 0 && used.quota === 0
      ? t('settings.storage.unknown')
      : t('settings.storage.of', { used: formats.bytes(used.usage), quota: formats.bytes(used.quota) });
  const { count, bytes } = used.files;
  return [
    { label: t('settings.storage.documents'), value: formats.number(used.documents) },
    {
      label: t('settings.storage.files'),
      value: t('settings.storage.filesValue', { count, size: formats.bytes(bytes) }),
    },
    { label: t('settings.storage.used'), value: share },
    {
      label: t('settings.storage.kept'),
      value: t(used.persisted ? 'settings.storage.kept.yes' : 'settings.storage.kept.no'),
    },
  ];
}

/** Asked for again after each sync. Undefined until the first answer, or where the device gives none. */
function useStorageUsed(afterSync: string): StorageUsed | undefined {
  const replica = useReplica();
  const [used, setUsed] = useState<StorageUsed>();
  useEffect(() => {
    let wanted = true;
    storageUsed(replica).then(
      (answer) => wanted && setUsed(answer),
      () => wanted && setUsed(undefined),
    );
    return () => {
      wanted = false;
    };
  }, [replica, afterSync]);
  return used;
}

function InstallButton(): ReactNode {
  const t = useText();
  const { install } = usePlatform();
  const available = useSyncExternalStore(
    (onChange) => install.subscribe(onChange),
    () => install.isAvailable(),
  );
  if (!available) return null;
  return <Button onClick={() => void install.show()}>{t('settings.install')}</Button>;
}
