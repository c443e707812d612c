/**
 * A schedule of dues: how much, from whom, how often. What a month's run would charge is worked out here, with what stands
 * in the way of each home that it leaves out.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { localOf, makeId } from '../core/ids.ts';
import { alphabetical } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { Line, LocalId, MaybeLine } from '../core/shapes.ts';
import { createChargeRun, duesRunLocal, type ChargeRun } from './charge-run.ts';
import { addDays, addMonths, dayOfMonth } from './days.ts';
import type { Home } from './homes.ts';
import { FUNDS } from './kinds.ts';
import { AmountSchema, shareOut, type SharedOut } from './share-out.ts';

/** Months between two runs; `once`: in its first month alone. */
export const FREQUENCIES = { monthly: 1, quarterly: 3, 'semi-annual': 6, annual: 12, once: 0 } as const;
export type Frequency = keyof typeof FREQUENCIES;
const FREQUENCY_NAMES = Object.keys(FREQUENCIES) as Frequency[];

export const DUES_VERSION = 1;
export const DuesSchema = Type.Object({
  /** `Assessment`: with the month it becomes each entry's words. */
  name: Line(120),
  frequency: Type.Enum(FREQUENCY_NAMES),
  /** The first month, `2026-01`. */
  from: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }),
  /** Day of the month on which it is due: 31 is the last of a shorter one. */
  day: Type.Integer({ minimum: 1, maximum: 31 }),
  amount: AmountSchema,
  fund: Type.Enum(FUNDS),
  category: MaybeLine(20),
  /** Local ids of households that are not charged. */
  skip: Type.Array(LocalId, { maxItems: 6000 }),
  /** Not charged for a while: through a month, or (`''`) until it is said otherwise; why. */
  holds: Type.Optional(
    Type.Array(
      Type.Object({
        household: LocalId,
        through: Type.String({ pattern: '^$|^\\d{4}-(0[1-9]|1[0-2])$' }),
        why: MaybeLine(200),
      }),
      { maxItems: 6000 },
    ),
  ),
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

/** The months in which it runs, from its first one on. @param to the last month to ask about, `2026-12` */
export function monthsOf(dues: Pick<DuesBody, 'frequency' | 'from'>, to: string): readonly string[] {
  const months: string[] = [];
  for (let month = dues.from; month <= to; month = addMonths(month, 1))
    if (runsIn(dues, month)) months.push(month);
  return months;
}

export interface OpenMonth {
  readonly schedule: DuesSchedule;
  /** `2026-12` */
  readonly month: string;
  readonly due: string;
}

/** How long before they are due dues are usually run. */
const AHEAD_DAYS = 31;

/**
 * What is to be run by now or soon, the oldest first.
 * @param ran ids of the runs that there are
 */
export function openMonths(
  schedules: readonly DuesSchedule[],
  ran: ReadonlySet<string>,
  today: string,
): readonly OpenMonth[] {
  const last = addDays(today, AHEAD_DAYS);
  return schedules
    .filter(({ body }) => body.active)
    .flatMap((schedule) =>
      monthsOf(schedule.body, last.slice(0, 7))
        .filter((month) => !ran.has(makeId('charge-run', duesRunLocal(localOf(schedule.id), month))))
        .map((month) => ({ schedule, month, due: dayOfMonth(month, schedule.body.day) })),
    )
    .filter(({ due }) => due <= last)
    .toSorted((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)));
}

/**
 * Each entry's words: `Assessment, December 2026`.
 * @param locale the association's, not the reader's: two desks must write the same run
 */
export function duesWords(name: string, month: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return `${name}, ${format.format(new Date(`${month}-01T00:00:00Z`))}`;
}

export interface DuesPreview extends SharedOut {
  readonly run: ChargeRun | undefined;
  /** The day on which it takes effect: later than it is due only where that month is locked. */
  readonly posted: string;
  readonly due: string;
}

export interface PreviewOptions {
  /** Of each entry: `Assessment, December 2026`. */
  readonly words: string;
  readonly currency: string;
  /** Nothing takes effect on or before this day; '' or absent while nothing is locked. */
  readonly lockedThrough?: string;
}

/**
 * What a run for a month would post.
 * @param month `2026-12`
 * @throws RangeError for a month in which the schedule does not run
 */
export function previewDues(
  schedule: DuesSchedule,
  month: string,
  homes: readonly Home[],
  { words, currency, lockedThrough = '' }: PreviewOptions,
): DuesPreview {
  const { body } = schedule;
  if (!runsIn(body, month)) throw new RangeError(`${body.name} does not run in ${month}`);
  const due = dayOfMonth(month, body.day);
  const posted = firstOpenDay(due, lockedThrough);
  const held = (body.holds ?? []).filter(({ through }) => through === '' || month <= through);
  const shared = shareOut(body.amount, homes, {
    skip: body.skip,
    hold: held.map(({ household }) => household),
  });
  if (shared.lines.length === 0) return { ...shared, run: undefined, posted, due };
  const local = localOf(schedule.id);
  const run = createChargeRun(
    {
      kind: 'dues',
      name: words,
      schedule: local,
      period: month,
      entryKind: body.fund === 'special' ? 'special-assessment' : 'assessment',
      currency,
      fund: body.fund,
      category: body.category,
      posted,
      due,
      lines: [...shared.lines],
    },
    duesRunLocal(local, month),
  );
  return { ...shared, run, posted, due };
}

/** A correction of a locked month goes into the open one. */
export const firstOpenDay = (date: string, lockedThrough: string): string =>
  lockedThrough !== '' && date <= lockedThrough ? addDays(lockedThrough, 1) : date;
