/** What is done to a ledger at a desk: acts as plain data, and the documents that each makes out of what its desk holds. */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import {
  addMonths,
  booksEntity,
  BOOKS_ID,
  changeBooks,
  createChargeRun,
  createDuesSchedule,
  createEntry,
  createOpening,
  createTransfer,
  dayOfMonth,
  lateProposals,
  ledgerEntryEntity,
  lineOf,
  openingKey,
  previewDues,
  refundId,
  reverseEntry,
  rulesOfBooks,
  SIDES,
  takeTransferBack,
  transferSides,
  type EntryInput,
  type EntryKind,
  type Home,
  type LedgerEntry,
  type RulesOn,
} from '@communitrak/domain/ledger/index.ts';

export const MONEY_NOW = Date.UTC(2026, 5, 15, 12);
export const MONEY_TODAY = '2026-06-15';
export const MONEY_HOMES = ['h1', 'h2'] as const;

export const MONEY_ACTS = ['enter', 'pay', 'reverse', 'refund', 'dues', 'late', 'bulk', 'lock'] as const;
export interface MoneyAct {
  readonly what: (typeof MONEY_ACTS)[number];
  readonly kind: EntryKind;
  readonly home: string;
  readonly cents: number;
  /** 0 is January 2026. */
  readonly month: number;
  readonly day: number;
  /** Chooses among what is there. */
  readonly pick: number;
  /** Which of two desks: they list the homes in another order. */
  readonly desk: number;
}

type Held = ReadonlyMap<string, Envelope>;

const read = new WeakMap<Envelope, LedgerEntry>();

/** Each document is parsed once. */
function entryOf(doc: Envelope): LedgerEntry | undefined {
  if (doc.type !== 'ledger-entry') return undefined;
  const entry = read.get(doc) ?? ledgerEntryEntity.read(doc);
  if (entry !== undefined) read.set(doc, entry);
  return entry;
}

export const entriesIn = (held: Held): readonly LedgerEntry[] =>
  [...held.values()].flatMap((doc) => entryOf(doc) ?? []);

export const rulesIn = (held: Held): RulesOn => rulesOfBooks(booksEntity.read(held.get(BOOKS_ID))?.body);

/** By share: three cents are left over of each month's sum. */
export const monthlyDues = createDuesSchedule(
  {
    name: 'Assessment',
    frequency: 'monthly',
    from: '2026-01',
    day: 31,
    amount: { by: 'share', totalCents: 20_001 },
    fund: 'operating',
    category: '',
    skip: [],
    active: true,
  },
  'monthly',
);

const HOMES = MONEY_HOMES.map((household, at): Home => ({
  property: household,
  household,
  name: household,
  class: '',
  share: 2 + at,
  payer: household,
  payers: 1,
}));
const RUN = { schedule: '', period: '', currency: 'USD', fund: 'operating', category: '' } as const;
const POSTED_TODAY = { posted: MONEY_TODAY, due: MONEY_TODAY } as const;

/** Nothing is taken back before it takes effect. */
const onOrAfter = ({ body }: LedgerEntry): string => (body.posted > MONEY_TODAY ? body.posted : MONEY_TODAY);

/** @param member who writes, and is asked by the rules @param newId local ids, never the same twice */
export function moneyDesk(member: string, newId: () => string) {
  const writer = { author: member, device: 'desk', recorded: new Date(MONEY_NOW).toISOString() };
  const line = (act: MoneyAct, kind: EntryKind, more: Partial<EntryInput> = {}): EntryInput => {
    const side = SIDES[kind];
    const isMinus = side === 'paid' || (side === 'either' && act.pick % 2 === 0);
    const posted = dayOfMonth(addMonths('2026-01', act.month), act.day);
    const cents = isMinus ? -act.cents : act.cents;
    const said = { household: act.home, kind, cents, currency: 'USD', posted, text: 'A line' };
    return { ...said, reason: 'so decided', ...writer, ...more };
  };
  const picked = (held: Held, { pick }: MoneyAct): LedgerEntry | undefined => {
    const entries = entriesIn(held);
    return entries[pick % Math.max(1, entries.length)];
  };
  const moved = (held: Held, act: MoneyAct): Envelope | undefined => {
    const { cents, posted } = line(act, act.kind);
    const about = { currency: 'USD', posted, name: 'Run' };
    if (act.kind === 'opening-balance') {
      const key = openingKey(act.home, (id) => held.has(id));
      return key === undefined
        ? undefined
        : createOpening([{ household: act.home, cents, key }], about, newId());
    }
    const [from, to] = act.home === MONEY_HOMES[0] ? MONEY_HOMES : ([act.home, MONEY_HOMES[0]] as const);
    const words = { run: 'Transfer', from: 'To another home', to: 'From another home' };
    return createTransfer(
      { from, to, cents, words, currency: 'USD', fund: 'operating', posted, reason: 'Paid for the other' },
      newId(),
    );
  };
  const takenBack = (held: Held, target: LedgerEntry): Envelope | undefined => {
    const ids = transferSides(target.id);
    if (ids === undefined)
      return reverseEntry(
        target,
        { posted: onOrAfter(target), reason: 'a slip', by: { member, device: 'desk' } },
        MONEY_NOW,
      );
    const [first, second] = ids.map((id) => ledgerEntryEntity.read(held.get(id)));
    if (first === undefined || second === undefined) return undefined;
    return takeTransferBack([first, second], { posted: onOrAfter(first), reason: 'a slip', name: 'Back' });
  };
  const makers: Record<MoneyAct['what'], (held: Held, act: MoneyAct) => Envelope | undefined> = {
    enter: (held, act) =>
      act.kind === 'transfer' || act.kind === 'opening-balance'
        ? moved(held, act)
        : createEntry(line(act, act.kind), newId()),
    pay(held, act) {
      const target = act.pick % 3 === 0 ? picked(held, act) : undefined;
      const applies = target === undefined ? [] : [target.id];
      return createEntry(line(act, 'payment', { source: 'receipt', method: 'check', applies }), newId());
    },
    reverse(held, act) {
      const target = picked(held, act);
      return target === undefined || target.body.kind === 'reversal' ? undefined : takenBack(held, target);
    },
    refund(held, act) {
      const target = picked(held, act);
      if (target?.body.kind !== 'payment') return undefined;
      const said = line(act, 'refund', { household: target.body.household, applies: [target.id] });
      return createEntry(said, localOf(refundId(target.id, 1 + (act.pick % 3))));
    },
    dues: (_held, { month, desk }) =>
      previewDues(monthlyDues, addMonths('2026-01', month), desk === 0 ? HOMES : HOMES.toReversed(), {
        words: `Assessment, month ${String(month + 1)}`,
        currency: 'USD',
      }).run,
    late: (held) => lateRun(held),
    bulk(_held, { cents }) {
      const lines = HOMES.map(({ household }) => ({ household, cents }));
      return createChargeRun(
        { ...RUN, ...POSTED_TODAY, kind: 'bulk', name: 'Keys', entryKind: 'fee', lines },
        newId(),
      );
    },
    lock(held, { month, pick }) {
      const books = booksEntity.read(held.get(BOOKS_ID));
      const lockedThrough = dayOfMonth(addMonths('2026-01', Math.min(month, 2)), 31);
      return books === undefined || pick % 4 !== 0 ? undefined : changeBooks(books, { lockedThrough });
    },
  };
  return { make: (held: Held, act: MoneyAct): Envelope | undefined => makers[act.what](held, act) };
}

function lateRun(held: Held): Envelope | undefined {
  const rulesOn = rulesIn(held);
  const entries = entriesIn(held);
  const lines = MONEY_HOMES.flatMap((household) => {
    const own = entries.filter(({ body }) => body.household === household).map(lineOf);
    return lateProposals(own, rulesOn, MONEY_TODAY);
  }).map(({ household, cents, key, kind, rule }) => ({ household, cents, key, kind, rule }));
  if (lines.length === 0) return undefined;
  const name = `late.${String(lines.length)}.${String(lines.reduce((sum, { cents }) => sum + cents, 0))}`;
  return createChargeRun(
    { ...RUN, ...POSTED_TODAY, kind: 'late', name: 'Late fees', entryKind: 'late-fee', lines },
    name,
  );
}
