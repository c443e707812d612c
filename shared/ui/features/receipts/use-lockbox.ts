/** Importing a lockbox file: reading it, putting lines right, posting what is left. */
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { readLockbox } from '@communitrak/domain/receipts/index.ts';
import { postReceipts } from '@communitrak/replica/commands/receipts.ts';
import { receiptBatch, type ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import type { Draft } from '../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../kit/form/use-form.ts';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../kit/pickers/use-money-faults.ts';
import {
  EMPTY_LOCKBOX,
  fileLine,
  lockboxSums,
  postedLines,
  type FileLine,
  type LockboxForm,
  type LockboxSums,
} from './lockbox-form.ts';
import { receiptPaths } from './paths.ts';
import { readLockboxFile } from './read-lockbox-file.ts';
import { postFaultWords } from './receipt-words.ts';
import { usePreviews } from './use-previews.ts';

export interface Lockbox {
  readonly form: Form<LockboxForm>;
  readonly sums: LockboxSums;
  /** Document id of the batch that this file was posted as before; '' for a new one. */
  readonly before: string;
  readonly busy: boolean;
  /** Why it was not read or not posted, in words; ''. */
  readonly failure: string;
  readonly choose: (file: File) => Promise<void>;
  readonly put: (row: number, part: Partial<FileLine>) => void;
  readonly post: () => Promise<void>;
}

function useFaults(desk: ReceiptDesk): (form: LockboxForm) => Partial<Record<keyof LockboxForm, string>> {
  const t = useText();
  const formats = useFormats();
  const dateFault = useDateFaults();
  const moneyFault = useMoneyFaults();
  const locked = desk.rules.books?.lockedThrough ?? '';
  return useCallback(
    ({ deposited, expected }) => {
      const isLocked = locked !== '' && deposited <= locked;
      const date =
        dateFault(deposited, { required: true }) ??
        (isLocked ? t('receipts.deposited.locked', { date: formats.date(locked) }) : undefined);
      const money = moneyFault(expected);
      return {
        ...(date === undefined ? {} : { deposited: date }),
        ...(money === undefined ? {} : { expected: money }),
      };
    },
    [t, formats, dateFault, moneyFault, locked],
  );
}

const MISSING = {
  amount: 'receipts.import.missing.amount',
  home: 'receipts.import.missing.home',
  rows: 'receipts.import.missing.rows',
} as const;

/** Reads a file into the form. @returns why not, in words; '' when it was read */
function useReading(form: Form<LockboxForm>, desk: ReceiptDesk): (file: File) => Promise<string> {
  const t = useText();
  return async (file) => {
    const { rows, batch } = await readLockboxFile(file);
    const found = readLockbox(rows, desk.homes);
    if (!found.ok) return t(MISSING[found.missing]);
    form.set({
      batch,
      file: file.name.slice(0, 200),
      deposited: desk.rules.today,
      expected: found.statedCents ?? '',
      lines: found.lines.map(fileLine),
    });
    return '';
  };
}

function useObstacle(currency: string): (sums: LockboxSums) => string {
  const t = useText();
  const formats = useFormats();
  return ({ unsettled, count, missingCents }) => {
    if (unsettled > 0) return t('receipts.import.unsettled', { count: unsettled });
    if (count === 0) return t('receipts.post.empty');
    const difference = formats.money({ cents: Math.abs(missingCents), currency });
    return missingCents === 0 ? '' : t('receipts.import.total', { difference });
  };
}

/** Posts what is not left out. @returns why not, in words; '' when it was posted */
function usePosting(form: Form<LockboxForm>, desk: ReceiptDesk): () => Promise<string> {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { values } = form;
  const lines = useMemo(() => postedLines(values), [values]);
  const previews = usePreviews(lines, values, desk);
  return async () => {
    const { batch, file, deposited } = values;
    const result = await postReceipts(
      replica,
      {
        local: batch,
        kind: 'lockbox',
        file,
        deposited,
        currency: desk.rules.currency,
        lines: lines.map((line, place) => ({ ...line, split: [...(previews[place]?.split ?? [])] })),
      },
      ({ reference }) => t('receipts.text.lockbox', { number: reference }).trim(),
    );
    if (!result.ok) return t('receipts.post.failed', { reason: t(postFaultWords(result.code)) });
    await form.done();
    announce(t('receipts.post.done', { count: lines.length }));
    await navigate(at(receiptPaths.one(result.id)), { replace: true });
    return '';
  };
}

export function useLockbox(draft: Draft<LockboxForm>, desk: ReceiptDesk): Lockbox {
  const replica = useReplica();
  const t = useText();
  const form = useForm<LockboxForm>({ initial: EMPTY_LOCKBOX, validate: useFaults(desk), draft });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const read = useReading(form, desk);
  const write = usePosting(form, desk);
  const obstacle = useObstacle(desk.rules.currency);
  const { batch } = form.values;
  const known = useQuery(
    useMemo(() => receiptBatch(replica, batch === '' ? 'none' : batch), [replica, batch]),
  );
  const sums = lockboxSums(form.values);
  const work = async (act: () => Promise<string>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(await act().catch(() => t('receipts.import.unreadable')));
    setBusy(false);
  };
  const post = async (): Promise<void> => {
    const words = obstacle(sums);
    setFailure(words);
    if (words === '' && form.check()) await work(write);
  };
  return {
    form,
    sums,
    before: known?.id ?? '',
    busy,
    failure,
    post,
    choose: (file) => work(() => read(file)),
    put: (row, part) =>
      form.set({ lines: form.now().lines.map((line) => (line.row === row ? { ...line, ...part } : line)) }),
  };
}
