/**
 * Any order of things done at two desks without a connection, and their coming together: no entry twice, balances and
 * aging as worked out from scratch, debits = credits, runs once however often they are pressed. `MONEY_OPERATIONS` more.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import {
  entriesIn,
  MONEY_ACTS,
  MONEY_HOMES,
  MONEY_NOW,
  MONEY_TODAY,
  moneyDesk,
  monthlyDues,
  rulesIn,
  type MoneyAct,
} from '@communitrak/testkit/money-acts.ts';
import { desk, moneyServer, type Desk, type MoneyServer } from '@communitrak/testkit/money-desks.ts';
import type { Envelope } from '../core/envelope.ts';
import {
  accountOf,
  agingOf,
  createBook,
  createBooks,
  dayNumber,
  ENTRY_KINDS,
  firstBooks,
  lineOf,
  linesAt,
  PACK_IDS,
  postingsOf,
  trialBalance,
  type PackId,
} from './index.ts';

const OPERATIONS = Number(process.env['MONEY_OPERATIONS'] ?? 20_000);
const OF_A_RUN = 100;
const DAY_MS = 86_400_000;
const small = smallAssociation();
const office = small.people.office.principal;

/** `sync`: hands over and takes. `again`: hands over once more what was handed over or is yet to be. */
const anAct = fc.record({
  desk: fc.nat(1),
  what: fc.constantFrom(...MONEY_ACTS, ...MONEY_ACTS, 'pay', 'enter', 'sync', 'sync', 'again'),
  kind: fc.constantFrom(...ENTRY_KINDS.filter((kind) => kind !== 'reversal' && kind !== 'refund')),
  home: fc.constantFrom(...MONEY_HOMES),
  cents: fc.integer({ min: 1, max: 60_000 }),
  month: fc.integer({ min: 0, max: 5 }),
  day: fc.integer({ min: 1, max: 28 }),
  pick: fc.nat(),
});
type AnAct = Omit<MoneyAct, 'what'> & { readonly what: MoneyAct['what'] | 'sync' | 'again' };

interface World {
  readonly server: MoneyServer;
  readonly desks: readonly [Desk, Desk];
  readonly make: ReturnType<typeof moneyDesk>['make'];
  readonly said: Envelope[];
}

function worldUnder(pack: PackId): World {
  const rules = [{ from: '2026-01-01', pack, changes: {}, reason: '', by: office.member }];
  const server = moneyServer([...small.documents, createBooks({ ...firstBooks('USD'), rules }), monthlyDues]);
  let ids = 0;
  const { make } = moneyDesk(office.member, () => `e${String((ids += 1))}`);
  return { server, desks: [desk(office, server), desk(office, server)], make, said: [] };
}

function doOne({ server, desks, make, said }: World, act: AnAct): void {
  const at = desks[act.desk === 0 ? 0 : 1];
  const { what } = act;
  if (what === 'sync') return void at.sync(server, MONEY_NOW);
  if (what === 'again') {
    const doc = said[act.pick % Math.max(1, said.length)];
    if (doc === undefined || doc.type === 'books') return undefined;
    const known = server.held.has(doc.id);
    const answer = server.push(doc, office, MONEY_NOW);
    if (known) expect(answer).not.toBe('accepted');
    return undefined;
  }
  const made = make(at.held, { ...act, what });
  if (made !== undefined && at.write(made, MONEY_NOW).ok) said.push(made);
  return undefined;
}

/** All that follows from entries follows from the entries alone. */
function expectFoots(held: ReadonlyMap<string, Envelope>): void {
  const entries = entriesIn(held);
  const rulesOn = rulesIn(held);
  const today = dayNumber(MONEY_TODAY);
  const book = createBook(rulesOn, today);
  // One by one and in another order, as they come to a device.
  for (const entry of entries.toReversed()) book.add([lineOf(entry)]);
  let owed = 0;
  for (const household of MONEY_HOMES) {
    const lines = entries.filter(({ body }) => body.household === household).map(lineOf);
    const sum = lines.reduce((all, { cents }) => all + cents, 0);
    const account = accountOf(lines, rulesOn);
    expect([account.balanceCents, account.openCents - account.creditCents]).toEqual([sum, sum]);
    expect(book.aging(household)).toEqual(
      agingOf(linesAt(lines, { effective: MONEY_TODAY }), rulesOn, today),
    );
    owed += sum;
  }
  const bodies = new Map(entries.map(({ id, body }) => [id, body]));
  const sums = trialBalance(entries.flatMap(({ body }) => postingsOf(body, bodies.get(body.reverses))));
  expect([...sums.values()].reduce((all, cents) => all + cents, 0)).toBe(0);
  expect(sums.get('1200') ?? 0).toBe(owed);
  // No side of a transfer without the other, on any device at any moment.
  expect(sums.get('1290') ?? 0).toBe(0);
}

function expectOnce(held: ReadonlyMap<string, Envelope>): void {
  const entries = entriesIn(held);
  const dues = entries
    .filter(({ body }) => body.run.startsWith('monthly.'))
    .map(({ body }) => `${body.run.slice(0, 'monthly.2026-01'.length)} ${body.household}`);
  expect(new Set(dues).size).toBe(dues.length);
  const taken = entries.map(({ body }) => body.reverses).filter((id) => id !== '');
  expect(new Set(taken).size).toBe(taken.length);
  for (const payment of entries.filter(({ body }) => body.kind === 'payment')) {
    const back = entries.filter(({ body }) => body.kind === 'refund' && body.applies[0] === payment.id);
    expect(back.reduce((sum, { body }) => sum + body.cents, 0)).toBeLessThanOrEqual(-payment.body.cents);
  }
}

describe('two desks without a connection, and a server', () => {
  it.each(PACK_IDS)(
    'under %s keep one ledger, whatever is done in whatever order',
    (pack) => {
      const kinds = new Map<string, number>();
      fc.assert(
        fc.property(fc.array(anAct, { minLength: OF_A_RUN, maxLength: OF_A_RUN }), (acts) => {
          const world = worldUnder(pack);
          for (const act of acts) doOne(world, act);
          for (const at of world.desks) expectFoots(at.held);
          for (const at of [...world.desks, ...world.desks]) at.sync(world.server, MONEY_NOW);
          // A day later nobody waits any more for what was refused.
          for (const at of [...world.desks, ...world.desks]) at.sync(world.server, MONEY_NOW + DAY_MS, false);
          expect(world.desks.map((at) => at.waiting())).toEqual([0, 0]);
          for (const at of world.desks) expect(at.held).toEqual(world.server.held);
          expectFoots(world.server.held);
          expectOnce(world.server.held);
          for (const { body } of entriesIn(world.server.held))
            for (const seen of [body.kind, body.run.split('.')[0] ?? ''])
              kinds.set(seen, (kinds.get(seen) ?? 0) + 1);
        }),
        { numRuns: Math.ceil(OPERATIONS / OF_A_RUN / PACK_IDS.length), endOnFailure: true },
      );
      // A world in which everything is refused would foot as well.
      const never = [...ENTRY_KINDS, 'monthly', ...(pack === 'default' ? [] : ['late'])].filter(
        (kind) => (kinds.get(kind) ?? 0) === 0,
      );
      expect(never).toEqual([]);
    },
    120_000,
  );
});
