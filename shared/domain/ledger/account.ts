/**
 * What follows from the lines of one household's account: what each charge has open, what each payment paid, what is left
 * as credit. Worked out from the beginning each time, by the rules in force on the day of each payment, so that the same
 * lines give the same answer on every device. The sum of the lines = what is open − credit: a test holds it to that.
 */
import { CHARGE_CLASSES, type ChargeClass } from './kinds.ts';
import { byEffect, voided, type Line } from './line.ts';
import type { Rules, RulesOn } from './rules.ts';

export interface Split {
  /** The entry on the other side. */
  readonly entry: string;
  /** Above 0. */
  readonly cents: number;
}

export interface ChargeState {
  readonly line: Line;
  readonly state: 'open' | 'part' | 'paid' | 'void';
  readonly openCents: number;
  readonly paidBy: readonly Split[];
}

export interface PaymentState {
  readonly line: Line;
  readonly state: 'applied' | 'part' | 'credit' | 'void';
  readonly paid: readonly Split[];
  /** Not used yet: credit. */
  readonly leftCents: number;
  /** Given back. */
  readonly refundedCents: number;
  /** The rules that it was applied by. */
  readonly rule: string;
}

export interface Account {
  /** Sum of all lines: positive is owed to the association. */
  readonly balanceCents: number;
  readonly openCents: number;
  readonly creditCents: number;
  /** Oldest effect first. */
  readonly charges: readonly ChargeState[];
  readonly payments: readonly PaymentState[];
}

interface Charge {
  readonly line: Line;
  open: number;
  readonly paidBy: { entry: string; cents: number }[];
}

interface Payment {
  readonly line: Line;
  left: number;
  refunded: number;
  readonly paid: { entry: string; cents: number }[];
  readonly rule: string;
}

interface Work {
  readonly charges: Map<string, Charge>;
  readonly payments: Map<string, Payment>;
  readonly open: Charge[];
  readonly credits: Payment[];
}

const rankOf = (order: Rules['order'], kind: ChargeClass): number =>
  order === 'oldest' ? 0 : (order.indexOf(kind) + CHARGE_CLASSES.length) % CHARGE_CLASSES.length;

/** Which open charge a payment pays next: by class where the rules say so, then what was due first. */
function nextOf(open: readonly Charge[], order: Rules['order']): Charge | undefined {
  let best: Charge | undefined;
  let rank = 0;
  for (const charge of open) {
    const own = rankOf(order, charge.line.class);
    const earlier =
      best === undefined || own < rank || (own === rank && charge.line.dueDay < best.line.dueDay);
    if (earlier) [best, rank] = [charge, own];
  }
  return best;
}

function pay({ open }: Work, charge: Charge, payment: Payment, most = Infinity): void {
  const cents = Math.min(charge.open, payment.left, most);
  if (cents <= 0) return;
  charge.open -= cents;
  payment.left -= cents;
  charge.paidBy.push({ entry: payment.line.id, cents });
  payment.paid.push({ entry: charge.line.id, cents });
  if (charge.open === 0) open.splice(open.indexOf(charge), 1);
}

/** What it was meant for first, then by the rules. */
function apply(work: Work, payment: Payment, order: Rules['order']): void {
  for (const id of payment.line.applies) {
    const charge = work.charges.get(id);
    if (charge !== undefined) pay(work, charge, payment);
  }
  // Written off is what was named, and nothing beside it.
  if (payment.line.kind === 'write-off' && payment.line.applies.length > 0) return;
  for (
    let next = nextOf(work.open, order);
    next !== undefined && payment.left > 0;
    next = nextOf(work.open, order)
  )
    pay(work, next, payment);
}

/** Credit meets what is open, the oldest credit first. What is left of a write-off waits for what it named. */
function settle(work: Work, rulesOn: RulesOn): void {
  for (const credit of work.credits.slice()) {
    if (work.open.length === 0) return;
    apply(work, credit, rulesOn(credit.line.posted).rules.order);
    if (credit.left === 0) work.credits.splice(work.credits.indexOf(credit), 1);
  }
}

function addCharge(work: Work, line: Line, rulesOn: RulesOn): void {
  const charge: Charge = { line, open: line.cents, paidBy: [] };
  work.charges.set(line.id, charge);
  work.open.push(charge);
  settle(work, rulesOn);
}

function addPayment(work: Work, line: Line, rulesOn: RulesOn): void {
  const { rules, name } = rulesOn(line.posted);
  const payment: Payment = { line, left: -line.cents, refunded: 0, paid: [], rule: name };
  work.payments.set(line.id, payment);
  apply(work, payment, rules.order);
  if (payment.left > 0) work.credits.push(payment);
}

/** The last that a payment paid is open again. @returns cents freed */
function unpay({ charges, open }: Work, payment: Payment, most: number): number {
  const last = payment.paid.at(-1);
  const charge = charges.get(last?.entry ?? '');
  if (last === undefined || charge === undefined) return 0;
  const cents = Math.min(last.cents, most);
  if (charge.open === 0) open.push(charge);
  charge.open += cents;
  shorten(payment.paid, last.entry, cents);
  shorten(charge.paidBy, payment.line.id, cents);
  return cents;
}

function shorten(splits: { entry: string; cents: number }[], entry: string, cents: number): void {
  const at = splits.findLastIndex((split) => split.entry === entry);
  const split = splits[at];
  if (split === undefined) return;
  split.cents -= cents;
  if (split.cents === 0) splits.splice(at, 1);
}

/** Money given back comes from what is left of its payment, then from what that paid last. */
function addRefund(work: Work, line: Line, rulesOn: RulesOn): void {
  const payment = work.payments.get(line.applies[0] ?? '') ?? work.credits[0];
  let due = line.cents;
  if (payment !== undefined) {
    const fromLeft = Math.min(payment.left, due);
    payment.left -= fromLeft;
    due -= fromLeft;
    for (let freed = -1; due > 0 && freed !== 0; due -= freed) freed = unpay(work, payment, due);
    payment.refunded += line.cents - due;
    if (payment.left === 0 && work.credits.includes(payment))
      work.credits.splice(work.credits.indexOf(payment), 1);
  }
  // More than was ever paid, or of a payment that was returned: then it is owed.
  if (due > 0) addCharge(work, { ...line, cents: due }, rulesOn);
  settle(work, rulesOn);
}

function enter(work: Work, line: Line, rulesOn: RulesOn): void {
  if (line.kind === 'refund') addRefund(work, line, rulesOn);
  else if (line.cents > 0) addCharge(work, line, rulesOn);
  else addPayment(work, line, rulesOn);
}

function chargeState({ line, open, paidBy }: Charge): ChargeState {
  const state = open === 0 ? 'paid' : open < line.cents ? 'part' : 'open';
  return { line, state, openCents: open, paidBy };
}

function paymentState({ line, left, refunded, paid, rule }: Payment): PaymentState {
  const state = left === 0 ? 'applied' : paid.length === 0 ? 'credit' : 'part';
  return { line, state, paid, leftCents: left, refundedCents: refunded, rule };
}

function voidState(line: Line): ChargeState | PaymentState {
  return line.cents > 0
    ? { line, state: 'void', openCents: 0, paidBy: [] }
    : { line, state: 'void', paid: [], leftCents: 0, refundedCents: 0, rule: '' };
}

const sum = <T>(all: Iterable<T>, of: (one: T) => number): number => {
  let total = 0;
  for (const one of all) total += of(one);
  return total;
};

const isChargeState = (state: ChargeState | PaymentState): state is ChargeState => 'paidBy' in state;

function workedThrough(ordered: readonly Line[], gone: ReadonlySet<string>, rulesOn: RulesOn): Work {
  const work: Work = { charges: new Map(), payments: new Map(), open: [], credits: [] };
  for (const line of ordered) if (!gone.has(line.id)) enter(work, line, rulesOn);
  return work;
}

/**
 * What is open and what is left as credit once these lines are through, as lines with what is left of each, in the order in
 * which it is settled next.
 */
export function leftOf(
  ordered: readonly Line[],
  gone: ReadonlySet<string>,
  rulesOn: RulesOn,
): readonly Line[] {
  const { open, credits } = workedThrough(ordered, gone, rulesOn);
  return [
    ...open.map((charge) => ({ ...charge.line, cents: charge.open })),
    ...credits.map(({ line, left }) => ({ ...line, cents: -left })),
  ];
}

/** @param lines of one household, in any order */
export function accountOf(lines: readonly Line[], rulesOn: RulesOn): Account {
  const ordered = lines.toSorted(byEffect);
  const gone = voided(ordered);
  const work = workedThrough(ordered, gone, rulesOn);
  const dead = ordered.filter(({ id, kind }) => gone.has(id) && kind !== 'reversal').map(voidState);
  const charges = [...[...work.charges.values()].map(chargeState), ...dead.filter(isChargeState)];
  const payments = [
    ...[...work.payments.values()].map(paymentState),
    ...dead.filter((state): state is PaymentState => !isChargeState(state)),
  ];
  return {
    balanceCents: sum(ordered, (line) => line.cents),
    openCents: sum(work.open, (charge) => charge.open),
    creditCents: sum(work.credits, (payment) => payment.left),
    charges: charges.toSorted((a, b) => byEffect(a.line, b.line)),
    payments: payments.toSorted((a, b) => byEffect(a.line, b.line)),
  };
}
