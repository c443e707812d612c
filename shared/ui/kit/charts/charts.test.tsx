/** A chart without its drawing: the sentence, the table, the emptiness are what everybody gets. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { draw } from '../../testing.tsx';
import { coursesOf, extremesOf, isEmpty, type ChartData } from './chart-data.ts';
import { Chart } from './Chart.tsx';

const data: ChartData = {
  by: 'month',
  unit: { kind: 'money', currency: 'USD' },
  series: [
    { key: 'in', label: 'Received' },
    { key: 'late', label: 'Late' },
  ],
  rows: [
    { at: '2026-01', values: { in: 123_450, late: 10_000 } },
    { at: '2026-02', values: { in: 50_000 } },
    { at: '2026-03', values: { in: 80_000, late: -5000 } },
  ],
};
const shown = (over: Partial<Parameters<typeof Chart>[0]> = {}) => (
  <Chart title="Income" kind="stacked" data={data} atLabel="Month" empty={<p>Nothing yet</p>} {...over} />
);

describe('a chart', () => {
  it('is named by its title and told in a sentence', () => {
    draw(shown());
    const figure = screen.getByRole('figure', { name: 'Income' });
    const told = figure.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(told)?.textContent).toBe(
      'The most is Jan 2026 with $1,334.50, the least Feb 2026 with $500.00.',
    );
  });

  it('tells lines one by one, and in Spanish', async () => {
    draw(shown({ kind: 'line' }), { language: 'es' });
    expect(
      await screen.findByText(
        'Received: de $1,234.50 en ene 2026 a $800.00 en mar 2026. Late: de $100.00 en ene 2026 a -$50.00 en mar 2026.',
      ),
    ).toBeTruthy();
  });

  it('has the same numbers as a table, with sums and without making up what is missing', async () => {
    const member = userEvent.setup();
    draw(shown());
    await member.click(screen.getByRole('button', { name: 'Show as a table' }));
    expect(screen.getByRole('button', { name: 'Show as a table' }).getAttribute('aria-pressed')).toBe('true');
    const rows = within(screen.getByRole('table', { name: 'Income' })).getAllByRole('row');
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      ['Month', 'Received', 'Late', 'Total'],
      ['Jan 2026', '$1,234.50', '$100.00', '$1,334.50'],
      ['Feb 2026', '$500.00', 'No figure', '$500.00'],
      ['Mar 2026', '$800.00', '-$50.00', '$750.00'],
    ]);
  });

  it('has that table in print beside the drawing', () => {
    draw(shown());
    expect(document.querySelector('.ct-print-only table')?.textContent).toContain('$1,234.50');
  });

  it('shows what is empty instead of an empty frame', () => {
    draw(shown({ data: { ...data, rows: [{ at: '2026-01', values: { in: 0 } }] } }));
    expect(screen.getByText('Nothing yet')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says one figure as one figure', () => {
    draw(shown({ data: { ...data, rows: data.rows.slice(0, 1) } }));
    expect(screen.getByText('Jan 2026: $1,334.50, the only figure so far.')).toBeTruthy();
  });
});

describe('the numbers', () => {
  it('are none where all is nothing or missing', () => {
    expect(isEmpty({ ...data, rows: [] })).toBe(true);
    expect(isEmpty({ ...data, rows: [{ at: 'x', values: { in: 0 } }] })).toBe(true);
    expect(isEmpty(data)).toBe(false);
    expect(extremesOf({ ...data, rows: [] })).toBeUndefined();
    expect(coursesOf({ ...data, rows: [] })).toEqual([]);
  });
  it('name the first of equals', () => {
    const rows = ['a', 'b'].map((at) => ({ at, values: { in: 5 } }));
    expect(extremesOf({ ...data, rows })).toMatchObject({ highest: { at: 'a' }, lowest: { at: 'a' } });
  });
});
