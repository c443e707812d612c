import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importRoster } from './import-roster.ts';
import { readCsv } from './read-csv.ts';

const WILLOW_CREEK = readFileSync(new URL('../demo/willow-creek.csv', import.meta.url), 'utf8');
const options = { association: 'willow-creek', today: '2026-11-23' };
/** HEAD has no move-in dates, which is said once. */
const NO_DATES = { row: 1, column: 'Move-in Date', effect: 'value-assumed' };
const HEAD = 'Lot,Street Address,Household,First Name,Last Name,Household Role';

describe('the roster of Willow Creek', () => {
  const result = importRoster(WILLOW_CREEK, options);

  it('is imported whole: 187 homes, 423 members, a leader among them', () => {
    expect(result.faults).toEqual([]);
    expect(result.summary).toEqual({
      rows: 423,
      rowsLeftOut: 0,
      properties: 187,
      households: 187,
      members: 423,
      heads: 187,
      tenants: 0,
      leaders: 1,
      boardMembers: 3,
      balancesNotImported: { count: 187, cents: -1_016_750 },
    });
    expect(new Set(result.documents.map(({ id }) => id)).size).toBe(result.documents.length);
  });

  it('is the same the second time, and as any spreadsheet saves it', () => {
    expect(importRoster(WILLOW_CREEK, options)).toEqual(result);
    const unix = WILLOW_CREEK.replaceAll('\r\n', '\n');
    const european = unix.replaceAll(',', ';');
    const quoted = unix.replace(/[^,\n]+/g, (cell) => `"${cell}"`);
    for (const text of [`\ufeff${WILLOW_CREEK}`, unix, european, unix.replaceAll(',', '\t'), quoted]) {
      expect(importRoster(text, options)).toEqual(result);
    }
  });
});

describe('a CSV file', () => {
  it('keeps commas, quotation marks and line breaks inside a cell', () => {
    const text = `${HEAD}\r\n1,"104 ""Heron"" Ct, Unit 2","Smith\nHousehold",Ann,Smith,Head\r\n`;
    const { documents, faults } = importRoster(text, options);
    expect(faults).toMatchObject([NO_DATES]);
    expect(documents.find(({ type }) => type === 'property')?.body).toMatchObject({
      street: '104 "Heron" Ct, Unit 2',
    });
    expect(documents.find(({ type }) => type === 'household')?.body).toMatchObject({
      name: 'Smith Household',
    });
  });

  it('counts rows as a spreadsheet does, blank ones too', () => {
    const text = `${HEAD}\n\n1,104 Heron Ct,Smith,Ann,Smith,Head\n,,,,,\n2,108 Heron Ct,Lee,Bo,Lee,Boss\n`;
    const { faults, summary } = importRoster(text, options);
    expect(faults).toMatchObject([NO_DATES, { row: 5, column: 'Household Role', value: 'Boss' }]);
    expect(summary).toMatchObject({ rows: 2, rowsLeftOut: 1, members: 1 });
  });

  it('leaves a row with a cell too many out, and takes a short one', () => {
    const text = `${HEAD},Balance\n1,104 Heron Ct,Smith,Ann,Smith,Head,1,651.00\n2,108 Heron Ct,Lee,Bo,Lee,Head\n`;
    const { faults, summary } = importRoster(text, options);
    expect(faults).toMatchObject([
      NO_DATES,
      { row: 2, code: 'too-many-cells', effect: 'row-left-out', value: '651.00' },
    ]);
    expect(summary).toMatchObject({ rows: 2, rowsLeftOut: 1, members: 1 });
  });

  it('is refused where a quotation mark is not closed: what follows cannot be told apart', () => {
    const text = `${HEAD}\n1,"104 Heron Ct,Smith,Ann,Smith,Head\n2,108 Heron Ct,Lee,Bo,Lee,Head\n`;
    const { documents, faults } = importRoster(text, options);
    expect(documents).toEqual([]);
    expect(faults).toMatchObject([{ row: 2, code: 'broken-quotes', effect: 'file-refused' }]);
  });

  it.each(['', '\ufeff', '\n\n', ',,,\n'])('is refused when it holds nothing (%j)', (text) => {
    const { documents, faults, summary } = importRoster(text, options);
    expect(documents).toEqual([]);
    expect(faults).toMatchObject([{ code: 'empty-file', effect: 'file-refused' }]);
    expect(summary.rows).toBe(0);
  });

  it('of another kind is refused by its headings', () => {
    const { documents, faults } = importRoster('Date,Payee,Amount\n2026-01-01,Pool,12.00\n', options);
    expect(documents).toEqual([]);
    expect(faults).toMatchObject([{ code: 'unknown-layout', effect: 'file-refused' }]);
  });

  it('of one column is one column', () => {
    expect(readCsv('Lot\n1\n2\n').table).toEqual({
      headings: ['Lot'],
      rows: [
        { row: 2, cells: ['1'] },
        { row: 3, cells: ['2'] },
      ],
    });
  });
});
