/** Opening balances under way: the lines with what is wrong in each, what they come to, and posting them as one run. */
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import {
  createOpening,
  firstOpenDay,
  homeFinder,
  openingKey,
  openingSums,
  voided,
  type ChargeRun,
  type OpeningLine,
  type OpeningSums,
} from '@communitrak/domain/ledger/index.ts';
import { postRuns } from '@communitrak/replica/commands/dues.ts';
import type { ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useBegunId } from '../../../app/use-begun-id.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import type { Errors } from '../../../kit/form/form-faults.ts';
import type { Draft } from '../../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../../kit/form/use-form.ts';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../../kit/pickers/use-money-faults.ts';
import { duesPaths } from '../paths.ts';
import type { Money } from '../Ready.tsx';
import { useAct } from '../use-act.ts';
import {
  BLANK,
  faultsOf,
  isBlank,
  NO_OPENINGS,
  soundLines,
  withPasted,
  withRow,
  type OpeningForm,
  type RowFault,
} from './opening-form.ts';

export interface OpeningProps {
  readonly money: Money;
  readonly desk: ReceiptDesk;
  readonly draft: Draft<OpeningForm>;
}

export interface Opening {
  readonly form: Form<OpeningForm>;
  /** By line. */
  readonly faults: readonly RowFault[];
  readonly sound: readonly OpeningLine[];
  readonly sums: OpeningSums;
  readonly busy: boolean;
  /** Why it was not added or not posted, in words; ''. */
  readonly failure: string;
  readonly add: () => void;
  readonly addPasted: () => void;
  readonly correct: (key: string) => void;
  readonly remove: (keys: readonly string[]) => void;
  readonly post: () => void;
}

/** An opening balance that counts, under whatever name it came. */
function standsOn(desk: ReceiptDesk): (household: string) => boolean {
  return (household) => {
    const lines = desk.linesOf(household);
    const gone = voided(lines);
    return lines.some(({ kind, id }) => kind === 'opening-balance' && !gone.has(id));
  };
}

function useFaults({ books }: Money): (form: OpeningForm) => Errors<OpeningForm> {
  const t = useText();
  const formats = useFormats();
  const dateFault = useDateFaults();
  const moneyFault = useMoneyFaults();
  return ({ posted, expected, amount }) => {
    const { lockedThrough } = books;
    const locked =
      posted !== '' && posted <= lockedThrough
        ? t('dues.opening.locked', {
            through: formats.date(lockedThrough),
            open: formats.date(firstOpenDay(posted, lockedThrough)),
          })
        : undefined;
    const faults = {
      posted: dateFault(posted, { required: true }) ?? locked,
      expected: moneyFault(expected, { negative: true }),
      amount: moneyFault(amount),
    };
    return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
  };
}

/** What is in the way of posting, in words; '' for nothing. */
function useObstacle(currency: string) {
  const t = useText();
  const formats = useFormats();
  const money = (cents: number): string => formats.money({ cents, currency });
  return (
    form: OpeningForm,
    faults: readonly RowFault[],
    { owedCents, creditCents }: OpeningSums,
  ): string => {
    const open = faults.filter((fault) => fault !== '' && fault !== 'there').length;
    const total = owedCents - creditCents;
    if (!isBlank(form)) return t('dues.opening.unfinished');
    if (open > 0) return t('dues.opening.faulty', { count: open });
    if (!faults.includes('')) return t('dues.opening.empty');
    if (typeof form.expected === 'number' && form.expected !== total)
      return t('dues.opening.control', {
        total: money(total),
        expected: money(form.expected),
        difference: money(Math.abs(form.expected - total)),
      });
    return '';
  };
}

function usePost({ money, desk }: OpeningProps, form: Form<OpeningForm>) {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const act = useAct();
  const runOf = (lines: readonly OpeningLine[]): ChargeRun => {
    const keyed = lines.flatMap((line) => {
      const key = openingKey(line.household, (id) => desk.entry(id) !== undefined);
      return key === undefined ? [] : [{ ...line, key }];
    });
    const about = { currency: money.currency, posted: form.now().posted, name: t('dues.opening.name') };
    return createOpening(keyed, about, form.now().run);
  };
  const post = async (lines: readonly OpeningLine[]): Promise<void> => {
    const run = runOf(lines);
    if (!(await act.run(() => postRuns(replica, [run])))) return;
    await form.done();
    announce(t('dues.opening.done', { count: run.body.lines.length }));
    await navigate(at(duesPaths.oneRun(run.id)));
  };
  return { act, post };
}

/** Putting lines on the list, correcting them, taking them out. */
function useLines({ desk }: OpeningProps, form: Form<OpeningForm>, say: (failure: string) => void) {
  const t = useText();
  const replica = useReplica();
  const find = useMemo(() => homeFinder(desk.homes), [desk.homes]);
  const { lines } = form.values;
  const change = (part: Partial<OpeningForm>): void => {
    say('');
    form.set(part);
  };
  return {
    add: () => {
      const { household, amount } = form.now();
      if (household === '') return say(t('dues.opening.home.missing'));
      if (typeof amount !== 'number' || amount < 1) return say(t('dues.opening.amount.missing'));
      return change(withRow(form.now(), replica.newId()));
    },
    addPasted: () => change(withPasted(form.now(), find, () => replica.newId())),
    correct: (key: string) => {
      const row = lines.find((line) => line.key === key);
      if (row !== undefined)
        change({ household: row.household, amount: row.amount, side: row.side, editing: key });
    },
    remove: (keys: readonly string[]) =>
      change({
        lines: lines.filter(({ key }) => !keys.includes(key)),
        ...(keys.includes(form.now().editing) ? BLANK : {}),
      }),
  };
}

export function useOpening(props: OpeningProps): Opening {
  const { money, desk, draft } = props;
  const initial = { ...NO_OPENINGS, posted: firstOpenDay(money.today, money.books.lockedThrough) };
  const form = useForm<OpeningForm>({ initial, draft, validate: useFaults(money) });
  useBegunId(form, 'run');
  const { lines } = form.values;
  const [failure, setFailure] = useState('');
  const obstacle = useObstacle(money.currency);
  const { act, post } = usePost(props, form);
  const faults = useMemo(() => faultsOf(lines, standsOn(desk)), [lines, desk]);
  const sound = useMemo(() => soundLines(lines, faults), [lines, faults]);
  const sums = useMemo(() => openingSums(sound), [sound]);
  return {
    form,
    faults,
    sound,
    sums,
    busy: act.busy,
    failure: failure === '' ? act.fault : failure,
    ...useLines(props, form, setFailure),
    post: () => {
      const words = obstacle(form.now(), faults, sums);
      setFailure(words);
      if (words === '') void post(sound);
    },
  };
}
