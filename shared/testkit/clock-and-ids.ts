/** Time and ids that a test decides: a clock that stands still until moved, ids that count. */
import type { Clock } from '@communitrak/domain/core/dates.ts';
import type { NewId } from '@communitrak/domain/core/ids.ts';

/** 2026-03-02T14:05:00.000Z, a Monday: where test clocks begin. */
export const START = Date.UTC(2026, 2, 2, 14, 5);

export interface TestClock {
  readonly now: Clock;
  advance(ms: number): void;
  set(ms: number): void;
}

/** Stands still until it is moved. */
export function testClock(start = START): TestClock {
  let ms = start;
  return {
    now: () => ms,
    advance: (by) => {
      ms += by;
    },
    set: (to) => {
      ms = to;
    },
  };
}

/** Valid local ids in ascending order, like UUIDv7s of one device: `01900000-0000-7000-8000-000000000001`, … */
export function countingIds(device = 0): NewId {
  let count = 0;
  const part = device.toString(16).padStart(4, '0');
  return () => {
    count += 1;
    return `01900000-${part}-7000-8000-${count.toString(16).padStart(12, '0')}`;
  };
}
