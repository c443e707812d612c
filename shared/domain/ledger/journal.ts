/**
 * The books in a form that lives without us: a plain-text journal as ledger and hledger read it, and CSV. Amounts are put
 * together digit by digit out of whole cents; each transaction balances by itself.
 */
import { CODES, postingsOf, USUAL_CHART, type BankMove, type ChartAccount, type Posting } from './chart.ts';
import type { EntryBody, LedgerEntry } from './entry.ts';

/** `-1234.05` out of -123405. */
export function plainAmount(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const ROOTS = { asset: 'assets', equity: 'equity', income: 'income', expense: 'expenses' } as const;

/** What a journal's account may be called: no two blanks, no separator, no comment sign. */
const accountWord = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');

/** On one line, and nothing in it that a journal would take for a comment or a code. */
const inLine = (text: string): string => text.replaceAll(/[\r\n;|()]+/g, ' ').trim();

/** The journal's name of an account: `income:assessments`, `assets:owners-receivable:h1`. */
function nameOf(chart: ReadonlyMap<string, ChartAccount>, posting: Posting, household: string): string {
  const account = chart.get(posting.account);
  const path =
    account === undefined
      ? `income:${posting.account}`
      : `${ROOTS[account.type]}:${accountWord(account.name)}`;
  return posting.account === CODES.receivable ? `${path}:${household}` : `${path}:${posting.fund}`;
}

/** The journal's account of a household. */
export const receivableOf = (household: string): string => `assets:owners-receivable:${household}`;

type Chart = ReadonlyMap<string, ChartAccount>;

interface Transaction {
  readonly posted: string;
  readonly currency: string;
  readonly text: string;
  readonly accounts: readonly string[];
}

interface Heading {
  readonly posted: string;
  readonly code: string;
  readonly about: string;
  readonly comment: string;
  readonly currency: string;
}

function transaction(heading: Heading, lines: readonly { account: string; cents: number }[]): Transaction {
  const { posted, code, about, comment, currency } = heading;
  const head = `${posted} * (${code}) ${about}  ; ${comment}`;
  const rows = lines.map(({ account, cents }) => `    ${account}  ${plainAmount(cents)} ${currency}`);
  return {
    posted,
    currency,
    text: [head, ...rows].join('\n'),
    accounts: lines.map(({ account }) => account),
  };
}

function entryTransaction({ id, body }: LedgerEntry, reversed: EntryBody | undefined, chart: Chart) {
  const { posted, currency, kind, household } = body;
  const about = inLine(body.text) === '' ? kind : inLine(body.text);
  const lines = postingsOf(body, reversed).map((posting) => ({
    account: nameOf(chart, posting, household),
    cents: posting.cents,
  }));
  const code = id.slice('ledger-entry:'.length);
  return transaction({ posted, code, about, comment: `kind: ${kind}`, currency }, lines);
}

function moveTransaction({ id, posted, text, currency, postings }: BankMove, chart: Chart): Transaction {
  const lines = postings.map((posting) => ({ account: nameOf(chart, posting, ''), cents: posting.cents }));
  return transaction({ posted, code: id, about: inLine(text), comment: 'kind: move', currency }, lines);
}

/**
 * @param entries all of an association, in any order
 * @param more income accounts of its own
 * @param moves between its own accounts, in any order
 */
export function journalOf(
  entries: readonly LedgerEntry[],
  more: readonly ChartAccount[] = [],
  moves: readonly BankMove[] = [],
): string {
  const chart = new Map([...USUAL_CHART, ...more].map((account) => [account.code, account]));
  const bodies = new Map(entries.map(({ id, body }) => [id, body]));
  const ordered = entries.toSorted((a, b) =>
    a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1,
  );
  const made = [
    ...ordered.map((entry) => entryTransaction(entry, bodies.get(entry.body.reverses), chart)),
    ...moves.map((move) => moveTransaction(move, chart)),
  ].toSorted((a, b) => (a.posted === b.posted ? 0 : a.posted < b.posted ? -1 : 1));
  const currencies = [...new Set(made.map(({ currency }) => currency))].sort();
  const accounts = [...new Set(made.flatMap((one) => one.accounts))].sort();
  const head = [
    ...currencies.map((currency) => `commodity 1000.00 ${currency}`),
    ...accounts.map((account) => `account ${account}`),
  ];
  return `${[head.join('\n'), ...made.map(({ text }) => text)].join('\n\n')}\n`;
}

export const CSV_COLUMNS = [
  'id',
  'household',
  'kind',
  'posted',
  'due',
  'amount',
  'currency',
  'fund',
  'account',
  'text',
  'method',
  'reference',
  'reverses',
  'reason',
  'rule',
  'run',
  'recorded',
  'author',
] as const;

/** Rows for a CSV writer: texts, amounts with a point and two digits. */
export function csvRows(entries: readonly LedgerEntry[]): readonly (readonly string[])[] {
  const bodies = new Map(entries.map(({ id, body }) => [id, body]));
  return entries.map(({ id, body, stamp }) => [
    id,
    body.household,
    body.kind,
    body.posted,
    body.due,
    plainAmount(body.cents),
    body.currency,
    body.fund,
    postingsOf(body, bodies.get(body.reverses))[1].account,
    body.text,
    body.method,
    body.reference,
    body.reverses,
    body.reason,
    body.rule,
    body.run,
    stamp.at === '' ? body.recorded : stamp.at,
    body.author,
  ]);
}
