import { describe, expect, it } from 'vitest';
import { entityOf } from '../registry.ts';
import { readRoster, type RosterResult } from './index.ts';

const HEADINGS = [
  'Lot',
  'Street Address',
  'City',
  'State',
  'ZIP',
  'Household',
  'First Name',
  'Last Name',
  'Email',
  'Phone',
  'Household Role',
  'Community Role',
  'Move-in Date',
  'Balance',
] as const;
type Row = Partial<Record<(typeof HEADINGS)[number], string>>;

const FATIMA: Row = {
  Lot: '1',
  'Street Address': '104 Heron Ct',
  City: 'Orlando',
  State: 'FL',
  ZIP: '32801',
  Household: 'Smith Household',
  'First Name': 'Fatima',
  'Last Name': 'Smith',
  Email: 'fatima@example.org',
  Phone: '(305) 555-0196',
  'Household Role': 'Head of Household',
  'Community Role': 'Resident',
  'Move-in Date': '2019-05-01',
  Balance: '122.50',
};
const RUTH: Row = {
  ...FATIMA,
  'First Name': 'Ruth',
  Email: 'ruth@example.org',
  'Household Role': 'Household Member',
  Balance: '',
};

function read(rows: readonly Row[], headings: readonly string[] = HEADINGS): RosterResult {
  const cells = (row: Row): string[] => HEADINGS.map((heading) => row[heading] ?? '');
  const table = { headings, rows: rows.map((row, index) => ({ row: index + 2, cells: cells(row) })) };
  return readRoster(table, { association: 'maple-row', today: '2026-03-02' });
}

const ids = ({ documents }: RosterResult): readonly string[] => documents.map(({ id }) => id);
const bodies = ({ documents }: RosterResult, type: string): readonly Readonly<Record<string, unknown>>[] =>
  documents.filter((doc) => doc.type === type).map(({ body }) => body);

describe('a sound roster', () => {
  const result = read([{ ...FATIMA, 'Community Role': 'Community Leader' }, RUTH]);

  it('makes a property, a household, members with details, links and roles', () => {
    expect(result.faults).toEqual([]);
    expect(result.summary).toEqual({
      rows: 2,
      rowsLeftOut: 0,
      properties: 1,
      households: 1,
      members: 2,
      heads: 1,
      tenants: 0,
      leaders: 1,
      boardMembers: 0,
      balancesNotImported: { count: 1, cents: 12_250 },
    });
    expect(bodies(result, 'member')).toEqual([
      { first: 'Fatima', last: 'Smith', title: '', state: 'active', addedBy: '' },
      { first: 'Ruth', last: 'Smith', title: '', state: 'active', addedBy: '' },
    ]);
    expect(bodies(result, 'member-role')).toMatchObject([{ roles: ['lead'] }]);
    expect(bodies(result, 'household-link')).toMatchObject([
      { association: 'maple-row', role: 'head', from: '2019-05-01' },
      { role: 'member' },
    ]);
    expect(bodies(result, 'member-details')).toMatchObject([{ email: 'fatima@example.org' }, {}]);
  });

  it('makes documents that parse, each after what it needs', () => {
    const known = new Set(['association:maple-row']);
    for (const doc of result.documents) {
      const entity = entityOf(doc.type);
      expect(entity?.parse(doc)).toMatchObject({ ok: true });
      for (const id of entity?.needs(doc) ?? []) expect(known).toContain(id);
      known.add(doc.id);
    }
  });

  it('makes the same documents from the same rows, in whatever order they stand', () => {
    const rows = [FATIMA, RUTH, { ...RUTH, Lot: '2', 'Street Address': '108 Heron Ct' }];
    expect(read(rows)).toEqual(read(rows));
    expect(ids(read(rows.toReversed())).toSorted()).toEqual(ids(read(rows)).toSorted());
  });

  it('does not mind case and blanks in what identifies', () => {
    const loud = {
      ...RUTH,
      Household: ' SMITH  household',
      'First Name': 'RUTH',
      'Street Address': '104 heron ct',
    };
    expect(ids(read([FATIMA, loud]))).toEqual(ids(read([FATIMA, RUTH])));
  });
});

describe('who is who', () => {
  it('tells father and son apart, and a third changes neither', () => {
    const father: Row = {
      ...FATIMA,
      'First Name': 'Miguel',
      'Move-in Date': '2008-11-07',
      Email: 'miguel@example.com',
    };
    const son: Row = {
      ...RUTH,
      'First Name': 'Miguel',
      'Move-in Date': '2009-08-25',
      Email: 'm.jr@example.net',
    };
    const grandson: Row = { ...son, 'Move-in Date': '2020-01-01', Email: '' };
    const two = read([father, son]);
    expect(two.summary.members).toBe(2);
    const three = read([father, son, grandson]);
    expect(three.summary.members).toBe(3);
    expect(ids(three)).toEqual(expect.arrayContaining([...ids(two)]));
    expect(read([son, father]).summary.members).toBe(2);
  });

  it('takes the same person once, and says which row repeats which', () => {
    const result = read([FATIMA, RUTH, { ...RUTH, Email: '' }]);
    expect(result.summary).toMatchObject({ rows: 3, rowsLeftOut: 1, members: 2 });
    expect(result.faults).toMatchObject([{ code: 'repeated', effect: 'row-left-out', value: 'Ruth Smith' }]);
  });

  it('knows one owner of two lots by name and e-mail address', () => {
    const second: Row = { ...FATIMA, Lot: '2', 'Street Address': '108 Heron Ct' };
    const result = read([FATIMA, second]);
    expect(result.summary).toMatchObject({ members: 1, households: 2, properties: 2 });
    expect(bodies(result, 'household-link')).toHaveLength(2);
    const [details] = bodies(result, 'member-details');
    expect(details?.['households']).toHaveLength(2);
    expect(read([FATIMA, { ...second, Email: 'other@example.org' }]).summary.members).toBe(2);
  });

  it('puts tenants into a household of their own, whatever it is called', () => {
    const result = read([FATIMA, { ...RUTH, 'Household Role': 'Tenant' }]);
    expect(bodies(result, 'household')).toMatchObject([{ kind: 'owner' }, { kind: 'tenant' }]);
    expect(result.summary).toMatchObject({ households: 2, tenants: 1, properties: 1 });
  });
});

describe('a roster with faults', () => {
  it.each<[string, Row, object]>([
    ['no household', { Household: '' }, { column: 'Household', code: 'missing' }],
    ['no name', { 'First Name': '', 'Last Name': ' ' }, { column: 'Last Name', code: 'missing' }],
    [
      'no lot and no street',
      { Lot: '', 'Street Address': '' },
      { column: 'Street Address', code: 'missing' },
    ],
    [
      'a role nobody knows',
      { 'Household Role': 'Boss' },
      { column: 'Household Role', code: 'not-a-role', value: 'Boss' },
    ],
    [
      'a street too long',
      { 'Street Address': 'x'.repeat(121) },
      { column: 'Street Address', code: 'too-long' },
    ],
  ])('leaves a row with %s out, and says where', (_name, over, fault) => {
    const result = read([FATIMA, { ...RUTH, ...over }]);
    expect(result.faults).toMatchObject([{ row: 3, effect: 'row-left-out', ...fault }]);
    expect(result.summary).toMatchObject({ rows: 2, rowsLeftOut: 1, members: 1 });
  });

  it.each<[string, Row, object, string, object]>([
    [
      'e-mail',
      { Email: 'ruth(at)example' },
      { column: 'Email', code: 'not-an-email' },
      'member-details',
      { email: '' },
    ],
    [
      'phone',
      { Phone: 'ask Fatima' },
      { column: 'Phone', code: 'not-a-phone' },
      'member-details',
      { phone: '' },
    ],
    [
      'amount',
      { Balance: '12.3.4' },
      { column: 'Balance', code: 'not-an-amount' },
      'member',
      { first: 'Ruth' },
    ],
    [
      'community role',
      { 'Community Role': 'Mayor' },
      { column: 'Community Role', code: 'not-a-role' },
      'member',
      {},
    ],
  ])('imports a row without a wrong %s, and says so', (_name, over, fault, type, body) => {
    const result = read([FATIMA, { ...RUTH, ...over }]);
    expect(result.faults).toMatchObject([{ row: 3, effect: 'value-left-out', ...fault }]);
    expect(bodies(result, type).at(-1)).toMatchObject(body);
    expect(result.summary.rowsLeftOut).toBe(0);
    expect(result.summary.balancesNotImported.count).toBe(1);
  });

  it('takes the day of the import for a date that is none, and says both', () => {
    const result = read([FATIMA, { ...RUTH, 'Move-in Date': '2019-02-30' }]);
    expect(result.faults).toMatchObject([
      { row: 3, column: 'Move-in Date', code: 'not-a-date', value: '2019-02-30' },
      { row: 3, column: 'Move-in Date', code: 'missing', effect: 'value-assumed' },
    ]);
    expect(bodies(result, 'household-link').at(-1)).toMatchObject({ from: '2026-03-02' });
  });

  it('reads dates as they are written in the United States', () => {
    const result = read([{ ...FATIMA, 'Move-in Date': '5/1/2019' }]);
    expect(result.faults).toEqual([]);
    expect(bodies(result, 'household-link')).toMatchObject([{ from: '2019-05-01' }]);
  });

  it('points at a household without a head and a lot with two addresses', () => {
    const result = read([RUTH, { ...FATIMA, 'Street Address': '9 Oak St' }]);
    expect(result.faults).toMatchObject([
      { row: 2, code: 'no-head', effect: 'to-check' },
      { row: 3, code: 'lot-at-two-addresses', effect: 'to-check' },
    ]);
    expect(result.summary.rowsLeftOut).toBe(0);
  });

  it('is refused as a whole without a column that it must have, naming it', () => {
    const result = read(
      [FATIMA],
      HEADINGS.map((heading) => (heading === 'Household' ? 'Family' : heading)),
    );
    expect(result.documents).toEqual([]);
    expect(result.faults).toMatchObject([
      { row: 1, column: 'Household', code: 'column-missing', effect: 'file-refused' },
      { row: 1, column: 'Family', code: 'column-unknown' },
    ]);
  });

  it('is refused when it is none', () => {
    const result = read([FATIMA], ['Date', 'Payee', 'Amount']);
    expect(result).toMatchObject({
      documents: [],
      faults: [{ code: 'unknown-layout', effect: 'file-refused' }],
    });
  });

  it('says which columns it does not take', () => {
    const table = { headings: [...HEADINGS, 'Shoe Size'], rows: [] };
    const { faults } = readRoster(table, { association: 'maple-row', today: '2026-03-02' });
    expect(faults).toMatchObject([{ column: 'Shoe Size', code: 'column-unknown', effect: 'value-left-out' }]);
  });
});
