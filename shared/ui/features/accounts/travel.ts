/**
 * Another day at which an account is looked at, as the address says it: `?asof=2026-06-30` (what had taken effect),
 * `?knew=2026-06-30` (what had been entered). What is no day is as if absent. Pure.
 */
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import type { Moment } from '@communitrak/domain/ledger/index.ts';

export type Meaning = 'effective' | 'known';

export interface Travel {
  readonly meaning: Meaning;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

const NAMES = { effective: 'asof', known: 'knew' } as const satisfies Record<Meaning, string>;

/** Undefined: now. */
export function travelOf(params: URLSearchParams): Travel | undefined {
  for (const meaning of ['effective', 'known'] as const) {
    const day = params.get(NAMES[meaning]);
    if (isCalendarDate(day)) return { meaning, day };
  }
  return undefined;
}

export function withTravel(params: URLSearchParams, travel: Travel | undefined): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of Object.values(NAMES)) next.delete(name);
  if (travel !== undefined) next.set(NAMES[travel.meaning], travel.day);
  return next;
}

export function momentOf(travel: Travel | undefined): Moment {
  return travel === undefined ? {} : { [travel.meaning]: travel.day };
}
