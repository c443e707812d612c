/**
 * A run that writes on several accounts at once: dues, a bulk charge, an instalment of a special assessment, late fees, a
 * transfer between two homes, opening balances. It is what was previewed, frozen: whose account, how much, and why. The
 * server makes one entry of each line, under derived ids, so that a run pressed on two desks that do not know of each other
 * posts once.
 */
import Type from 'typebox';
import { newEnvelope } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { isId, makeId } from '../core/ids.ts';
import { newestFirst } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { DateText, Line, LocalId, MaybeDateText, MaybeLine, MaybeLocalId } from '../core/shapes.ts';
import { createEntry, MOST_CENTS, type LedgerEntry } from './entry.ts';
import { ENTRY_KINDS, FUNDS } from './kinds.ts';

export const RUN_KINDS = ['dues', 'bulk', 'special', 'late', 'transfer', 'transfer-back', 'opening'] as const;
export type RunKind = (typeof RUN_KINDS)[number];
/** One document carries it: more homes than this are charged in two runs. */
export const MOST_LINES = 6000;

const RunLineSchema = Type.Object({
  household: LocalId,
  /** Above 0; of transfers and opening balances also below. */
  cents: Type.Integer({ minimum: -MOST_CENTS, maximum: MOST_CENTS }),
  /** Local id of the entry, where it is not `<run>.<household>`: a late fee is named after its charge. */
  key: Type.Optional(LocalId),
  kind: Type.Optional(Type.Enum(ENTRY_KINDS)),
  text: Type.Optional(Line(200)),
  rule: Type.Optional(MaybeLine(80)),
});
export type RunLine = Type.Static<typeof RunLineSchema>;

export const RUN_VERSION = 1;
export const ChargeRunSchema = Type.Object({
  kind: Type.Enum(RUN_KINDS),
  /** `Assessment, December 2026`: also each entry's words, where a line has none of its own. */
  name: Line(200),
  /** Local id of the dues schedule; '' for any other run. */
  schedule: MaybeLocalId,
  /** `2026-12`, the month that dues are for; '' for any other run. */
  period: Type.String({ pattern: '^$|^\\d{4}-\\d{2}$' }),
  entryKind: Type.Enum(ENTRY_KINDS),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  fund: Type.Enum(FUNDS),
  category: MaybeLine(20),
  posted: DateText,
  due: MaybeDateText,
  /** Why: of a transfer and of what takes it back. */
  reason: Type.Optional(MaybeLine(500)),
  lines: Type.Array(RunLineSchema, { minItems: 1, maxItems: MOST_LINES }),
  /** Control total: the sum of the lines. */
  totalCents: Type.Integer(),
});
export type ChargeRunBody = Type.Static<typeof ChargeRunSchema>;
export type ChargeRun = Envelope<ChargeRunBody>;
export const chargeRunShape = {
  type: 'charge-run',
  version: RUN_VERSION,
  schema: ChargeRunSchema,
} satisfies Shape;

/** Newest first by the day it posts, then by name. */
export function chargeRunOrder({ body }: ChargeRun): string {
  return `${newestFirst(`${body.posted}T00:00:00.000Z`)}.${body.kind}`;
}

export const duesRunLocal = (schedule: string, period: string): string => `${schedule}.${period}`;

/** @param local derived for dues and late fees, new for a bulk charge */
export function createChargeRun(body: Omit<ChargeRunBody, 'totalCents'>, local: string): ChargeRun {
  const totalCents = body.lines.reduce((sum, { cents }) => sum + cents, 0);
  // In one order, so that two desks that preview the same homes freeze the same run.
  const lines = body.lines.toSorted((a, b) => (keyOf(local, a) < keyOf(local, b) ? -1 : 1));
  const head = { id: makeId('charge-run', local), type: 'charge-run', version: RUN_VERSION };
  return newEnvelope(head, { ...body, lines, totalCents }, chargeRunOrder);
}

const keyOf = (run: string, line: RunLine): string => line.key ?? `${run}.${line.household}`;

/** What it comes to as one says it: of a transfer what changes hands, of the others their sum. */
export function amountOfRun({ kind, lines, totalCents }: ChargeRunBody): number {
  const moves = kind === 'transfer' || kind === 'transfer-back';
  return moves ? Math.abs(lines[0]?.cents ?? 0) : totalCents;
}

/** What a line takes back: of a run that takes a transfer back the entry that its own is named after. */
const takenBack = (kind: RunKind, key: string): string =>
  kind === 'transfer-back' ? makeId('ledger-entry', key.replace(/\.rev$/, '')) : '';

/** The entries that a run makes: the same ones whoever makes them, and whenever. */
export function entriesOfRun(run: ChargeRun): readonly LedgerEntry[] {
  const local = run.id.slice('charge-run:'.length);
  const { kind, lines, name, entryKind, currency, fund, category, posted, due, reason = '' } = run.body;
  return lines.map((line) => {
    const key = keyOf(local, line);
    return createEntry(
      {
        household: line.household,
        kind: line.kind ?? entryKind,
        cents: line.cents,
        currency,
        fund,
        category,
        posted,
        due,
        text: line.text ?? name,
        rule: line.rule ?? '',
        source: 'run',
        run: local,
        reverses: takenBack(kind, key),
        reason,
      },
      key,
    );
  });
}

/** Ids of the entries that its lines become, in their order. */
export function entryIdsOf(run: ChargeRun): readonly string[] {
  const local = run.id.slice('charge-run:'.length);
  return run.body.lines.map((line) => makeId('ledger-entry', keyOf(local, line)));
}

/** Lines that would have no valid id of their own, or the same one twice. */
export function faultyLines(run: ChargeRun): readonly RunLine[] {
  const local = run.id.slice('charge-run:'.length);
  const seen = new Set<string>();
  return run.body.lines.filter((line) => {
    const key = keyOf(local, line);
    const faulty = seen.has(key) || !isId(makeId('ledger-entry', key));
    seen.add(key);
    return faulty;
  });
}
