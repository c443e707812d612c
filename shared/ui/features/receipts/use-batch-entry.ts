/** Entering a batch: the draft, the lines, what each would pay, posting. Its look is BatchEntry's. */
import { useCallback, useMemo } from 'react';
import { MOST_CENTS } from '@communitrak/domain/ledger/index.ts';
import { sameCheck, type EarlierCheck, type PaymentPreview } from '@communitrak/domain/receipts/index.ts';
import type { ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import type { Draft } from '../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../kit/form/use-form.ts';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../kit/pickers/use-money-faults.ts';
import {
  EMPTY_BATCH,
  headFaults,
  openingOf,
  sumsOf,
  toLine,
  type BatchForm,
  type BatchSums,
  type EntryLine,
} from './batch-form.ts';
import { useBatchLines, type BatchLinesControl } from './use-batch-lines.ts';
import { useBatchPosting, type BatchPosting } from './use-batch-posting.ts';
import { usePreviews } from './use-previews.ts';

export interface BatchEntry extends BatchLinesControl, BatchPosting {
  readonly form: Form<BatchForm>;
  readonly desk: ReceiptDesk;
  readonly sums: BatchSums;
  /** One for each line that is done. */
  readonly previews: readonly PaymentPreview[];
  /** Of the line being written; undefined while it has no home or no amount. */
  readonly preview: PaymentPreview | undefined;
  /** The same check before: in the books, or among these lines. */
  readonly twice: (line: EntryLine) => EarlierCheck | undefined;
}

function useHeadFaults(desk: ReceiptDesk): (form: BatchForm) => Partial<Record<keyof BatchForm, string>> {
  const t = useText();
  const formats = useFormats();
  const dateFault = useDateFaults();
  const moneyFault = useMoneyFaults();
  const locked = desk.rules.books?.lockedThrough ?? '';
  return useCallback(
    (form) => {
      const { deposited, expectedCount } = headFaults(form, locked);
      const values = { date: locked === '' ? '' : formats.date(locked) };
      const date = dateFault(form.deposited, { required: true }) ?? (deposited && t(deposited, values));
      const money = moneyFault(form.expected);
      return {
        ...(date === undefined ? {} : { deposited: date }),
        ...(money === undefined ? {} : { expected: money }),
        ...(expectedCount === undefined ? {} : { expectedCount: t(expectedCount) }),
      };
    },
    [t, formats, dateFault, moneyFault, locked],
  );
}

/** Whether a check has been seen before: in the books, or among the lines above. */
function useTwice(form: BatchForm, desk: ReceiptDesk): BatchEntry['twice'] {
  return (line) => {
    if (line.household === '' || line.reference.trim() === '') return undefined;
    const posted = desk
      .entriesOf(line.household)
      .filter(({ body }) => body.kind === 'payment')
      .map(({ body }) => ({ reference: body.reference, posted: body.posted, cents: -body.cents }));
    const here = form.lines
      .filter(({ key, household }) => key !== line.key && household === line.household)
      .map((one) => ({ reference: one.reference, posted: form.deposited, cents: toLine(one).cents }));
    return sameCheck(line.reference, form.deposited, [...posted, ...here]);
  };
}

/** What stands before it in the stack is paid before it. */
function upTo({ lines, entry, editing }: BatchForm): readonly EntryLine[] {
  const { cents } = toLine(entry);
  if (entry.household === '' || cents < 1 || cents > MOST_CENTS) return [];
  const place = lines.findIndex(({ key }) => key === editing);
  return [...(place === -1 ? lines : lines.slice(0, place)), entry];
}

export function useBatchEntry(draft: Draft<BatchForm>, desk: ReceiptDesk): BatchEntry {
  const validate = useHeadFaults(desk);
  const { today, currency } = desk.rules;
  const opened = useMemo(() => ({ ...draft, opening: openingOf(draft.opening, today) }), [draft, today]);
  const form = useForm<BatchForm>({ initial: EMPTY_BATCH, validate, draft: opened });
  const { values } = form;
  const { lines } = values;
  const previews = usePreviews(
    useMemo(() => lines.map(toLine), [lines]),
    values,
    desk,
  );
  const upToEntry = useMemo(() => upTo(values).map(toLine), [values]);
  const preview = usePreviews(upToEntry, values, desk).at(-1);
  return {
    form,
    desk,
    previews,
    preview,
    sums: sumsOf(values),
    twice: useTwice(values, desk),
    ...useBatchLines(form),
    ...useBatchPosting(form, currency, previews),
  };
}
