/**
 * A transfer between two homes: money that was paid for the wrong one, a debt that another home takes over. It is a run of
 * two lines that cancel, of which the server makes both entries; no one else writes either side, so that neither stands
 * alone. What takes it back is a run as well, and takes both.
 */
import { localOf, makeId } from '../core/ids.ts';
import { createChargeRun, type ChargeRun, type RunLine } from './charge-run.ts';
import { reversalId, type EntryBody, type LedgerEntry } from './entry.ts';

const OUT = '.transfer-out';
const IN = '.transfer-in';
const SIDE = /\.transfer-(?:out|in)$/;

/**
 * Ids of both sides of the transfer that an entry is a side of; none for any other. In the order of a run's lines, which is
 * that of their names: the second is written after the first.
 */
export function transferSides(id: string): readonly [string, string] | undefined {
  if (!SIDE.test(id)) return undefined;
  const transfer = id.replace(SIDE, '');
  return [`${transfer}${IN}`, `${transfer}${OUT}`];
}

/** The side that has to be there before this one: of a transfer and of what takes it back. Undefined for what is no second. */
export function firstSide(id: string): string | undefined {
  const match = /^(?<transfer>.+)\.transfer-out(?<back>\.rev)?$/.exec(id)?.groups;
  return match === undefined ? undefined : `${match['transfer'] ?? ''}${IN}${match['back'] ?? ''}`;
}

export interface Transfer extends Pick<EntryBody, 'currency' | 'fund' | 'posted' | 'reason'> {
  /** Local ids of two households. */
  readonly from: string;
  readonly to: string;
  /**
   * Above 0: money paid at `from` counts for `to`, so that `from` owes more and `to` less. Below 0: a debt of `from` is owed
   * by `to`.
   */
  readonly cents: number;
  /** What each account says of it, and the run of both. */
  readonly words: { readonly run: string; readonly from: string; readonly to: string };
}

/** @param local new, made when the form was begun: posted twice, it moves once */
export function createTransfer(transfer: Transfer, local: string): ChargeRun {
  const { from, to, cents, words, currency, fund, posted, reason } = transfer;
  const lines: RunLine[] = [
    { household: from, cents, key: `${local}${OUT}`, text: words.from },
    { household: to, cents: -cents, key: `${local}${IN}`, text: words.to },
  ];
  return transferRun('transfer', words.run, { currency, fund, posted, reason, lines }, local);
}

function transferRun(
  kind: 'transfer' | 'transfer-back',
  name: string,
  body: Pick<EntryBody, 'currency' | 'fund' | 'posted' | 'reason'> & { readonly lines: RunLine[] },
  local: string,
): ChargeRun {
  const entryKind = kind === 'transfer' ? 'transfer' : 'reversal';
  return createChargeRun(
    { ...body, kind, name, schedule: '', period: '', entryKind, category: '', due: '' },
    local,
  );
}

export const transferBackLocal = (transfer: string): string => `${transfer}.back`;

/** Takes both sides back. @param sides as transferSides names them @param name of the run */
export function takeTransferBack(
  sides: readonly [LedgerEntry, LedgerEntry],
  how: { readonly posted: string; readonly reason: string; readonly name: string },
): ChargeRun {
  const { currency, fund } = sides[0].body;
  const { posted, reason, name } = how;
  const lines = sides.map(({ id, body }) => ({
    household: body.household,
    cents: -body.cents,
    key: localOf(reversalId(id)),
    text: body.text,
  }));
  const transfer = localOf(sides[0].id).replace(SIDE, '');
  return transferRun(
    'transfer-back',
    name,
    { currency, fund, posted, reason, lines },
    transferBackLocal(transfer),
  );
}

/** The entries that a run of two sides makes are exactly those; ids in the order of its lines. */
export function transferKeys(run: ChargeRun): readonly [string, string] {
  const local = localOf(run.id);
  if (run.body.kind === 'transfer') return [`${local}${IN}`, `${local}${OUT}`];
  const transfer = local.replace(/\.back$/, '');
  return [`${transfer}${IN}.rev`, `${transfer}${OUT}.rev`];
}

/** The entries that a run takes back. */
export const takenBackBy = (run: ChargeRun): readonly string[] =>
  run.body.kind === 'transfer-back'
    ? transferKeys(run).map((key) => makeId('ledger-entry', key.replace(/\.rev$/, '')))
    : [];
