/** The lines of a batch being entered: adding, correcting, removing, and what is wrong with the one being written. */
import { useState } from 'react';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import type { Form } from '../../kit/form/use-form.ts';
import { useMoneyFaults } from '../../kit/pickers/use-money-faults.ts';
import { blankLine, lineFaults, withLine, type BatchForm, type EntryLine } from './batch-form.ts';

export interface LineWords {
  readonly household: string | undefined;
  readonly amount: string | undefined;
}

export interface BatchLinesControl {
  /** Of the line being written, once it was tried. */
  readonly faults: LineWords;
  readonly set: (part: Partial<EntryLine>) => void;
  /** False when something is missing, which it says. */
  readonly add: () => boolean;
  readonly correct: (key: string) => void;
  /** Leaves a correction as it was, or empties the line. */
  readonly leave: () => void;
  readonly remove: (key: string) => void;
  /** What has just been done, for whoever does not see the list. */
  readonly news: string;
}

const NO_FAULTS: LineWords = { household: undefined, amount: undefined };

function useLineFaults(): (line: EntryLine) => LineWords {
  const t = useText();
  const moneyFault = useMoneyFaults();
  return (line) => {
    const found = lineFaults(line);
    return {
      household: found.household && t(found.household),
      amount: moneyFault(line.amount, { required: true }) ?? (found.amount && t(found.amount)),
    };
  };
}

/** Says what is wrong with a line once it was tried. */
function useTrying(form: Form<BatchForm>) {
  const [tried, setTried] = useState(false);
  const faultsOf = useLineFaults();
  return {
    faults: tried ? faultsOf(form.values.entry) : NO_FAULTS,
    passes: (): boolean => {
      const faults = faultsOf(form.now().entry);
      const well = faults.household === undefined && faults.amount === undefined;
      setTried(!well);
      return well;
    },
    forget: (): void => setTried(false),
  };
}

export function useBatchLines(form: Form<BatchForm>): BatchLinesControl {
  const t = useText();
  const replica = useReplica();
  const [news, setNews] = useState('');
  const { faults, passes, forget } = useTrying(form);
  const batch = (): string => form.now().batch || replica.newId();
  const next = (): Pick<BatchForm, 'entry' | 'editing'> => ({
    entry: blankLine(replica.newId()),
    editing: '',
  });
  return {
    news,
    faults,
    set: (part) => form.set({ entry: { ...form.now().entry, ...part }, batch: batch() }),
    add: () => {
      if (!passes()) return false;
      form.set({ ...withLine(form.now(), replica.newId()), batch: batch() });
      setNews(t('receipts.line.added', { count: form.now().lines.length }));
      return true;
    },
    correct: (key) => {
      const line = form.now().lines.find((one) => one.key === key);
      if (line === undefined) return;
      forget();
      form.set({ entry: line, editing: key });
    },
    leave: () => {
      forget();
      form.set(next());
    },
    remove: (key) => {
      const { lines, editing } = form.now();
      form.set({ lines: lines.filter((line) => line.key !== key), ...(editing === key ? next() : {}) });
      setNews(t('receipts.line.removed'));
    },
  };
}
