/**
 * Our journal in the hands of another program: hledger accepts every check it has, and finds the balance of every household to
 * the cent, on three days, under each rule pack. Skipped, loudly, where hledger is not installed.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accountOf,
  CODES,
  createEntry,
  ENTRY_KINDS,
  journalOf,
  lateProposals,
  lineOf,
  linesAt,
  PACK_IDS,
  PACKS,
  postedOf,
  receivableOf,
  refundId,
  reverseEntry,
  rulesOf,
  type EntryInput,
  type LedgerEntry,
  type PackId,
  type RulesOn,
} from '@communitrak/domain/ledger/index.ts';
import { createPayout, payoutMoves, type PayoutLine } from '@communitrak/domain/payments/index.ts';
import { dice, type Dice } from '../support/dice.ts';

const HOMES = 40;
const DAYS = ['2024-12-31', '2025-06-30', '2026-03-31'] as const;
const MONTHS = Array.from({ length: 27 }, (_, at) => {
  const month = String((at % 12) + 1).padStart(2, '0');
  return `${2024 + Math.floor(at / 12)}-${month}`;
});

function installed(): boolean {
  try {
    execFileSync('hledger', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Words as people write them, with what a journal would trip over. */
const TEXTS = [
  'Assessment',
  'Pool; key | “lost”',
  'Łukasz (unit 4) = 5',
  '* urgent ! 2024-01-01',
  'a  b ; c',
];

interface Writing {
  readonly entries: LedgerEntry[];
  readonly roll: Dice;
  count: number;
  /** Where the entries of this home begin. */
  homeFrom: number;
}

function add(writing: Writing, input: Omit<EntryInput, 'currency' | 'text'>, local?: string): LedgerEntry {
  writing.count += 1;
  const text = TEXTS[writing.count % TEXTS.length] ?? '';
  const full = { ...input, currency: 'USD', text, recorded: `${input.posted}T12:00:00.000Z` };
  const made = createEntry(full, local ?? `e${String(writing.count).padStart(5, '0')}`);
  writing.entries.push(made);
  return made;
}

/** One of the rarer kinds, on its own side; what is taken back or given back names what it is about. */
function addRare(writing: Writing, household: string, posted: string, payment: LedgerEntry): void {
  const { roll } = writing;
  const cents = 1 + roll.upTo(90_000);
  const kind = ENTRY_KINDS[roll.upTo(ENTRY_KINDS.length)] ?? 'fee';
  const reason = 'As the board decided';
  if (kind === 'reversal') {
    const by = { member: 'm1', device: '' };
    writing.entries.push(reverseEntry(payment, { posted, reason, by }, 0));
  } else if (kind === 'refund') {
    const given = 1 + roll.upTo(-payment.body.cents);
    const local = refundId(payment.id, 1).slice('ledger-entry:'.length);
    add(writing, { household, kind, cents: given, posted, reason, applies: [payment.id] }, local);
  } else if (kind === 'payment' || kind === 'credit' || kind === 'write-off')
    add(writing, { household, kind, cents: -cents, posted, reason });
  else add(writing, { household, kind, cents, posted, due: posted, fund: 'reserve' });
}

function aMonth(writing: Writing, household: string, month: string, rulesOn: RulesOn): void {
  const { roll } = writing;
  const due = `${month}-01`;
  add(writing, { household, kind: 'assessment', cents: 28_500 + roll.upTo(2), posted: due, due });
  if (roll.upTo(3) > 0) {
    const method = (['check', 'cash', 'lockbox', 'card', 'bank'] as const)[roll.upTo(5)] ?? 'check';
    const paid = { household, kind: 'payment', method, cents: -(1 + roll.upTo(60_000)) } as const;
    const payment = add(writing, { ...paid, posted: `${month}-1${roll.upTo(9)}` });
    if (roll.upTo(2) === 0) addRare(writing, household, `${month}-2${roll.upTo(8)}`, payment);
  }
  const own = writing.entries.slice(writing.homeFrom).map(lineOf);
  for (const late of lateProposals(own, rulesOn, `${month}-28`))
    add(writing, { ...late, posted: `${month}-28`, due: `${month}-28` }, late.key);
}

function association(pack: PackId): { readonly entries: readonly LedgerEntry[]; readonly rulesOn: RulesOn } {
  const rulesOn = rulesOf(PACKS, [{ from: '1900-01-01', pack, changes: {} }]);
  const writing: Writing = { entries: [], roll: dice(7), count: 0, homeFrom: 0 };
  for (let home = 1; home <= HOMES; home += 1) {
    writing.homeFrom = writing.entries.length;
    for (const month of MONTHS) aMonth(writing, `h${home}`, month, rulesOn);
  }
  return { entries: writing.entries, rulesOn };
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** Every online payment of a month in one payout of the next, 2.4 % kept of it. */
function payouts(entries: readonly LedgerEntry[]) {
  const online = entries.filter(
    ({ body }) => body.kind === 'payment' && (body.method === 'card' || body.method === 'bank'),
  );
  return MONTHS.flatMap((month) => {
    const lines = online
      .filter(({ body }) => body.posted.startsWith(month))
      .map(({ body }, at): PayoutLine => {
        const grossCents = -body.cents;
        const feeCents = Math.round(grossCents * 0.024);
        const netCents = grossCents - feeCents;
        const gateway = `txn_${month.replace('-', '')}${String(at)}`;
        return { kind: 'payment', payment: '', grossCents, feeCents, netCents, onTopCents: 0, gateway };
      });
    const paid = { state: 'paid', wasPaid: true, failedOn: '', failure: '', currency: 'USD' } as const;
    const created = `${month}-28T00:00:00.000Z`;
    const cents = lines.reduce((sum, { netCents }) => sum + netCents, 0);
    const gateway = `po_${month.replace('-', '')}`;
    const facts = { ...paid, gateway, created, arrives: `${month}-28`, cents, destination: null };
    return createPayout(facts, lines);
  });
}

/** Whole cents by account, as hledger prints them: `285.00 USD`. */
function balances(journal: string, day: string, which = '^assets:owners'): ReadonlyMap<string, number> {
  const csv = execFileSync(
    'hledger',
    ['-f', journal, 'bal', '-e', dayAfter(day), '--flat', '-N', '-E', '-O', 'csv', which],
    { encoding: 'utf8' },
  );
  const rows = csv.trim().split('\n').slice(1);
  return new Map(
    rows.map((row) => {
      const [, account = '', amount = ''] = /^"([^"]*)","([^"]*)"$/.exec(row.trim()) ?? [];
      return [account, Math.round(Number(amount.replace(/[^\d.-]/g, '')) * 100)];
    }),
  );
}

const isThere = installed();
if (!isThere)
  console.warn(
    '\n*** hledger is not installed: our journal was NOT checked by it. apt-get install -y hledger ***\n',
  );

describe.skipIf(!isThere)('our journal, read by hledger', { timeout: 120_000 }, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hledger-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(PACK_IDS)('passes its checks and agrees to the cent on three days: %s', (pack) => {
    const { entries, rulesOn } = association(pack);
    expect(new Set(entries.map(({ body }) => body.kind)).size).toBeGreaterThanOrEqual(
      pack === 'default' ? 11 : 13,
    );
    const journal = join(folder, `${pack}.journal`);
    writeFileSync(journal, journalOf(entries));
    execFileSync('hledger', ['-f', journal, 'check', '--strict', 'ordereddates']);
    for (const day of DAYS) {
      const theirs = balances(journal, day);
      for (let home = 1; home <= HOMES; home += 1) {
        const household = `h${home}`;
        const lines = entries.filter(({ body }) => body.household === household).map(lineOf);
        const ours = accountOf(linesAt(lines, { effective: day }), rulesOn).balanceCents;
        expect([day, household, theirs.get(receivableOf(household)) ?? 0]).toEqual([day, household, ours]);
      }
    }
  });

  it('takes the payouts too: what they bring leaves clearing, into the bank and the fees', () => {
    const { entries } = association('default');
    const journal = join(folder, 'payouts.journal');
    const moves = payoutMoves(payouts(entries));
    expect(moves.length).toBeGreaterThan(20);
    writeFileSync(journal, journalOf(entries, [], moves));
    execFileSync('hledger', ['-f', journal, 'check', '--strict', 'ordereddates']);
    const posted = postedOf(entries, moves);
    for (const code of [CODES.clearing, CODES.cash, CODES.processing]) {
      const ours = posted.filter(({ account }) => account === code);
      const name = { [CODES.clearing]: 'online', [CODES.cash]: 'cash', [CODES.processing]: 'processing' }[
        code
      ];
      const theirs = [...balances(journal, '2026-12-31', name).values()];
      expect(theirs.reduce((sum, cents) => sum + cents, 0)).toBe(
        ours.reduce((sum, { cents }) => sum + cents, 0),
      );
    }
  });
});
