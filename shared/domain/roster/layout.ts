/**
 * Which column of a roster holds what. A layout is data: another association's spreadsheet is another entry of the
 * list, with its own headings (and, where its cells hold several things, its own reading of a row).
 */
export const ROSTER_FIELDS = [
  'lot',
  'street',
  'unit',
  'city',
  'state',
  'zip',
  'household',
  'first',
  'last',
  'email',
  'phone',
  'householdRole',
  'communityRole',
  'moveIn',
  'balance',
] as const;
export type RosterField = (typeof ROSTER_FIELDS)[number];

export interface RosterLayout {
  readonly name: string;
  /** Headings by field; a field without one is empty in every row. */
  readonly headings: Readonly<Partial<Record<RosterField, string>>>;
  /** Without these columns the file is refused. */
  readonly required: readonly RosterField[];
}

/** The product's own template: one row a member. */
const MEMBERS: RosterLayout = {
  name: 'members',
  headings: {
    lot: 'Lot',
    street: 'Street Address',
    unit: 'Unit',
    city: 'City',
    state: 'State',
    zip: 'ZIP',
    household: 'Household',
    first: 'First Name',
    last: 'Last Name',
    email: 'Email',
    phone: 'Phone',
    householdRole: 'Household Role',
    communityRole: 'Community Role',
    moveIn: 'Move-in Date',
    balance: 'Balance',
  },
  required: ['street', 'household', 'first', 'last', 'householdRole'],
};

const LAYOUTS: readonly RosterLayout[] = [MEMBERS];

export function sameHeading(a: string, b: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return plain(a) === plain(b);
}

function hits(layout: RosterLayout, headings: readonly string[]): number {
  return Object.values(layout.headings).filter((name) => headings.some((one) => sameHeading(one, name)))
    .length;
}

/** The layout most of whose headings the file has; undefined when none has at least half of what it requires. */
export function recogniseLayout(headings: readonly string[]): RosterLayout | undefined {
  const ranked = LAYOUTS.map((layout) => ({ layout, score: hits(layout, headings) })).sort(
    (a, b) => b.score - a.score,
  );
  const best = ranked[0];
  if (best === undefined || best.score * 2 < best.layout.required.length) return undefined;
  return best.layout;
}
