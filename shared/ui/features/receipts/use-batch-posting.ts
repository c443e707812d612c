/** Posting a batch: what is in its way, the photos of its checks, and leaving the screen. */
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { PaymentPreview } from '@communitrak/domain/receipts/index.ts';
import { dropDraft } from '@communitrak/replica/commands/drafts.ts';
import { postReceipts, type ReceiptLine } from '@communitrak/replica/commands/receipts.ts';
import { readDraftPhotos } from '@communitrak/replica/files/draft-photos.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import type { Form } from '../../kit/form/use-form.ts';
import { isBlankLine, sumsOf, toLine, type BatchForm } from './batch-form.ts';
import { receiptPaths } from './paths.ts';
import { postFaultWords } from './receipt-words.ts';

export const CHECKS_DRAFT = 'receipts-new';
export const photoKey = (line: string): string => `${CHECKS_DRAFT}.${line}`;

/** What is in the way of posting, in words; '' for nothing. */
function useObstacle(currency: string): (form: BatchForm) => string {
  const t = useText();
  const formats = useFormats();
  return (form) => {
    const sums = sumsOf(form);
    const money = (cents: number): string => formats.money({ cents, currency });
    if (form.editing !== '' || !isBlankLine(form.entry)) return t('receipts.post.unfinished');
    if (sums.count === 0) return t('receipts.post.empty');
    if (sums.missingCents !== 0)
      return t('receipts.post.total', {
        total: money(sums.cents),
        expected: money(sums.cents + sums.missingCents),
        difference: money(Math.abs(sums.missingCents)),
      });
    if (sums.missingCount !== 0)
      return t('receipts.post.count', { count: sums.count, expected: sums.count + sums.missingCount });
    return '';
  };
}

/** Posted or discarded: draft and photos go, and so does the screen. */
function useLeaving(form: Form<BatchForm>): (to: string, words: string) => Promise<void> {
  const at = useAt();
  const replica = useReplica();
  const navigate = useNavigate();
  const announce = useAnnounce();
  return async (to, words) => {
    const { lines, entry } = form.now();
    await form.done();
    await Promise.all([...lines, entry].map(({ key }) => dropDraft(replica, photoKey(key))));
    announce(words);
    await navigate(at(to), { replace: true });
  };
}

/** Lines as they are posted: with what each was shown to pay, and its photos. */
function useLines(
  form: Form<BatchForm>,
  previews: readonly PaymentPreview[],
): () => Promise<readonly ReceiptLine[]> {
  const replica = useReplica();
  return () =>
    Promise.all(
      form.now().lines.map(async (line, at) => ({
        ...toLine(line),
        split: [...(previews[at]?.split ?? [])],
        photos: await readDraftPhotos(replica, photoKey(line.key)),
      })),
    );
}

export interface BatchPosting {
  readonly busy: boolean;
  /** Why it was not posted, in words; ''. */
  readonly failure: string;
  readonly post: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

export function useBatchPosting(
  form: Form<BatchForm>,
  currency: string,
  previews: readonly PaymentPreview[],
): BatchPosting {
  const t = useText();
  const replica = useReplica();
  const obstacle = useObstacle(currency);
  const leave = useLeaving(form);
  const linesNow = useLines(form, previews);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const write = async (): Promise<void> => {
    const lines = await linesNow();
    const { batch, deposited } = form.now();
    const result = await postReceipts(
      replica,
      { local: batch, kind: 'checks', deposited, currency, lines },
      ({ reference }) =>
        reference === '' ? t('receipts.kind.check') : t('receipts.text.check', { number: reference }),
    );
    if (result.ok)
      return leave(receiptPaths.one(result.id), t('receipts.post.done', { count: lines.length }));
    setFailure(t('receipts.post.failed', { reason: t(postFaultWords(result.code)) }));
  };
  const post = async (): Promise<void> => {
    if (busy) return;
    const words = obstacle(form.now());
    setFailure(words);
    if (!form.check() || words !== '') return;
    setBusy(true);
    await write().finally(() => setBusy(false));
  };
  return { busy, failure, post, discard: () => leave(receiptPaths.list, t('receipts.discarded')) };
}
