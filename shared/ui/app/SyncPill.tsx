/** The one quiet pill: the sum of what waits and the last sync. Opens the list of everything unsent. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import {
  IconAlertTriangle,
  IconArrowUp,
  IconCheck,
  IconCloudOff,
  IconDownload,
  IconLock,
} from '@tabler/icons-react';
import type { SyncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useText, type Say } from '../i18n/Text.tsx';
import { useFormats } from '../i18n/use-formats.ts';
import type { Formats } from '../i18n/formats.ts';
import { useNow } from '../kit/use-now.ts';

interface SyncPillProps {
  readonly status: SyncStatus | undefined;
  readonly to: string;
}

export function SyncPill({ status, to }: SyncPillProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const now = useNow();
  if (status === undefined) return null;
  const { icon: Icon, tone, words, more } = pillOf(status, { t, formats, now });
  return (
    <Link to={to} className={`ct-pill ct-pill-${tone}`} title={titleOf(status, t, formats)}>
      <Icon aria-hidden />
      <span>
        {words}
        {more === undefined ? null : <span className="ct-pill-more"> · {more}</span>}
      </span>
    </Link>
  );
}

interface Wording {
  readonly t: Say;
  readonly formats: Formats;
  readonly now: number;
}

interface PillLook {
  readonly icon: typeof IconCheck;
  readonly tone: 'quiet' | 'needs';
  readonly words: string;
  /** Left out on a phone; the title has it in full. */
  readonly more?: string;
}

/** The most pressing thing first: what needs the member, then what stops the sync, then what is under way. */
export function pillOf(status: SyncStatus, { t, formats, now }: Wording): PillLook {
  const needs = (icon: typeof IconCheck, words: string): PillLook => ({ icon, tone: 'needs', words });
  const quiet = (icon: typeof IconCheck, words: string): PillLook => ({ icon, tone: 'quiet', words });
  if (status.fault !== '') return needs(IconAlertTriangle, t('status.pill.fault'));
  if (status.attention > 0)
    return needs(IconAlertTriangle, t('status.pill.attention', { count: status.attention }));
  if (status.connection === 'signed-out') return needs(IconLock, t('status.pill.signedOut'));
  if (status.connection === 'app-too-old') return needs(IconDownload, t('status.pill.tooOld'));
  if (status.connection === 'offline')
    return quiet(IconCloudOff, t('status.pill.offline', { count: status.waiting }));
  if (status.firstSync !== undefined) {
    const { done, total } = status.firstSync;
    return quiet(
      IconDownload,
      t('status.pill.first', { done: formats.number(done), total: formats.number(total) }),
    );
  }
  if (status.waiting > 0) return quiet(IconArrowUp, t('status.pill.sending', { count: status.waiting }));
  if (status.lastSync === '') return quiet(IconCheck, t('status.pill.online'));
  return { ...quiet(IconCheck, t('status.pill.upToDate')), more: formats.when(status.lastSync, now) };
}

function titleOf(status: SyncStatus, t: Say, formats: Formats): string {
  if (status.lastSync === '') return t('status.pill.never');
  return t('status.pill.last', { time: formats.fullTime(status.lastSync) });
}
