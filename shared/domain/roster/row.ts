/** One row of a roster read: texts trimmed, roles and dates understood, each fault named. Knows no documents. */
import { isCalendarDate } from '../core/dates.ts';
import { parseCents } from '../core/money.ts';
import type { Role } from '../core/principal.ts';
import type { LinkRole } from '../household-links/index.ts';
import { rosterFault, type FaultCode, type FaultEffect, type RosterFault } from './fault.ts';
import { sameHeading, type RosterField, type RosterLayout } from './layout.ts';

export interface RosterRow {
  /** As a spreadsheet counts. */
  readonly row: number;
  readonly lot: string;
  readonly street: string;
  readonly unit: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly household: string;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string;
  readonly householdRole: LinkRole;
  readonly communityRoles: readonly Role[];
  /** `YYYY-MM-DD`; '' when the roster does not say. */
  readonly moveIn: string;
  /** Whole cents, positive is owed; undefined when the cell is empty or not an amount. */
  readonly balanceCents: number | undefined;
}

export interface ReadRow {
  /** Undefined when the row is left out; then one of the faults says so. */
  readonly row: RosterRow | undefined;
  readonly faults: readonly RosterFault[];
}

const LIMITS: Readonly<Partial<Record<RosterField, number>>> = {
  lot: 20,
  street: 120,
  unit: 20,
  city: 80,
  state: 40,
  zip: 20,
  household: 120,
  first: 80,
  last: 80,
  email: 254,
  phone: 40,
};

const HOUSEHOLD_ROLES: Readonly<Record<string, LinkRole>> = {
  'head of household': 'head',
  head: 'head',
  'household member': 'member',
  member: 'member',
  tenant: 'tenant',
};
const COMMUNITY_ROLES: Readonly<Record<string, readonly Role[]>> = {
  '': [],
  resident: [],
  'community leader': ['lead'],
  leader: ['lead'],
  board: ['board'],
  'board member': ['board'],
  office: ['office'],
};

/** What reading a row gathers; local to one call of readRow. */
interface Reading {
  readonly row: number;
  readonly heading: (field: RosterField) => string;
  readonly text: (field: RosterField) => string;
  readonly faults: RosterFault[];
}

function blame(reading: Reading, field: RosterField, fault: [FaultCode, FaultEffect, string]): void {
  const [code, effect, advice] = fault;
  const at = { row: reading.row, column: reading.heading(field), value: reading.text(field) };
  reading.faults.push(rosterFault(at, code, effect, advice));
}

function checkLengths(reading: Reading): void {
  for (const [field, limit] of Object.entries(LIMITS) as [RosterField, number][]) {
    if (reading.text(field).length <= limit) continue;
    blame(reading, field, [
      'too-long',
      'row-left-out',
      `At most ${limit} characters fit here. Shorten it and import the file again.`,
    ]);
  }
}

function checkPresent(reading: Reading): void {
  const demand = (field: RosterField, what: string): void => {
    if (reading.text(field) !== '') return;
    const advice = `The row has no ${what}. Fill it in and import the file again.`;
    blame(reading, field, ['missing', 'row-left-out', advice]);
  };
  demand('household', 'household');
  if (`${reading.text('first')}${reading.text('last')}` === '') demand('last', 'name');
  if (`${reading.text('lot')}${reading.text('street')}` === '') demand('street', 'lot and no street address');
}

function email(reading: Reading): string {
  const text = reading.text('email').toLowerCase();
  if (text === '' || /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(text)) return text;
  blame(reading, 'email', [
    'not-an-email',
    'value-left-out',
    'This is not one e-mail address. The member is imported without it; add it on their card.',
  ]);
  return '';
}

function phone(reading: Reading): string {
  const text = reading.text('phone');
  const digits = text.replace(/\D/g, '').length;
  if (text === '' || (digits >= 7 && digits <= 20)) return text;
  blame(reading, 'phone', [
    'not-a-phone',
    'value-left-out',
    'This is not a phone number. The member is imported without it; add it on their card.',
  ]);
  return '';
}

/** `2016-10-06` or, as spreadsheets in the United States write it, `10/6/2016`. */
function date(text: string): string | undefined {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const iso = year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(iso) ? iso : undefined;
}

function moveIn(reading: Reading): string {
  const text = reading.text('moveIn');
  const iso = text === '' ? '' : date(text);
  if (iso !== undefined) return iso;
  blame(reading, 'moveIn', [
    'not-a-date',
    'value-left-out',
    'Write the date as 2026-03-31 or 3/31/2026. Until it is corrected the day of the import stands in its place.',
  ]);
  return '';
}

function balance(reading: Reading): number | undefined {
  const text = reading.text('balance');
  if (text === '') return undefined;
  const cents = parseCents(text);
  if (cents === undefined) {
    const advice =
      'This is not an amount such as 122.50 or -245.00. Correct it before balances are imported.';
    blame(reading, 'balance', ['not-an-amount', 'value-left-out', advice]);
  }
  return cents;
}

function roles(reading: Reading): { readonly own: LinkRole; readonly community: readonly Role[] } {
  const own = HOUSEHOLD_ROLES[reading.text('householdRole').toLowerCase()];
  if (own === undefined) {
    const advice = 'Write "Head of Household", "Household Member" or "Tenant" and import the file again.';
    blame(reading, 'householdRole', ['not-a-role', 'row-left-out', advice]);
  }
  const community = COMMUNITY_ROLES[reading.text('communityRole').toLowerCase()];
  if (community === undefined) {
    const advice =
      'Known are "Resident", "Board", "Office" and "Community Leader". The member is imported as a resident.';
    blame(reading, 'communityRole', ['not-a-role', 'value-left-out', advice]);
  }
  return { own: own ?? 'member', community: community ?? [] };
}

function readingOf(
  layout: RosterLayout,
  headings: readonly string[],
  cells: readonly string[],
  row: number,
): Reading {
  const column = (field: RosterField): number => {
    const heading = layout.headings[field];
    return heading === undefined ? -1 : headings.findIndex((one) => sameHeading(one, heading));
  };
  return {
    row,
    heading: (field) => headings[column(field)] ?? layout.headings[field] ?? '',
    text: (field) => (cells[column(field)] ?? '').trim().replace(/\s+/g, ' '),
    faults: [],
  };
}

/** @param row as a spreadsheet counts: the heading is row 1 */
export function readRow(
  layout: RosterLayout,
  headings: readonly string[],
  cells: readonly string[],
  row: number,
): ReadRow {
  const reading = readingOf(layout, headings, cells, row);
  const { text, faults } = reading;
  checkPresent(reading);
  checkLengths(reading);
  const { own, community } = roles(reading);
  const read: RosterRow = {
    row,
    lot: text('lot'),
    street: text('street'),
    unit: text('unit'),
    city: text('city'),
    state: text('state'),
    zip: text('zip'),
    household: text('household'),
    first: text('first'),
    last: text('last'),
    email: email(reading),
    phone: phone(reading),
    householdRole: own,
    communityRoles: community,
    moveIn: moveIn(reading),
    balanceCents: balance(reading),
  };
  const leftOut = faults.some((fault) => fault.effect === 'row-left-out');
  return { row: leftOut ? undefined : read, faults };
}
