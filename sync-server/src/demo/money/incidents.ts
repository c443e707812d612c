/** What goes wrong in an office in three years, and how it is put right: each a story of a few lines on one account. */
import { derivedLocal } from '@communitrak/domain/core/derive.ts';
import { addDays, createTransfer, type LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import { firstOf } from './calendar.ts';
import type { Habit } from './habits.ts';
import { paymentPlan } from './plan.ts';
import { charge, type Scene } from './scene.ts';
import { CURRENCY, DUES_CENTS, type Happening, type MoneyStory } from './story.ts';

/** The last payment of an account that still counts. */
function lastPayment({ story, household }: Scene) {
  return story.teller.account(household).payments.findLast(({ state }) => state !== 'void');
}

/** A check comes back: the payment is taken back whole, and the bank's fee is charged. */
function bouncedCheck(scene: Scene): readonly Happening[] {
  const day = addDays(scene.quarter(9), 26);
  return [
    {
      day,
      tell: () => {
        const { story } = scene;
        const last = lastPayment(scene);
        const payment = story.teller.entry(last?.line.id ?? '');
        if (payment === undefined) return;
        const reason = 'Check returned by the bank: insufficient funds';
        story.teller.takeBack(payment, story.people.office.manager, { posted: day, reason });
        charge(
          scene,
          { kind: 'fee', cents: 3000, posted: day, due: addDays(day, 15), text: 'Fee for a returned check' },
          'returned',
        );
      },
    },
  ];
}

/** A fine for a trailer, taken back after a hearing. */
function fineTakenBack(scene: Scene): readonly Happening[] {
  const day = addDays(scene.quarter(7), 40);
  const heard = addDays(day, 24);
  let fine: LedgerEntry | undefined;
  return [
    {
      day,
      tell: () => {
        const text = 'Fine: trailer in the driveway, third notice';
        fine = charge(scene, { kind: 'fine', cents: 5000, posted: day, due: addDays(day, 30), text }, 'fine');
      },
    },
    {
      day: heard,
      tell: () => {
        const { story } = scene;
        const reason = 'Hearing: the trailer had left before the third notice. Minutes, item 6';
        if (fine !== undefined)
          story.teller.takeBack(fine, story.people.office.manager, { posted: heard, reason });
      },
    },
  ];
}

/** A fine that stands. */
function fineThatStands(scene: Scene): readonly Happening[] {
  const day = addDays(scene.quarter(10), 31);
  const text = 'Fine: fence built without approval';
  return [
    {
      day,
      tell: () =>
        void charge(
          scene,
          { kind: 'fine', cents: 10_000, posted: day, due: addDays(day, 30), text },
          'fence',
        ),
    },
  ];
}

/** A sprinkler of the association's broke a window: credited. */
function creditForDamage(scene: Scene): readonly Happening[] {
  const day = addDays(scene.quarter(8), 12);
  const said = {
    kind: 'credit',
    cents: -8500,
    posted: day,
    text: 'Credit: window broken by the sprinklers',
  } as const;
  return [
    {
      day,
      tell: () =>
        void charge(scene, { ...said, reason: 'Invoice of the glazier, paid by the owner' }, 'window'),
    },
  ];
}

/** Paid twice by mistake; half a year's advance is given back. */
function refundOfDouble(scene: Scene): readonly Happening[] {
  const day = addDays(scene.quarter(6), 9);
  const back = addDays(day, 6);
  let twice: LedgerEntry | undefined;
  return [
    {
      day,
      tell: () => {
        const said = {
          kind: 'payment',
          source: 'receipt',
          method: 'check',
          cents: -24_500,
          posted: day,
        } as const;
        twice = charge(scene, { ...said, reference: '2207', text: 'Payment, check 2207' }, 'double');
      },
    },
    {
      day: back,
      tell: () => {
        if (twice !== undefined)
          scene.story.teller.refund(twice, scene.story.people.office.manager, {
            cents: 12_250,
            posted: back,
            text: 'Refund, check 5012 of the association',
            reason: 'Paid twice; the owner asked for one half back',
          });
      },
    },
  ];
}

/** What the home owed when the books began. */
function openingBalance(scene: Scene): readonly Happening[] {
  const day = addDays(scene.quarter(0), 3);
  const text = 'Opening balance, from the books of the former management';
  const said = {
    kind: 'opening-balance',
    source: 'import',
    cents: 4150,
    posted: day,
    due: day,
    text,
  } as const;
  return [{ day, tell: () => void charge(scene, said, 'opening') }];
}

/** The board forgives the interest, not the assessments. */
function interestWrittenOff(scene: Scene): readonly Happening[] {
  const day = addDays(scene.quarter(10), 50);
  return [
    {
      day,
      tell: () => {
        const { teller } = scene.story;
        const open = teller
          .account(scene.household)
          .charges.filter(({ line, openCents }) => line.kind === 'interest' && openCents > 0);
        const cents = -open.reduce((sum, { openCents }) => sum + openCents, 0);
        const said = { kind: 'write-off', posted: day, text: 'Interest written off', cents } as const;
        const applies = open.slice(0, 60).map(({ line }) => line.id);
        if (cents < 0)
          charge(scene, { ...said, applies, reason: 'Board resolution 14, hardship' }, 'write-off');
      },
    },
  ];
}

/** A gate card, an amenity's fee. */
function smallFee(scene: Scene): readonly Happening[] {
  const day = addDays(scene.quarter(11), 5);
  const said = { kind: 'fee', cents: 2500, posted: day, due: addDays(day, 30), category: '4210' } as const;
  return [{ day, tell: () => void charge(scene, { ...said, text: 'Gate card, second one' }, 'card') }];
}

/** A check named the wrong lot: what it paid is moved to the home that it was meant for, on both accounts at once. */
function movedToNeighbour(scene: Scene): readonly Happening[] {
  const day = addDays(scene.quarter(9), 40);
  const { story, household: from } = scene;
  const to = story.habits.find(({ lot }) => lot === 102)?.household;
  if (to === undefined) return [];
  const said = { from, to, cents: DUES_CENTS, currency: CURRENCY, fund: 'operating', posted: day } as const;
  const words = {
    run: 'Transfer from Lot 101 to Lot 102',
    from: 'payment moved to another home',
    to: 'payment moved from another home',
  };
  const reason = 'The check named Lot 101; its writer owns Lot 102';
  const run = createTransfer({ ...said, reason, words }, derivedLocal('demo transfer', '101'));
  return [{ day, tell: () => story.teller.run(run, story.people.office.manager) }];
}

const TOLD: readonly (readonly [lot: number, tell: (scene: Scene) => readonly Happening[]])[] = [
  [24, bouncedCheck],
  [40, fineTakenBack],
  [61, fineThatStands],
  [140, paymentPlan],
  [2, creditForDamage],
  [2, smallFee],
  [18, refundOfDouble],
  [33, interestWrittenOff],
  [87, openingBalance],
  [101, smallFee],
  [101, movedToNeighbour],
];

export function incidents(story: MoneyStory): readonly Happening[] {
  const quarter = (at: number): string =>
    firstOf(story.calendar.quarters[at] ?? story.calendar.quarters[0] ?? '');
  return TOLD.flatMap(([lot, tell]) => {
    const habit: Habit | undefined = story.habits.find((one) => one.lot === lot);
    return habit === undefined ? [] : tell({ story, household: habit.household, quarter });
  });
}
