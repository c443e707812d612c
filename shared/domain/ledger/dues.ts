/**
 * A schedule of dues: how much, from whom, how often. What a month's run would charge is worked out here, with what stands
 * in the way of each home that it leaves out.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import { alphabetical } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { Line, LocalId, MaybeLine } from '../core/shapes.ts';
import { allot } from './allot.ts';
import { createChargeRun, duesRunLocal, type ChargeRun, type RunLine } from './charge-run.ts';
import { dayOfMonth } from './days.ts';
import { MOST_CENTS } from './entry.ts';
import { FUNDS } from './kinds.ts';

/** Months between two runs; `once`: in its first month alone. */
export const FREQUENCIES = { monthly: 1, quarterly: 3, 'semi-annual': 6, annual: 12, once: 0 } as const;
export type Frequency = keyof typeof FREQUENCIES;
const FREQUENCY_NAMES = Object.keys(FREQUENCIES) as Frequency[];
const Cents = Type.Integer({ minimum: 1, maximum: MOST_CENTS });

export const DUES_VERSION = 1;
export const DuesSchema = Type.Object({
  /** `Assessment`: with the month it becomes each entry's words. */
  name: Line(120),
  frequency: Type.Enum(FREQUENCY_NAMES),
  /** The first month, `2026-01`. */
  from: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }),
  /** Day of the month on which it is due: 31 is the last of a shorter one. */
  day: Type.Integer({ minimum: 1, maximum: 31 }),
  amount: Type.Union([
    Type.Object({ by: Type.Literal('home'), cents: Cents }),
    /** By the class that a home belongs to; a home of no class named here is left out, and said so. */
    Type.Object({ by: Type.Literal('class'), cents: Type.Record(Type.String(), Cents) }),
    /** The association's sum, by ownership share. */
    Type.Object({ by: Type.Literal('share'), totalCents: Cents }),
  ]),
  fund: Type.Enum(FUNDS),
  category: MaybeLine(20),
  /** Local ids of households that are not charged. */
  skip: Type.Array(LocalId, { maxItems: 6000 }),
  active: Type.Boolean(),
});
export type DuesBody = Type.Static<typeof DuesSchema>;
export type DuesSchedule = Envelope<DuesBody>;
export const duesShape = { type: 'dues-schedule', version: DUES_VERSION, schema: DuesSchema } satisfies Shape;

export const duesOrder = ({ body }: DuesSchedule): string => alphabetical(body.name);

export function createDuesSchedule(body: DuesBody, local: string): DuesSchedule {
  const head = { id: makeId('dues-schedule', local), type: 'dues-schedule', version: DUES_VERSION };
  return newEnvelope(head, body, duesOrder);
}

export function changeDuesSchedule(doc: DuesSchedule, changes: Partial<DuesBody>): DuesSchedule {
  return withBody(doc, { ...doc.body, ...changes }, duesOrder);
}

/** A home that may be charged. */
export interface Home {
  /** Local id of the household. */
  readonly household: string;
  /** `Lot 12`. */
  readonly name: string;
  readonly class: string;
  /** Whole units of ownership, e.g. hundred-thousandths; 0 where none is known. */
  readonly share: number;
  /** Somebody lives in the books there: a member whom a notice can reach. */
  readonly hasPayer: boolean;
}

export type LeftOut = 'skipped' | 'nobody-to-bill' | 'no-class' | 'no-share';

export interface DuesPreview {
  readonly run: ChargeRun | undefined;
  readonly leftOut: readonly { readonly home: Home; readonly why: LeftOut }[];
  readonly totalCents: number;
}

const monthsFrom = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

/** True for a month in which it runs. @param month `2026-12` */
export function runsIn({ frequency, from }: Pick<DuesBody, 'frequency' | 'from'>, month: string): boolean {
  const months = monthsFrom(from, month);
  const step = FREQUENCIES[frequency];
  return step === 0 ? months === 0 : months >= 0 && months % step === 0;
}

function whyNot({ body }: DuesSchedule, home: Home): LeftOut | undefined {
  if (body.skip.includes(home.household)) return 'skipped';
  if (!home.hasPayer) return 'nobody-to-bill';
  if (body.amount.by === 'class' && body.amount.cents[home.class] === undefined) return 'no-class';
  return body.amount.by === 'share' && home.share === 0 ? 'no-share' : undefined;
}

/** By share the sum is divided among all that have one, also those left out: nobody pays another's part. */
function centsOf({ amount }: DuesBody, homes: readonly Home[]): (home: Home) => number {
  if (amount.by === 'home') return () => amount.cents;
  if (amount.by === 'class') return (home) => amount.cents[home.class] ?? 0;
  if (homes.every(({ share }) => share === 0)) return () => 0;
  const parts = allot(
    amount.totalCents,
    homes.map(({ household, share }) => ({ key: household, share })),
  );
  return ({ household }) => parts.get(household) ?? 0;
}

/**
 * What a run for a month would post.
 * @param month `2026-12` @param words of each entry: `Assessment, December 2026`
 * @throws RangeError for a month in which the schedule does not run
 */
export function previewDues(
  schedule: DuesSchedule,
  month: string,
  homes: readonly Home[],
  about: { readonly words: string; readonly currency: string },
): DuesPreview {
  const { body } = schedule;
  if (!runsIn(body, month)) throw new RangeError(`${body.name} does not run in ${month}`);
  const cents = centsOf(body, homes);
  const leftOut = homes.flatMap((home) => {
    const why = whyNot(schedule, home);
    return why === undefined ? [] : [{ home, why }];
  });
  const out = new Set(leftOut.map(({ home }) => home.household));
  const lines: RunLine[] = homes
    .filter((home) => !out.has(home.household) && cents(home) > 0)
    .map((home) => ({ household: home.household, cents: cents(home) }));
  const totalCents = lines.reduce((sum, line) => sum + line.cents, 0);
  if (lines.length === 0) return { run: undefined, leftOut, totalCents };
  const local = schedule.id.slice('dues-schedule:'.length);
  const due = dayOfMonth(month, body.day);
  const run = createChargeRun(
    {
      kind: 'dues',
      name: about.words,
      schedule: local,
      period: month,
      entryKind: body.fund === 'special' ? 'special-assessment' : 'assessment',
      currency: about.currency,
      fund: body.fund,
      category: body.category,
      posted: due,
      due,
      lines,
    },
    duesRunLocal(local, month),
  );
  return { run, leftOut, totalCents };
}
