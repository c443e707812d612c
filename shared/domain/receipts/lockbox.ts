/**
 * A lockbox file, as a bank's processor sends it: rows of a spreadsheet into payments, and what is wrong with each row. Knows
 * the names that columns go by, not any one bank's layout. Posts nothing.
 */
import {
  amountCents,
  homeFinder,
  plainName as plain,
  type FindHome,
  type NamedHome,
} from '../ledger/index.ts';
import { checkNumber } from './preview.ts';
import { NOTE_LIMIT, REFERENCE_LIMIT } from './receipt-batch.ts';

export type LockboxHome = NamedHome;

/** `several`: more than one home fits, and somebody has to say which. */
export const LOCKBOX_FAULTS = ['unknown', 'several', 'amount', 'duplicate'] as const;
export type LockboxFault = (typeof LOCKBOX_FAULTS)[number];

export interface LockboxLine {
  /** In the file, its head line counted: as a spreadsheet shows it. */
  readonly row: number;
  /** What the file says of the home and of who paid. */
  readonly home: string;
  readonly payer: string;
  readonly amount: string;
  readonly reference: string;
  /** Local id; '' where it is not known. */
  readonly household: string;
  /** 0 where it is no amount. */
  readonly cents: number;
  readonly faults: readonly LockboxFault[];
}

export type LockboxFile =
  | { readonly ok: false; readonly missing: 'amount' | 'home' | 'rows' }
  | {
      readonly ok: true;
      readonly lines: readonly LockboxLine[];
      /** The file's own total; undefined where it has none. */
      readonly statedCents: number | undefined;
    };

const NAMES = {
  home: ['account', 'account number', 'lot', 'unit', 'home', 'property', 'address', 'household'],
  payer: ['name', 'payer', 'owner', 'remitter', 'paid by'],
  amount: ['amount', 'payment', 'paid', 'payment amount', 'check amount'],
  reference: ['check', 'check number', 'check no', 'reference', 'item', 'trace'],
} as const;
type Field = keyof typeof NAMES;

function placeOf(head: readonly string[], field: Field): number {
  const names = head.map(plain);
  for (const name of NAMES[field]) if (names.includes(name)) return names.indexOf(name);
  return -1;
}

function lineOf(row: number, cells: Readonly<Record<Field, string>>, find: FindHome): LockboxLine {
  const found = find(cells.home, cells.payer);
  const cents = amountCents(cells.amount);
  return {
    row,
    home: cells.home,
    payer: cells.payer.slice(0, NOTE_LIMIT),
    amount: cells.amount,
    reference: cells.reference.slice(0, REFERENCE_LIMIT),
    household: found.length === 1 ? (found[0] ?? '') : '',
    cents,
    faults: [
      ...(found.length === 0 ? (['unknown'] as const) : []),
      ...(found.length > 1 ? (['several'] as const) : []),
      ...(cents === 0 ? (['amount'] as const) : []),
    ],
  };
}

/** The second of two that say the same: a processor that sent a page twice. */
function withDuplicates(lines: readonly LockboxLine[]): readonly LockboxLine[] {
  const seen = new Set<string>();
  return lines.map((line) => {
    const number = checkNumber(line.reference);
    const key = [plain(line.home), plain(line.payer), line.cents, number].join('|');
    const isTwice = number !== '' && seen.has(key);
    seen.add(key);
    return isTwice ? { ...line, faults: [...line.faults, 'duplicate' as const] } : line;
  });
}

/** @param rows as a CSV reader gives them, the head line first */
export function readLockbox(
  rows: readonly (readonly string[])[],
  homes: readonly LockboxHome[],
): LockboxFile {
  const [head = [], ...body] = rows;
  const at = (field: Field): number => placeOf(head, field);
  if (at('amount') === -1) return { ok: false, missing: 'amount' };
  if (at('home') === -1 && at('payer') === -1) return { ok: false, missing: 'home' };
  const find = homeFinder(homes);
  const lines: LockboxLine[] = [];
  let statedCents: number | undefined;
  body.forEach((cells, index) => {
    const cell = (field: Field): string => (cells[at(field)] ?? '').trim();
    if (cells.every((one) => one.trim() === '')) return;
    if (/^(grand )?total/.test(plain(cells[0] ?? ''))) statedCents = amountCents(cell('amount'));
    else
      lines.push(
        lineOf(
          index + 2,
          {
            home: cell('home'),
            payer: cell('payer'),
            amount: cell('amount'),
            reference: cell('reference'),
          },
          find,
        ),
      );
  });
  return lines.length === 0
    ? { ok: false, missing: 'rows' }
    : { ok: true, lines: withDuplicates(lines), statedCents };
}
