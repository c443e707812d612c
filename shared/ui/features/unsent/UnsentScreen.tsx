/** Everything that is on this device and not on the server: what waits by itself, and what needs the member. */
import { useMemo, useState, type ReactNode } from 'react';
import { IconCircleCheck, IconDownload, IconRefresh } from '@tabler/icons-react';
import { syncNow, syncStatus } from '@communitrak/replica/status/sync-status.ts';
import {
  discard,
  exportUnsent,
  sendAgain,
  unsent,
  type UnsentItem,
} from '@communitrak/replica/status/unsent.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button, LinkButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { AttentionItem, WaitingItem } from './UnsentItems.tsx';
import { DiscardSheet } from './DiscardSheet.tsx';
import { partsOf } from './unsent-words.ts';
import './unsent.css';

export function UnsentScreen(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const at = useAt();
  const items = useQuery(useMemo(() => unsent(replica), [replica]));
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const [asked, setAsked] = useState<UnsentItem>();
  const acts = useActs();
  if (items === undefined) {
    return (
      <Page title={t('unsent.title')}>
        <Skeleton rows={3} />
      </Page>
    );
  }
  const { attention, waiting } = partsOf(items);
  const online = status?.connection === 'online' ? 'yes' : 'no';
  return (
    <Page
      title={t('unsent.title')}
      back={{ to: at(''), label: t('home.nav') }}
      {...(items.length === 0
        ? { subtitle: t('unsent.subtitle.none') }
        : { actions: <PageActs onExport={acts.save} /> })}
    >
      {items.length === 0 ? <NothingUnsent home={at('')} /> : null}
      {attention.length === 0 ? null : (
        <Section title={t('unsent.attention.title')} text={t('unsent.attention.text')}>
          <ul className="un-items">
            {attention.map((item) => (
              <li key={item.key}>
                <AttentionItem
                  item={item}
                  onSend={() => void acts.send(item)}
                  onDiscard={() => setAsked(item)}
                />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {waiting.length === 0 ? null : (
        <Section title={t('unsent.waiting.title')} text={t('unsent.waiting.text', { online })} boxed>
          <ul className="ct-list" aria-label={t('unsent.list')}>
            {waiting.map((item) => (
              <li key={item.key}>
                <WaitingItem item={item} onDiscard={() => setAsked(item)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <DiscardSheet
        item={asked}
        onClose={() => setAsked(undefined)}
        onDiscard={(item) => void acts.drop(item)}
      />
    </Page>
  );
}

function PageActs({ onExport }: { readonly onExport: () => Promise<void> }): ReactNode {
  const t = useText();
  const replica = useReplica();
  return (
    <>
      <Button icon={<IconRefresh aria-hidden />} onClick={() => syncNow(replica)}>
        {t('unsent.syncNow')}
      </Button>
      <Button icon={<IconDownload aria-hidden />} onClick={() => void onExport()}>
        {t('unsent.export')}
      </Button>
    </>
  );
}

function NothingUnsent({ home }: { readonly home: string }): ReactNode {
  const t = useText();
  return (
    <EmptyState
      icon={<IconCircleCheck />}
      title={t('unsent.empty.title')}
      text={t('unsent.empty.text')}
      action={<LinkButton to={home}>{t('unsent.empty.home')}</LinkButton>}
    />
  );
}

interface UnsentActs {
  readonly send: (item: UnsentItem) => Promise<void>;
  readonly drop: (item: UnsentItem) => Promise<void>;
  readonly save: () => Promise<void>;
}

function useActs(): UnsentActs {
  const t = useText();
  const announce = useAnnounce();
  const replica = useReplica();
  const platform = usePlatform();
  return {
    send: async (item) => {
      const going = await sendAgain(replica, item.key);
      announce(t(going ? 'unsent.sentAgain' : 'unsent.nothingToSend'));
    },
    drop: async (item) => {
      await discard(replica, item.key);
      announce(t('unsent.discarded'));
    },
    save: async () => {
      const saved = await platform.saveFile('communitrak-unsent.json', await exportUnsent(replica));
      if (saved) announce(t('unsent.exported'));
    },
  };
}
