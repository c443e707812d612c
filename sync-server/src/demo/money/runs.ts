/** The demo's runs: quarterly assessments, the roof's instalments, late fees and interest once a month. */
import { derivedLocal } from '@communitrak/domain/core/derive.ts';
import {
  createChargeRun,
  createDuesSchedule,
  duesWords,
  heldCharges,
  lateProposals,
  previewDues,
  rulesOfBooks,
  type BooksBody,
  type ChargeRunBody,
  type DuesSchedule,
  type Home,
  type Proposal,
  type RunLine,
} from '@communitrak/domain/ledger/index.ts';
import { firstOf, type MoneyCalendar } from './calendar.ts';
import { CURRENCY, DUES_CENTS, type Happening, type MoneyStory } from './story.ts';

const ROOF_CENTS = 20_000;
const PLAIN_RUN = {
  schedule: '',
  period: '',
  currency: CURRENCY,
  fund: 'operating',
  category: '',
} satisfies Partial<ChargeRunBody>;
const MONTHS = ['January', 'April', 'July', 'October'] as const;

/** $122.50 of each home, due on the first day of a quarter. */
export function duesSchedule(calendar: MoneyCalendar): DuesSchedule {
  const [from = ''] = calendar.quarters;
  const body = {
    name: 'Quarterly assessment',
    frequency: 'quarterly',
    from,
    day: 1,
    amount: { by: 'home', cents: DUES_CENTS },
    fund: 'operating',
    category: '4000',
    skip: [],
    active: true,
  } as const;
  return createDuesSchedule({ ...body, skip: [] }, derivedLocal('demo dues', 'quarterly'));
}

const quarterWords = (month: string): string =>
  `Assessment, quarter from ${MONTHS[(Number(month.slice(5, 7)) - 1) / 3] ?? ''} ${month.slice(0, 4)}`;

export function chargeDues(story: MoneyStory, dues: DuesSchedule): readonly Happening[] {
  const { teller, people, calendar, habits } = story;
  const homes = habits.map(({ household, lot }): Home => ({
    property: String(lot),
    household,
    name: `Lot ${lot}`,
    payer: '',
    class: '',
    share: 0,
    payers: 1,
  }));
  return calendar.quarters.map((month) => ({
    day: firstOf(month),
    tell: () => {
      const about = { words: quarterWords(month), currency: CURRENCY };
      const { run } = previewDues(dues, month, homes, about);
      if (run !== undefined) teller.run(run, people.office.manager);
    },
  }));
}

export function chargeRoof({ teller, people, calendar, habits }: MoneyStory): readonly Happening[] {
  const usual = { ...PLAIN_RUN, kind: 'special', entryKind: 'special-assessment', fund: 'special' } as const;
  return calendar.roof.map((day, at) => ({
    day,
    tell: () => {
      const name = `Clubhouse roof, instalment ${at + 1} of ${calendar.roof.length}`;
      const lines = habits.map(({ household }) => ({ household, cents: ROOF_CENTS }));
      const body = { ...usual, name, category: '4010', posted: day, due: day, lines };
      teller.run(createChargeRun(body, derivedLocal('demo roof', String(at))), people.office.manager);
    },
  }));
}

function lateLine({ household, cents, key, kind, rule, daysLate }: Proposal, day: string): RunLine {
  const text =
    kind === 'interest'
      ? `${duesWords('Interest', day.slice(0, 7), 'en-US')}: ${daysLate} days late`
      : `Late fee: ${daysLate} days late`;
  return { household, cents, key, kind, rule, text };
}

export function runLate(
  { teller, people, calendar, habits }: MoneyStory,
  books: Pick<BooksBody, 'rules'>,
): readonly Happening[] {
  const rulesOn = rulesOfBooks(books);
  return calendar.lateDays.map((day) => ({
    day,
    tell: () => {
      const found = habits.flatMap(({ household }) => {
        const lines = teller.lines(household);
        const held = heldCharges(teller.plans(household), lines, rulesOn, day);
        return lateProposals(lines, rulesOn, day, held);
      });
      if (found.length === 0) return;
      const name = `Late fees and interest, ${day.slice(0, 7)}`;
      const lines = found.map((proposal) => lateLine(proposal, day));
      const body = {
        ...PLAIN_RUN,
        kind: 'late',
        entryKind: 'late-fee',
        name,
        posted: day,
        due: day,
        lines,
      } as const;
      teller.run(createChargeRun({ ...body, lines }, derivedLocal('demo late', day)), people.office.manager);
    },
  }));
}
