/**
 * Balances and aging of 5,000 households with 120 entries each, in memory: beside a bare loop that only sums the same
 * entries' cents by household, and beside hledger over our own exported journal; then one entry more.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createBook,
  dayNumber,
  journalOf,
  lineOf,
  rulesOfBooks,
  type Book,
  type LedgerEntry,
  type Line,
} from '@communitrak/domain/ledger/index.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { bound, median, round, type Report } from '../report.ts';
import { inFolder } from '../sync/bench-rig.ts';
import type { SyncCase } from '../sync/case.ts';

const HOUSEHOLDS = Number(process.env['BENCH_HOUSEHOLDS'] ?? 5000);
const MONTHS = 60;
const RUNS = 5;
const ONE_MORE = 400;
const TODAY = dayNumber('2026-12-01');
const rulesOn = rulesOfBooks(undefined);

/** Five years of monthly dues, each paid some days later by most. */
function entriesOf(household: string): readonly LedgerEntry[] {
  return Array.from({ length: MONTHS }, (_, at) => {
    const posted = `${2022 + Math.floor(at / 12)}-${String(1 + (at % 12)).padStart(2, '0')}`;
    const charge = anEntry({ household, posted: `${posted}-01`, due: `${posted}-01`, cents: 12_500 });
    const paid = at % 17 === 3 ? 6000 : 12_500;
    const payment = anEntry({
      household,
      kind: 'payment',
      posted: `${posted}-11`,
      cents: -paid,
      method: 'check',
    });
    return [charge, payment];
  }).flat();
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** The least that there is to do: one sum for each household. */
function bareSums(entries: readonly LedgerEntry[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { body } of entries) sums.set(body.household, (sums.get(body.household) ?? 0) + body.cents);
  return sums;
}

function bookOf(lines: readonly Line[]): Book {
  const book = createBook(rulesOn, TODAY);
  book.add(lines);
  return book;
}

function checkSame(book: Book, sums: ReadonlyMap<string, number>): void {
  for (const [household, cents] of sums)
    if (book.aging(household).balanceCents !== cents) throw new Error(`${household} does not foot`);
}

function reportOneMore(report: Report, lines: readonly Line[], wholeMs: number): void {
  const book = bookOf(lines);
  const times = Array.from({ length: ONE_MORE }, (_, at) => {
    const household = `h${String((at * 37) % HOUSEHOLDS)}`;
    const line = lineOf(anEntry({ household, posted: '2026-12-01', cents: 12_500 }));
    return timed(() => void book.add([line]));
  });
  const ms = median(times);
  report({
    bench: 'money-one-more',
    case: 'one entry more → aging of all households current again',
    value: round(ms, 4),
    unit: 'ms',
    peer: 'recomputing all of it',
    peerValue: round(wholeMs, 1),
    ratio: round(wholeMs / ms, 0),
    ...bound(wholeMs / ms, '>=', 500, 'times as fast'),
  });
}

function hasHledger(): boolean {
  try {
    execFileSync('hledger', ['--version']);
    return true;
  } catch {
    return false;
  }
}

/** Its processor time, not the clock's: what else the machine does is not counted against it. */
function hledgerMs(journal: string, folder: string): number {
  const out = join(folder, 'time');
  execFileSync('bash', [
    '-c',
    `TIMEFORMAT='%U %S'; { time hledger -f "$1" bal -N >/dev/null; } 2> "$2"`,
    '-',
    journal,
    out,
  ]);
  const [user = 0, system = 0] = execFileSync('cat', [out], { encoding: 'utf8' })
    .trim()
    .split(' ')
    .map(Number);
  return 1000 * (user + system);
}

function reportHledger(report: Report, entries: readonly LedgerEntry[], ours: number): Promise<void> {
  const line = {
    bench: 'money-hledger',
    case: 'balances and aging of the same entries, read before',
    value: round(ours, 1),
    unit: 'ms',
  };
  if (!hasHledger()) {
    report({ ...line, peer: 'hledger is not installed' });
    return Promise.resolve();
  }
  return inFolder((folder) => {
    const journal = join(folder, 'books.journal');
    writeFileSync(journal, journalOf(entries));
    const theirs = hledgerMs(journal, folder);
    report({
      ...line,
      peer: 'hledger bal, processor time',
      peerValue: round(theirs, 0),
      ratio: round(theirs / ours, 0),
      ...bound(theirs / ours, '>=', 50, 'times as fast'),
    });
    return Promise.resolve();
  });
}

export const accountsCase: SyncCase = {
  name: 'accounts',
  async run(report) {
    const entries = Array.from({ length: HOUSEHOLDS }, (_, at) => entriesOf(`h${String(at)}`)).flat();
    const lines = entries.map(lineOf);
    checkSame(bookOf(lines), bareSums(entries));
    const [ours, kept, bare]: [number[], number[], number[]] = [[], [], []];
    for (let run = 0; run < RUNS; run += 1) {
      bare.push(timed(() => void bareSums(entries)));
      ours.push(timed(() => void bookOf(entries.map(lineOf))));
      kept.push(timed(() => void bookOf(lines)));
    }
    const [own, peer] = [median(ours), median(bare)];
    report({
      bench: 'money-accounts',
      case: `balances and aging of ${String(HOUSEHOLDS)} households × 120 entries`,
      value: round(own, 1),
      unit: 'ms',
      peer: 'a bare loop that only sums',
      peerValue: round(peer, 1),
      ratio: round(peer / own),
      ...bound(own / peer, '<=', 4, 'times its time'),
    });
    // A device reads an entry into its line once, and keeps it.
    reportOneMore(report, lines, median(kept));
    await reportHledger(report, entries, median(kept));
  },
};
