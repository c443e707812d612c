/** The file: quoted as the standard has it, safe to open, with plain numbers and dates. Read back by the same library. */
import papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { formatsFor } from '../../i18n/formats.ts';
import { columnKinds } from './column.ts';
import { csvName, tableCsv } from './table-csv.ts';

interface Row {
  readonly memo: string;
  readonly cents: number | undefined;
  readonly due: string;
}
const { text, money, date } = columnKinds<Row>(formatsFor('en-US'));
const columns = [
  text({ id: 'memo', header: 'Memo', value: (row) => row.memo }),
  money({ id: 'cents', header: 'Amount', value: (row) => row.cents, currency: 'USD' }),
  date({ id: 'due', header: 'Due', value: (row) => row.due }),
];
const file = (...memos: readonly string[]): Promise<string> =>
  tableCsv(
    memos.map((memo) => ({ memo, cents: -1250, due: '2026-03-01' })),
    columns,
  );

describe('a table as a file', () => {
  it('has a head, lines ended by CRLF, a mark for spreadsheets, and plain numbers and dates', async () => {
    expect(await file('Pool key')).toBe('\uFEFFMemo,Amount,Due\r\nPool key,-12.5,2026-03-01');
    const none = await tableCsv([{ memo: '', cents: undefined, due: '' }], columns);
    expect(none).toBe('\uFEFFMemo,Amount,Due\r\n,,');
  });

  it('quotes what has commas, quotes and line breaks, and nothing is lost on the way back', async () => {
    const memos = ['a, b', 'the “second” "set"', 'two\nlines', ' spaces ', 'Núñez – “ok”', ''];
    const { data } = papa.parse<string[]>((await file(...memos)).slice(1));
    expect(data.slice(1).map(([memo]) => memo)).toEqual(memos);
  });

  it.each(['=SUM(A1)', '+1 555 0100', '-cmd', '@here', '\tx', '=1\n+2', '  =1', '＝1'])(
    'does not let %j run as a formula',
    async (memo) => {
      const { data } = papa.parse<string[]>((await file(memo)).slice(1));
      expect(data[1]?.[0]).toBe(`'${memo}`);
    },
  );

  it('has a name that every system takes', () => {
    expect(csvName('Requests: “open” / late', '2026-12-01')).toBe('Requests open late 2026-12-01.csv');
  });
});
