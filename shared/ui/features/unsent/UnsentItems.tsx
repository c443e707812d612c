/** One unsent thing: in a line while it goes out by itself, in full where the member has to decide. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { IconCopy, IconMessage, IconPhoto, IconSend, IconTrash } from '@tabler/icons-react';
import type { UnsentItem } from '@communitrak/replica/status/unsent.ts';
import { useAllFeatures } from '../../app/features-context.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Actions, Button, IconButton } from '../../kit/Button.tsx';
import { DeliveryBadge } from '../../kit/DeliveryBadge.tsx';
import { DateText } from '../../kit/Values.tsx';
import { ProgressBar } from '../../kit/Loading.tsx';
import { copyOf, useWrittenWords, writtenWords } from '../requests/index.ts';
import { canSendAgain, placeOf, reasonWords, typeWords } from './unsent-words.ts';

interface WaitingItemProps {
  readonly item: UnsentItem;
  readonly onDiscard: () => void;
}

export function WaitingItem({ item, onDiscard }: WaitingItemProps): ReactNode {
  const t = useText();
  const title = useTitle(item);
  const type = useTypeWords(item);
  return (
    <div className="ct-row un-row">
      <span className="ct-row-lead">
        {item.kind === 'file' ? <IconPhoto aria-hidden /> : <IconMessage aria-hidden />}
      </span>
      <span className="ct-row-words">
        <span className="ct-row-title" title={title}>
          <Title item={item} />
        </span>
        <span className="ct-row-meta">
          <span>{type}</span>
          <DateText at={item.at} />
          <DeliveryBadge state={item.delivery} />
        </span>
        <Sent item={item} />
      </span>
      <span className="un-row-acts">
        {item.kind === 'file' ? null : <CopyIcon item={item} />}
        <IconButton label={t('unsent.discard')} onClick={onDiscard}>
          <IconTrash />
        </IconButton>
      </span>
    </div>
  );
}

function Sent({ item }: { readonly item: UnsentItem }): ReactNode {
  const t = useText();
  const formats = useFormats();
  if (item.progress === undefined) return null;
  const words = t('unsent.progress', { share: formats.percent(item.progress) });
  return <ProgressBar label={words} share={item.progress} words={words} />;
}

function CopyIcon({ item }: { readonly item: UnsentItem }): ReactNode {
  const t = useText();
  const copy = useCopy(item);
  return (
    <IconButton label={t('unsent.copy')} onClick={() => void copy()}>
      <IconCopy />
    </IconButton>
  );
}

interface AttentionItemProps extends WaitingItemProps {
  readonly onSend: () => void;
}

export function AttentionItem({ item, onSend, onDiscard }: AttentionItemProps): ReactNode {
  const t = useText();
  const title = useTitle(item);
  const type = useTypeWords(item);
  const copy = useCopy(item);
  const reason = reasonWords(item, useAllFeatures());
  return (
    <article className="un-item" aria-label={title}>
      <header>
        <h3>
          <Title item={item} />
        </h3>
        <p className="ct-row-meta">
          <span>{type}</span>
          <DateText at={item.at} />
          <DeliveryBadge state={item.delivery} />
        </p>
      </header>
      {reason === undefined ? null : <p className="un-reason">{t(reason)}</p>}
      <Written item={item} />
      <Actions>
        {canSendAgain(item) ? (
          <Button icon={<IconSend aria-hidden />} onClick={onSend}>
            {t('unsent.sendAgain')}
          </Button>
        ) : null}
        {item.kind === 'file' ? null : (
          <Button icon={<IconCopy aria-hidden />} onClick={() => void copy()}>
            {t('unsent.copy')}
          </Button>
        )}
        <Button kind="danger" icon={<IconTrash aria-hidden />} onClick={onDiscard}>
          {t('unsent.discard')}
        </Button>
      </Actions>
    </article>
  );
}

/** What the member wrote; beside it, where the server has something else, that. */
function Written({ item }: { readonly item: UnsentItem }): ReactNode {
  const t = useText();
  const words = useWrittenWords();
  if (item.kind === 'file' || (item.lines.length === 0 && item.serverLines === undefined)) return null;
  return (
    <div className="un-sides">
      <section>
        <h4>{t('unsent.yours')}</h4>
        <p className="ct-prose">{writtenWords(item.lines, words) || t('unsent.nothing')}</p>
      </section>
      {item.serverLines === undefined ? null : (
        <section>
          <h4>{t('unsent.theirs')}</h4>
          <p className="ct-prose">{writtenWords(item.serverLines, words) || t('unsent.nothing')}</p>
        </section>
      )}
    </div>
  );
}

/** The title, leading to where it can be read in full. */
function Title({ item }: { readonly item: UnsentItem }): ReactNode {
  const at = useAt();
  const title = useTitle(item);
  const place = placeOf(item, useAllFeatures());
  return place === undefined ? title : <Link to={at(place)}>{title}</Link>;
}

function useTypeWords(item: UnsentItem): string {
  return useText()(typeWords(item, useAllFeatures()));
}

function useTitle(item: UnsentItem): string {
  const type = useTypeWords(item);
  const line = item.title === '' ? (item.lines[0]?.value.split('\n')[0] ?? '') : item.title;
  return line === '' ? type : line;
}

function useCopy(item: UnsentItem): () => Promise<void> {
  const t = useText();
  const announce = useAnnounce();
  const words = useWrittenWords();
  return async () => {
    try {
      await navigator.clipboard.writeText(copyOf(item, words));
      announce(t('unsent.copied'));
    } catch {
      announce(t('unsent.copyFailed'));
    }
  };
}
