/** Each trap that people complain of in autopay (product/field.md 6), day by day. */
import { describe, expect, it } from 'vitest';
import { addDays } from '../ledger/index.ts';
import { autopayOn, autopayPlan, dueInPause, type Attempt, type AutopayFacts } from './autopay-rules.ts';
import { changeAutopay, createAutopay, turnAutopayOff, turnAutopayOn, type Autopay } from './autopay.ts';

const consent = { version: '1', text: 'I agree.', by: 'm1', at: '2026-01-05T12:00:00.000Z' };
const usual = createAutopay('h1', { method: '', daysBefore: 0, limitCents: 0 }, consent);
const charge = (due: string, openCents = 10_000) => ({ entry: `ledger-entry:e${due}`, openCents, due });
const feb = charge('2026-02-01');
const mar = charge('2026-03-01');

function facts(autopay: Autopay, over: Partial<AutopayFacts> = {}): AutopayFacts {
  return {
    autopay: autopay.body,
    charges: [feb, mar],
    attempts: [],
    held: new Set(),
    rule: { remindDays: 3, retryDays: [3, 5] },
    totalOf: (cents) => cents,
    consentDay: '2026-01-05',
    ...over,
  };
}

type Plan = (day: string) => Autopay;

/**
 * Lives through the days: what is drafted is under way for four days, as of a bank account, and then paid or failed.
 * @returns day and charge of each draft
 */
function live(
  plan: Plan,
  {
    ends = 'paid',
    until = '2026-04-30',
    over = {},
  }: {
    readonly ends?: 'paid' | 'failed';
    readonly until?: string;
    readonly over?: Partial<AutopayFacts>;
  } = {},
): readonly string[] {
  const drafts: { day: string; entry: string }[] = [];
  for (let day = '2026-01-05'; day <= until; day = addDays(day, 1)) {
    const attempts = drafts.map((one): Attempt => {
      const end = addDays(one.day, 4);
      return { charges: [one.entry], isAutopay: true, state: day < end ? 'under-way' : ends, on: end };
    });
    const all = [...attempts, ...(over.attempts ?? [])];
    const today = autopayOn(facts(plan(day), { ...over, attempts: all }), day);
    drafts.push(...today.drafts.map(({ entry }) => ({ day, entry })));
  }
  return drafts.map(({ day, entry }) => `${day} ${entry.slice(-10)}`);
}

describe('autopay', () => {
  it('drafts each charge once, on its due day', () => {
    expect(live(() => usual)).toEqual(['2026-02-01 2026-02-01', '2026-03-01 2026-03-01']);
  });

  it('drafts so many days before as the household wants', () => {
    const early = changeAutopay(usual, { daysBefore: 5 });
    expect(live(() => early)).toEqual(['2026-01-27 2026-02-01', '2026-02-24 2026-03-01']);
  });

  it('drafts on the day after, where the server was away on the day', () => {
    expect(autopayOn(facts(usual), '2026-02-04').drafts.map(({ entry }) => entry)).toEqual([feb.entry]);
  });

  it('takes no charge that was due before the household agreed', () => {
    expect(autopayPlan(facts(usual, { consentDay: '2026-02-02' })).map(({ due }) => due)).toEqual([mar.due]);
  });
});

describe('trap: another date', () => {
  const early = changeAutopay(usual, { daysBefore: 10 });
  it('chosen in between drafts neither twice nor late, whichever way and on whichever day', () => {
    for (let day = '2026-01-15'; day <= '2026-02-12'; day = addDays(day, 1)) {
      for (const [before, after] of [
        [usual, early],
        [early, usual],
      ] as const) {
        const drafts = live((today) => (today < day ? before : after));
        expect(drafts.length, day).toBe(2);
        for (const draft of drafts) expect(draft.slice(0, 10) <= draft.slice(11), draft).toBe(true);
      }
    }
  });
  it('moved into the past drafts today', () => {
    const drafts = live((today) => (today < '2026-01-28' ? usual : early));
    expect(drafts[0]).toBe('2026-01-28 2026-02-01');
  });
});

describe('trap: another method', () => {
  it('chosen on any day changes nothing about what is drafted when', () => {
    const other = changeAutopay(usual, { method: 'pm2' });
    for (const day of ['2026-01-31', '2026-02-01', '2026-02-02', '2026-02-06'])
      expect(live((today) => (today < day ? usual : other))).toEqual(live(() => usual));
  });
});

describe('trap: a pause', () => {
  const paused = changeAutopay(usual, { pausedUntil: '2026-02-10' });
  it('drafts what came due in it on the day after it, once', () => {
    expect(live((today) => (today < '2026-01-20' ? usual : paused))).toEqual([
      '2026-02-11 2026-02-01',
      '2026-03-01 2026-03-01',
    ]);
  });
  it('begun after a draft makes no second one', () => {
    expect(live((today) => (today < '2026-02-02' ? usual : paused))).toEqual(live(() => usual));
  });
  it('ended early drafts what is due at once', () => {
    const drafts = live((today) => (today < '2026-01-20' || today > '2026-02-03' ? usual : paused));
    expect(drafts[0]).toBe('2026-02-04 2026-02-01');
  });
  it('says beforehand what it would leave unpaid', () => {
    expect(dueInPause([feb, mar], '2026-02-10', '2026-01-20')).toEqual([feb]);
  });
});

describe('trap: the end', () => {
  const off = turnAutopayOff(usual);
  it('on the day of the draft, before it, drafts nothing more', () => {
    expect(live((today) => (today < '2026-02-01' ? usual : off))).toEqual([]);
  });
  it('and on again takes what is due from then on, never what was drafted', () => {
    const again = turnAutopayOn(off, { ...consent, at: '2026-02-03T12:00:00.000Z' });
    const drafts = live((today) => (today < '2026-02-02' ? usual : again), {
      over: { consentDay: '2026-02-03' },
    });
    expect(drafts).toEqual(['2026-03-01 2026-03-01']);
  });
});

describe('trap: paid by hand meanwhile', () => {
  const byHand = (state: Attempt['state']): Attempt => ({
    charges: [feb.entry, mar.entry],
    isAutopay: false,
    state,
    on: '2026-01-20',
  });
  it('is left alone while a payment by hand is under way, queued on a device or at a bank', () => {
    expect(live(() => usual, { over: { attempts: [byHand('under-way')] } })).toEqual([]);
  });
  it('is nothing to draft when it is paid', () => {
    expect(live(() => usual, { over: { charges: [{ ...feb, openCents: 0 }] } })).toEqual([]);
  });
  it('is drafted when the payment by hand failed', () => {
    expect(live(() => usual, { over: { attempts: [byHand('failed')] } })).toHaveLength(2);
  });
  it('drafts what is left of a charge that was paid in part', () => {
    const [draft] = autopayOn(facts(usual, { charges: [{ ...feb, openCents: 2500 }] }), '2026-02-01').drafts;
    expect(draft?.openCents).toBe(2500);
  });
});

describe('a draft that failed', () => {
  it('is tried again by the one stated rule, and then no more', () => {
    expect(live(() => usual, { ends: 'failed', over: { charges: [feb] } })).toEqual([
      '2026-02-01 2026-02-01',
      '2026-02-08 2026-02-01',
      '2026-02-17 2026-02-01',
    ]);
  });
  it('waits for the end of a pause', () => {
    const paused = changeAutopay(usual, { pausedUntil: '2026-02-20' });
    const drafts = live((today) => (today < '2026-02-03' ? usual : paused), {
      ends: 'failed',
      over: { charges: [feb] },
    });
    expect(drafts).toEqual(['2026-02-01 2026-02-01', '2026-02-21 2026-02-01', '2026-03-02 2026-02-01']);
  });
  it('that a person withdrew is not drafted again', () => {
    const withdrawn: Attempt = {
      charges: [feb.entry],
      isAutopay: true,
      state: 'withdrawn',
      on: '2026-02-01',
    };
    expect(autopayPlan(facts(usual, { attempts: [withdrawn] })).map(({ entry }) => entry)).toEqual([
      mar.entry,
    ]);
  });
});

describe('the household', () => {
  it('is told before each draft, and of what is over its limit instead of a draft', () => {
    expect(autopayOn(facts(usual), '2026-01-28')).toMatchObject({ reminders: [], drafts: [] });
    expect(autopayOn(facts(usual), '2026-01-29').reminders).toMatchObject([
      { entry: feb.entry, draftOn: '2026-02-01' },
    ]);
    const limited = changeAutopay(usual, { limitCents: 10_000 });
    const withFee = facts(limited, { totalOf: (cents) => cents + 450 });
    expect(autopayOn(withFee, '2026-02-01')).toMatchObject({
      drafts: [],
      overLimit: [{ entry: feb.entry }],
    });
    expect(autopayOn(facts(limited), '2026-02-01').drafts).toHaveLength(1);
  });
  it('is told on the day itself where it was too late before', () => {
    expect(autopayOn(facts(usual), '2026-02-01').reminders).toHaveLength(1);
  });
});

describe('charges apart', () => {
  it('in a payment plan that is kept to are not drafted', () => {
    expect(autopayPlan(facts(usual, { held: new Set([feb.entry]) }))).toHaveLength(1);
  });
});
