/**
 * Opening balances pasted from a spreadsheet: a home and an amount to a line. Credit is written as a spreadsheet writes it:
 * with a minus, in brackets, or with CR behind it. What is wrong is said line by line; nothing is left out.
 */
import { amountCents, type FindHome } from './home-finder.ts';

export interface PastedOpening {
  /** The home as it was written. */
  readonly home: string;
  /** Local id; '' where none or several fit. */
  readonly household: string;
  /** Whole cents: positive is owed; 0 for what is no amount. */
  readonly cents: number;
  /** What stands where the amount should be. */
  readonly amount: string;
}

/** Positive is owed. 0 for what is no amount. */
export function signedCents(text: string): number {
  const bare = text.trim();
  const credit = /^\((?<inner>.+)\)$|^[-−](?<minus>.+)$|^(?<before>.+?)\s*(?:CR|[-−])$/i.exec(bare)?.groups;
  if (credit === undefined) return amountCents(bare);
  const cents = amountCents(credit['inner'] ?? credit['minus'] ?? credit['before'] ?? '');
  return cents === 0 ? 0 : -cents;
}

/** The last cell is the amount, all before it say the home. Without cells the last word is the amount. */
function cellsOf(line: string): readonly [home: string, amount: string] {
  const cells = line.includes('\t') ? line.split('\t') : line.split(/\s*[;|]\s*/);
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  if (last > 0) return [cells.slice(0, last).join(' ').trim(), (cells[last] ?? '').trim()];
  const words = /^(?<home>.+?)[\s,]+(?<amount>\(?[-−]?\$?[\d.,]+\)?(?:\s*CR|-)?)$/i.exec(line.trim())?.groups;
  return [words?.['home'] ?? line.trim(), words?.['amount'] ?? ''];
}

/** A head line says what its columns are, and no amount. */
export function readOpenings(text: string, find: FindHome): readonly PastedOpening[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(cellsOf)
    .filter(([, amount], at) => at > 0 || /\d/.test(amount))
    .map(([home, amount]) => {
      const found = find(home, '');
      return {
        home,
        amount,
        household: found.length === 1 ? (found[0] ?? '') : '',
        cents: signedCents(amount),
      };
    });
}
