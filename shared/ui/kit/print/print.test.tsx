/** What goes to paper: drawn only while it prints, all rows, the later of two documents last, an address that fits its window. */
import { act, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { draw } from '../../testing.tsx';
import { PrintSheet } from './PrintSheet.tsx';
import { PrintTable } from './PrintTable.tsx';

const paper = { association: 'Willow Creek', title: 'Requests', today: '2026-12-01' };
const sheets = (): Element[] => [...document.querySelectorAll('body > .pr-sheet')];
const tell = (event: 'beforeprint' | 'afterprint'): void => act(() => void dispatchEvent(new Event(event)));

describe('a print sheet', () => {
  it('costs a screen nothing, and stands on the paper when the browser reads the page', () => {
    const content = vi.fn(() => <p>All of it</p>);
    draw(<PrintSheet {...paper}>{content}</PrintSheet>);
    expect(sheets()).toHaveLength(0);
    expect(content).not.toHaveBeenCalled();
    // Without act: it must be there when the event returns.
    dispatchEvent(new Event('beforeprint'));
    expect(sheets()[0]?.textContent).toBe('Willow CreekRequestsPrinted Dec 1, 2026All of it');
    tell('afterprint');
    expect(sheets()).toHaveLength(0);
  });

  it('is, of two on a screen, the one that came later: the style sheet shows the last', () => {
    draw(
      <>
        <PrintSheet {...paper}>{() => 'list'}</PrintSheet>
        <PrintSheet {...paper} title="One request">
          {() => 'detail'}
        </PrintSheet>
      </>,
    );
    tell('beforeprint');
    expect(sheets().at(-1)?.textContent).toContain('One request');
    tell('afterprint');
  });

  it('is a letter where it has an address', () => {
    draw(
      <PrintSheet
        {...paper}
        sender={['PO Box 12']}
        address={['Ana Ruiz', '', '12 Maple Row', 'Orlando, FL 32801']}
      >
        {() => 'Dear Ana'}
      </PrintSheet>,
    );
    tell('beforeprint');
    const [address] = document.querySelectorAll('.pr-address');
    expect([...(address?.children ?? [])].map((line) => line.textContent)).toEqual([
      'Ana Ruiz',
      '12 Maple Row',
      'Orlando, FL 32801',
    ]);
    expect(document.querySelector('.pr-sender')?.textContent).toBe('Willow CreekPO Box 12');
    tell('afterprint');
  });
});

describe('a table on paper', () => {
  it('has all rows, its heads in what the browser repeats, the total once, and says what was left out', () => {
    const rows = Array.from({ length: 400 }, (_, index) => ({ id: String(index), cents: index }));
    const column = {
      id: 'a',
      header: 'Lot',
      align: 'start' as const,
      grow: 1,
      words: () => 'Lot',
      total: undefined,
    };
    draw(
      <PrintTable
        {...paper}
        columns={[
          column,
          { ...column, id: 'b', header: 'Amount', align: 'end', total: (all) => `sum of ${all.length}` },
        ]}
        rows={rows}
        all={500}
        idOf={(row) => row.id}
      />,
    );
    const [head] = document.querySelectorAll('thead');
    expect(head?.textContent).toBe('Willow CreekRequests400 of 500 rowsPrinted Dec 1, 2026LotAmount');
    expect(document.querySelectorAll('tbody tr')).toHaveLength(401);
    expect(screen.getByText('sum of 400')).toBeTruthy();
    expect(document.querySelector('tfoot')).toBeNull();
  });
});
