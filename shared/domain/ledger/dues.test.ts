/** Dues: which months, who is charged how much, who is left out and why, to the cent. */
import { describe, expect, it } from 'vitest';
import { aHousehold, aLink, aMember, aProperty } from '@communitrak/testkit/builders.ts';
import {
  createDuesSchedule,
  duesWords,
  monthsOf,
  openMonths,
  previewDues,
  runsIn,
  type DuesBody,
} from './dues.ts';
import { homesOf, type Home } from './homes.ts';
import { createInstalmentRuns } from './instalments.ts';
import { shareOut, type Amount } from './share-out.ts';

const home = (property: string, over: Partial<Home> = {}): Home => ({
  property,
  household: `h-${property}`,
  name: `Lot ${property}`,
  payer: `Household ${property}`,
  class: '',
  share: 0,
  payers: 1,
  ...over,
});
const body: DuesBody = {
  name: 'Assessment',
  frequency: 'monthly',
  from: '2026-01',
  day: 31,
  amount: { by: 'home', cents: 12_500 },
  fund: 'operating',
  category: '',
  skip: [],
  active: true,
};
const about = { words: 'Assessment, February 2026', currency: 'USD' };
const left = (amount: Amount, homes: readonly Home[], not?: Parameters<typeof shareOut>[2]) =>
  shareOut(amount, homes, not).leftOut.map(({ home: { property }, why }) => [property, why]);

describe('the months of a schedule', () => {
  it('are those that its rhythm comes to', () => {
    expect(monthsOf({ frequency: 'quarterly', from: '2025-11' }, '2026-09')).toEqual([
      '2025-11',
      '2026-02',
      '2026-05',
      '2026-08',
    ]);
    expect(monthsOf({ frequency: 'once', from: '2026-01' }, '2027-12')).toEqual(['2026-01']);
    expect(monthsOf({ frequency: 'monthly', from: '2027-01' }, '2026-12')).toEqual([]);
    expect(runsIn({ frequency: 'annual', from: '2026-03' }, '2027-03')).toBe(true);
    expect(runsIn({ frequency: 'semi-annual', from: '2026-03' }, '2026-08')).toBe(false);
  });
});

describe('an amount laid on homes', () => {
  const homes = [home('a', { share: 2, class: 'Condo' }), home('b', { share: 1, class: 'Townhome' })];

  it('adds up by share, and whoever is left out is not paid for by the others', () => {
    const amount = { by: 'share', totalCents: 10_001 } as const;
    expect(shareOut(amount, homes).lines).toEqual([
      { household: 'h-a', cents: 6667 },
      { household: 'h-b', cents: 3334 },
    ]);
    expect(shareOut(amount, homes, { skip: ['h-a'], hold: [] })).toMatchObject({
      lines: [{ household: 'h-b', cents: 3334 }],
      totalCents: 3334,
    });
  });

  it('names each home that it leaves out, with the reason', () => {
    const amount = { by: 'class', cents: { Condo: 100 } } as const;
    const all = [
      ...homes,
      home('c', { class: 'Condo', payers: 0 }),
      home('d', { class: 'Condo', payers: 2 }),
      home('e', { class: 'Condo' }),
      home('f', { class: 'Condo' }),
    ];
    expect(left(amount, all, { skip: ['h-e'], hold: ['h-f'] })).toEqual([
      ['b', 'no-class'],
      ['c', 'nobody-to-bill'],
      ['d', 'two-households'],
      ['e', 'skipped'],
      ['f', 'on-hold'],
    ]);
    const tiny = [home('a', { share: 1_000_000 }), home('b', { share: 1 }), home('c')];
    expect(left({ by: 'share', totalCents: 100 }, tiny)).toEqual([
      ['b', 'no-cents'],
      ['c', 'no-share'],
    ]);
  });

  it('by shares that nobody has, charges nobody', () => {
    expect(shareOut({ by: 'share', totalCents: 100 }, [home('a')])).toMatchObject({
      lines: [],
      totalCents: 0,
    });
  });
});

describe('the preview of a run', () => {
  const schedule = createDuesSchedule(body, 's1');
  const homes = [home('b'), home('a')];

  it('is due on the last day of a shorter month, and the same from whatever order of homes', () => {
    const one = previewDues(schedule, '2026-02', homes, about);
    expect(one).toMatchObject({ due: '2026-02-28', posted: '2026-02-28', totalCents: 25_000 });
    expect(previewDues(schedule, '2026-02', homes.toReversed(), about).run).toEqual(one.run);
    expect(one.run?.id).toBe('charge-run:s1.2026-02');
  });

  it('takes effect on the first open day where its month is locked, and stays due', () => {
    const locked = previewDues(schedule, '2026-02', homes, { ...about, lockedThrough: '2026-03-31' });
    expect(locked).toMatchObject({ due: '2026-02-28', posted: '2026-04-01' });
    expect(locked.run?.body).toMatchObject({ due: '2026-02-28', posted: '2026-04-01' });
  });

  it('holds a home through its month and charges it again after', () => {
    const holds = [{ household: 'h-a', through: '2026-02', why: 'Estate' }];
    const held = createDuesSchedule({ ...body, holds }, 's1');
    const months = ['2026-02', '2026-03'].map((month) => previewDues(held, month, homes, about).lines.length);
    expect(months).toEqual([1, 2]);
  });

  it('is none for a month of another rhythm, and says so', () => {
    const once = createDuesSchedule({ ...body, frequency: 'once' }, 's1');
    expect(() => previewDues(once, '2026-02', homes, about)).toThrow('does not run in 2026-02');
    expect(previewDues(schedule, '2026-02', [home('a', { payers: 0 })], about).run).toBeUndefined();
  });
});

describe('what is to be run', () => {
  it('is every month that is due by a month from now and has not been run, the oldest first', () => {
    const schedules = [
      createDuesSchedule(body, 's1'),
      createDuesSchedule({ ...body, frequency: 'annual', day: 5 }, 's2'),
      createDuesSchedule({ ...body, active: false }, 's3'),
    ];
    const ran = new Set(['charge-run:s1.2026-01', 'charge-run:s2.2026-02']);
    const open = openMonths(schedules, ran, '2026-02-28').map(({ schedule, due }) => [schedule.id, due]);
    expect(open).toEqual([
      ['dues-schedule:s2', '2026-01-05'],
      ['dues-schedule:s1', '2026-02-28'],
      ['dues-schedule:s1', '2026-03-31'],
    ]);
  });
  it('has its month’s name in the association’s language', () => {
    expect([duesWords('Cuota', '2026-12', 'es-US'), duesWords('Dues', '2026-12', 'en-US')]).toEqual([
      'Cuota, diciembre de 2026',
      'Dues, December 2026',
    ]);
  });
});

describe('a charge in instalments', () => {
  it('comes to what each home was shown, the cents that do not divide first', () => {
    const lines = [
      { household: 'h1', cents: 10_000 },
      { household: 'h2', cents: 2 },
    ];
    const plan = {
      currency: 'USD',
      fund: 'special',
      category: '',
      firstDue: '2026-01-31',
      count: 3,
      lockedThrough: '2026-02-15',
      words: (number: number) => `Roof ${number} of 3`,
    } as const;
    const runs = createInstalmentRuns(lines, plan, 'roof');
    expect(runs.map(({ id, body: { name, due, posted } }) => [id, name, due, posted])).toEqual([
      ['charge-run:roof.1', 'Roof 1 of 3', '2026-01-31', '2026-02-16'],
      ['charge-run:roof.2', 'Roof 2 of 3', '2026-02-28', '2026-02-28'],
      ['charge-run:roof.3', 'Roof 3 of 3', '2026-03-31', '2026-03-31'],
    ]);
    expect(runs.map(({ body: { lines: parts } }) => parts.map(({ cents }) => cents))).toEqual([
      [3334, 1],
      [3333, 1],
      [3333],
    ]);
  });
});

describe('the homes', () => {
  it('are billed through the owners who live in the books, never through tenants or who has left', () => {
    const gone = aLink('m2', 'h2');
    const homes = homesOf({
      properties: ['p1', 'p2', 'p3', 'p4'].map((local, at) => aProperty(local, String(at + 1))),
      households: [
        aHousehold('h1', { property: 'p1', name: 'Smith' }),
        aHousehold('h1t', { property: 'p1', kind: 'tenant' }),
        aHousehold('h2', { property: 'p2', name: 'Gone' }),
        aHousehold('h3a', { property: 'p3' }),
        aHousehold('h3b', { property: 'p3' }),
      ],
      links: [
        aLink('m1', 'h1'),
        aLink('m1', 'h1t', 'tenant'),
        { ...gone, body: { ...gone.body, to: '2026-01-01' } },
        aLink('m3', 'h3a'),
        aLink('m4', 'h3b'),
      ],
      members: [
        aMember('m1'),
        aMember('m2'),
        aMember('m3'),
        aMember('m4', 'Sue Spended', { state: 'suspended' }),
      ],
    });
    expect(homes.map(({ household, payer, payers }) => [household, payer, payers])).toEqual([
      ['h1', 'Smith', 1],
      ['h2', 'Gone', 0],
      ['h3a', 'Household h3a', 2],
      ['', '', 0],
    ]);
    expect(homes[0]?.name).toBe('Lot 1, 104 Maple Row');
  });
});
