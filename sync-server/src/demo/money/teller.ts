/**
 * The demo's books while they are written: what has been posted so far, by home, so that the next step (a late fee, a
 * payment of what is open) follows from what went before, as in an office. Writes through the domain's own functions.
 */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { derivedLocal } from '@communitrak/domain/core/derive.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  accountOf,
  createEntry,
  entriesOfRun,
  lineOf,
  refundId,
  reverseEntry,
  type Account,
  type ChargeRun,
  type EntryInput,
  type LedgerEntry,
  type Line,
  type PaymentPlan,
  type RulesOn,
} from '@communitrak/domain/ledger/index.ts';
import type { ReceiptBatch } from '@communitrak/domain/receipts/index.ts';
import type { Actor } from '../neighbourhood.ts';
import type { DemoWrite } from '../parts.ts';

const DEVICE = 'desktop';
/** The office works from about eight in the morning, there; each line a minute after the one before. */
const MORNING_MS = 13 * 3_600_000;
const MINUTE_MS = 60_000;
const LAST_MINUTE = 8 * 60;

export type EntrySaid = Omit<EntryInput, 'currency' | 'author' | 'device' | 'recorded'>;

/** `posted`: YYYY-MM-DD; the cents are positive. */
export type Refund = Pick<EntrySaid, 'cents' | 'posted' | 'text'> & { readonly reason: string };

export interface Teller {
  readonly writes: readonly DemoWrite[];
  account(household: string): Account;
  lines(household: string): readonly Line[];
  /** Anything but an entry. */
  keep(doc: Envelope, who: Actor, day: string): void;
  run(run: ChargeRun, who: Actor): void;
  plan(plan: PaymentPlan, who: Actor): void;
  plans(household: string): readonly PaymentPlan[];
  /** A batch of receipts with the payments that it makes. */
  deposit(batch: ReceiptBatch, payments: readonly LedgerEntry[], who: Actor): void;
  readonly rulesOn: RulesOn;
  /** @param name derived into the entry's id: the same in each writing of the demo */
  enter(said: EntrySaid, who: Actor, name: readonly string[]): LedgerEntry;
  /** Part of a payment is given back, or all of it. */
  refund(payment: LedgerEntry, who: Actor, how: Refund): void;
  entry(id: string): LedgerEntry | undefined;
  takeBack(entry: LedgerEntry, who: Actor, how: { readonly posted: string; readonly reason: string }): void;
}

interface Kept {
  readonly writes: DemoWrite[];
  readonly entries: Map<string, LedgerEntry>;
  readonly byHome: Map<string, Line[]>;
  readonly minutes: Map<string, number>;
}

function timeOn({ minutes }: Kept, day: string): number {
  const minute = minutes.get(day) ?? 0;
  minutes.set(day, minute + 1);
  return Date.parse(`${day}T00:00:00.000Z`) + MORNING_MS + Math.min(minute, LAST_MINUTE) * MINUTE_MS;
}

function write({ writes }: Kept, doc: Envelope, { principal }: Actor, ms: number): void {
  writes.push({ doc, by: principal.member, byName: principal.name, at: isoInstant(ms) });
}

function post(kept: Kept, entry: LedgerEntry, who: Actor, ms: number): void {
  write(kept, entry, who, ms);
  kept.entries.set(entry.id, entry);
  const line = { ...lineOf(entry), known: isoInstant(ms) };
  const lines = kept.byHome.get(line.household);
  if (lines === undefined) kept.byHome.set(line.household, [line]);
  else lines.push(line);
}

const writtenAt = ({ principal }: Actor, ms: number) => ({
  author: principal.member,
  device: DEVICE,
  recorded: isoInstant(ms),
});

function giveBack(kept: Kept, payment: LedgerEntry, who: Actor, how: Refund): void {
  const ms = timeOn(kept, how.posted);
  const { household, currency } = payment.body;
  const said = { ...how, household, currency, kind: 'refund', applies: [payment.id] } as const;
  const input: EntryInput = { ...said, applies: [payment.id], ...writtenAt(who, ms) };
  post(kept, createEntry(input, localOf(refundId(payment.id, 1))), who, ms);
}

function take(kept: Kept, batch: ReceiptBatch, payments: readonly LedgerEntry[], who: Actor): void {
  const ms = timeOn(kept, batch.body.deposited);
  write(kept, batch, who, ms);
  for (const payment of payments) post(kept, payment, who, ms);
}

/** @param currency of the books */
export function createTeller(rulesOn: RulesOn, currency: string): Teller {
  const kept: Kept = { writes: [], entries: new Map(), byHome: new Map(), minutes: new Map() };
  const plans: PaymentPlan[] = [];
  const lines = (household: string): readonly Line[] => kept.byHome.get(household) ?? [];
  const account = (household: string): Account => accountOf(lines(household), rulesOn);
  return {
    writes: kept.writes,
    lines,
    account,
    entry: (id) => kept.entries.get(id),
    keep: (doc, who, day) => write(kept, doc, who, timeOn(kept, day)),
    run(run, who) {
      const ms = timeOn(kept, run.body.posted);
      write(kept, run, who, ms);
      for (const entry of entriesOfRun(run)) post(kept, entry, who, ms);
    },
    plan(plan, who) {
      plans.push(plan);
      write(kept, plan, who, timeOn(kept, plan.body.agreed));
    },
    plans: (household) => plans.filter(({ body }) => body.household === household),
    rulesOn,
    deposit: (batch, payments, who) => take(kept, batch, payments, who),
    enter(said, who, name) {
      const ms = timeOn(kept, said.posted);
      const input = { ...said, ...writtenAt(who, ms), currency };
      const entry = createEntry(input, derivedLocal('demo money', ...name));
      post(kept, entry, who, ms);
      return entry;
    },
    refund: (payment, who, how) => giveBack(kept, payment, who, how),
    takeBack(entry, who, how) {
      const ms = timeOn(kept, how.posted);
      const by = { member: who.principal.member, device: DEVICE };
      post(kept, reverseEntry(entry, { ...how, by }, ms), who, ms);
    },
  };
}
