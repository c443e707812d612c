/**
 * Rows for the catalogue's tables: a ledger of any length, the same each time, with long names, amounts of twelve digits, accents,
 * missing values. Invented; nobody's data.
 */
export interface SampleEntry {
  readonly id: string;
  readonly number: number;
  readonly household: string;
  readonly lot: string;
  readonly status: 'open' | 'paid' | 'late' | 'disputed';
  /** Cents; undefined where nothing has been charged yet. */
  readonly amount: number | undefined;
  readonly balance: number;
  /** `YYYY-MM-DD`, '' for none. */
  readonly due: string;
  /** ISO instant. */
  readonly posted: string;
  readonly clerk: string;
  readonly memo: string;
}

const FIRST = [
  'Ana',
  'José',
  'Núñez',
  'Müller',
  'Chaudhry',
  'Okafor',
  'Ruiz',
  'de la Cruz',
  'O’Brien',
  'Šimić',
];
const LAST = ['Household', 'Family', 'Trust', 'y Hernández', 'Living Trust of 1998', 'Estate'];
const STREETS = ['Maple Row', 'Harbor Point', 'Willow Creek', 'Cypress Bend'];
const CLERKS = ['Olivia Park', 'Ben Okafor', '', 'Zoë Álvarez'];
const MEMOS = [
  'Quarterly assessment',
  'Late fee',
  '=SUM(A1:A9)',
  'Pool key, “second” set',
  'Cuota extraordinaria',
];
const STATUSES = ['open', 'paid', 'late', 'disputed'] as const;
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

const LONG =
  'Maximiliana-Alejandra Fernández de Córdoba y Montgomery-Featherstonehaugh Revocable Living Trust';

export function sampleLedger(count: number): readonly SampleEntry[] {
  return Array.from({ length: count }, (_, index) => sampleEntry(index));
}

/** Spread without chance: each column in an order of its own. */
function sampleEntry(index: number): SampleEntry {
  const mix = (index * 7919) % 5003;
  const overfull = index % 97 === 3;
  return {
    id: `entry-${index}`,
    number: 1000 + ((index * 31) % 5000),
    household: overfull ? `${LONG} ${index}` : `${pick(FIRST, mix)} ${pick(LAST, index)} ${mix}`,
    lot: `${1 + (mix % 400)}${index % 5 === 0 ? '-B' : ''} ${pick(STREETS, mix)}`,
    status: pick(STATUSES, mix),
    amount: index % 11 === 0 ? undefined : overfull ? 999_999_999_999 : (mix % 90_000) + 1250,
    balance: overfull ? -123_456_789_012 : ((mix * 13) % 200_000) - 60_000,
    due: index % 9 === 0 ? '' : new Date(START + (mix % 365) * DAY).toISOString().slice(0, 10),
    posted: new Date(START + mix * 3_600_000).toISOString(),
    clerk: pick(CLERKS, index),
    memo: pick(MEMOS, mix),
  };
}

function pick<T>(from: readonly [T, ...T[]] | readonly T[], at: number): T {
  const one = from[at % from.length];
  if (one === undefined) throw new RangeError('Nothing to pick from');
  return one;
}
