/** The table as the office meets it: by role, name and key, over 300 rows of which few are drawn. */
import { useMemo, type ReactNode } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useFormats } from '../../i18n/use-formats.ts';
import { draw } from '../../testing.tsx';
import { Button } from '../Button.tsx';
import { columnKinds } from './column.ts';
import { Table, type TableProps } from './Table.tsx';
import { storedTableMemory } from './table-memory.ts';
import { useTableControl } from './use-table-control.ts';

interface Charge {
  readonly id: string;
  readonly name: string;
  readonly cents: number | undefined;
  readonly status: string;
}
const charges: readonly Charge[] = Array.from({ length: 300 }, (_, index) => ({
  id: `c${index}`,
  name: `Lot ${index + 1}`,
  cents: index === 0 ? undefined : ((index * 37) % 300) * 100,
  status: index % 3 === 0 ? 'late' : 'paid',
}));
// By name, and by the amount of $30.00 or $230.00.
const FOUND = ['Lot 30', 'Lot 91', 'Lot 130', 'Lot 191', 'Lot 230', 'Lot 291', 'Lot 300'];
const memory = storedTableMemory(() => localStorage);
const where = (): string => document.querySelector('[data-where]')?.textContent ?? '';

function Charges(props: Partial<TableProps<Charge>>): ReactNode {
  const formats = useFormats();
  const location = useLocation();
  const columns = useMemo(() => {
    const { text, money, tag } = columnKinds<Charge>(formats);
    return [
      text({ id: 'name', header: 'Name', value: (row) => row.name, fixed: true, onPhone: 'title' }),
      money({ id: 'amount', header: 'Amount', value: (row) => row.cents, currency: 'USD' }),
      tag({ id: 'status', header: 'Status', value: (row) => row.status, label: (key) => key }),
      text({ id: 'memo', header: 'Memo', value: () => 'none', hiddenAtFirst: true }),
    ];
  }, [formats]);
  const control = useTableControl({ table: 'test', columns, memory });
  return (
    <>
      <span data-where>{location.search}</span>
      <Table
        label="Charges"
        rows={charges}
        columns={columns}
        idOf={(row) => row.id}
        control={control}
        search={{ label: 'Search charges', placeholder: '' }}
        empty={<p>No charges yet</p>}
        {...props}
      />
    </>
  );
}

const grid = (): HTMLElement => screen.getByRole('grid', { name: 'Charges' });
// By selector where it is asked often: to find all rows by role takes jsdom seconds.
const drawn = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role="row"][data-index]')];
const nameOf = (row: Element | null | undefined): string =>
  row?.querySelector('.tb-cell:not(.tb-check)')?.textContent ?? '';
const names = (): string[] => drawn().map(nameOf);
const focused = (): string => nameOf(document.activeElement);
const head = (name: string): HTMLElement => {
  const heads = [...document.querySelectorAll<HTMLElement>('[role="columnheader"]')];
  const found = heads.find((one) => one.textContent === name);
  if (found === undefined) throw new Error(`No head "${name}"`);
  return found;
};
const headButton = (name: string): Element => head(name).querySelector('button') ?? document.body;
const sortBy = (name: string): Promise<void> => userEvent.click(headButton(name));
const box = (name: string): Element => screen.getByLabelText(name);
const bulk = (selected: readonly Charge[], clear: () => void): ReactNode => (
  <Button onClick={clear}>{`Pay ${selected.map(({ name }) => name).join(', ')}`}</Button>
);

beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(400);
  localStorage.clear();
  memory.write('test', { shown: undefined, density: 'compact', views: [] });
});

describe('a table for a screen reader', () => {
  it('counts all rows and columns though few are drawn, and says which each one is', () => {
    draw(<Charges bulk={bulk} />);
    expect(grid().getAttribute('aria-rowcount')).toBe('302');
    expect(grid().getAttribute('aria-colcount')).toBe('4');
    expect(drawn().length).toBeLessThan(40);
    expect(drawn()[3]?.getAttribute('aria-rowindex')).toBe('5');
    expect(drawn()[0]?.getAttribute('aria-selected')).toBe('false');
    expect(within(grid()).getAllByRole('columnheader')).toHaveLength(4);
    expect(within(drawn()[0] ?? grid()).getByRole('checkbox', { name: 'Lot 1' })).toBeTruthy();
    const foot = within(grid()).getAllByRole('row').at(-1);
    expect(foot?.getAttribute('aria-rowindex')).toBe('302');
    expect(foot?.textContent).toContain('$44,850.00');
  });

  it('has one row in the tab order', async () => {
    draw(<Charges />);
    expect(drawn().filter((row) => row.tabIndex === 0)).toHaveLength(1);
    await userEvent.click(drawn()[2] ?? grid());
    expect(
      drawn()
        .filter((row) => row.tabIndex === 0)
        .map(nameOf),
    ).toEqual(['Lot 3']);
  });
});

describe('the order', () => {
  it('rises, falls and ends with a head’s button, and says so', async () => {
    draw(<Charges />);
    expect(head('Amount').getAttribute('aria-sort')).toBe('none');
    await sortBy('Amount');
    expect(head('Amount').getAttribute('aria-sort')).toBe('ascending');
    expect(drawn()[0]?.textContent).toContain('$1.00');
    expect(screen.getByText('In order of Amount, rising')).toBeTruthy();
    await sortBy('Amount');
    expect(head('Amount').getAttribute('aria-sort')).toBe('descending');
    expect(drawn()[0]?.textContent).toContain('$299.00');
    await waitFor(() => expect(where()).toBe('?sort=-amount'));
    await sortBy('Amount');
    expect(names().slice(0, 2)).toEqual(['Lot 1', 'Lot 2']);
    await waitFor(() => expect(where()).toBe(''));
  });

  it('goes by a second column with Shift, and is there when one comes by a link', async () => {
    draw(<Charges />, { path: '/?sort=status' });
    expect(drawn()[0]?.textContent).toContain('late');
    const user = userEvent.setup();
    await user.keyboard('{Shift>}');
    await user.click(headButton('Name'));
    await user.click(headButton('Name'));
    await user.keyboard('{/Shift}');
    expect(names().slice(0, 2)).toEqual(['Lot 298', 'Lot 295']);
    await waitFor(() => expect(new URLSearchParams(where()).get('sort')).toBe('status,-name'));
  });

  it('keeps the focus on the head one sorts by', async () => {
    draw(<Charges />);
    await sortBy('Name');
    expect(document.activeElement?.textContent).toBe('Name');
  });
});

describe('keys', () => {
  it('move by J and K from anywhere, by arrows, Home, End and page on a row', async () => {
    draw(<Charges />);
    await userEvent.keyboard('j');
    expect(focused()).toBe('Lot 1');
    await userEvent.keyboard('jj');
    expect(focused()).toBe('Lot 3');
    await userEvent.keyboard('k{ArrowDown}{ArrowDown}');
    expect(focused()).toBe('Lot 4');
    await userEvent.keyboard('{End}');
    expect(focused()).toBe('Lot 300');
    await userEvent.keyboard('{PageUp}{ArrowUp}');
    expect(focused()).toBe('Lot 289');
    await userEvent.keyboard('{Home}{ArrowUp}');
    expect(focused()).toBe('Lot 1');
  });

  it('open by Enter, and tell an open detail to follow', async () => {
    const onOpen = vi.fn();
    const { rerender } = draw(<Charges onOpen={onOpen} />);
    await userEvent.keyboard('jj{Enter}');
    expect(onOpen.mock.calls).toEqual([[charges[1], 'open']]);
    rerender(<span />);
    draw(<Charges onOpen={onOpen} openId="c1" />);
    await userEvent.keyboard('j');
    expect(onOpen).toHaveBeenLastCalledWith(charges[2], 'follow');
  });

  it('lead from the search to what was found', async () => {
    const onOpen = vi.fn();
    draw(<Charges onOpen={onOpen} />);
    await userEvent.keyboard('/');
    const field = screen.getByRole('searchbox', { name: 'Search charges' });
    expect(document.activeElement).toBe(field);
    await userEvent.keyboard('lot 30');
    await waitFor(() => expect(names()).toEqual(FOUND));
    await waitFor(() => expect(screen.getByText('7 of 300')).toBeTruthy());
    await userEvent.keyboard('{Enter}');
    expect(onOpen).toHaveBeenCalledWith(charges[29], 'open');
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toBe('Lot 30');
  });

  it('leave letters to a field', async () => {
    draw(<Charges />);
    await userEvent.type(screen.getByRole('searchbox'), 'jkx');
    expect(screen.getByRole('searchbox')).toHaveProperty('value', 'jkx');
    expect(await screen.findByText('Nothing fits')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }));
    expect(names()[0]).toBe('Lot 1');
  });
});

describe('the selection', () => {
  const paid = (): string => screen.getByText(/^Pay /).textContent ?? '';

  it('goes by Space and X, grows with Shift and shrinks on the way back, and ends with Escape', async () => {
    draw(<Charges bulk={bulk} />);
    await userEvent.keyboard('jj ');
    expect(paid()).toBe('Pay Lot 2');
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(paid()).toBe('Pay Lot 2, Lot 3, Lot 4');
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(paid()).toBe('Pay Lot 2, Lot 3');
    await userEvent.keyboard('x');
    expect(paid()).toBe('Pay Lot 2');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText(/^Pay /)).toBeNull();
  });

  it('takes all between two by Shift and a click, in the order shown', async () => {
    draw(<Charges bulk={bulk} />, { path: '/?sort=-name' });
    const user = userEvent.setup();
    await user.click(box('Lot 298'));
    await user.keyboard('{Shift>}');
    await user.click(box('Lot 300'));
    expect(paid()).toBe('Pay Lot 300, Lot 299, Lot 298');
    expect(screen.getByText('3 selected')).toBeTruthy();
  });

  it('of all is of those shown, and what a search hides is not acted upon', async () => {
    draw(<Charges bulk={bulk} />);
    await userEvent.click(box('Lot 1'));
    await userEvent.type(screen.getByRole('searchbox'), 'lot 30');
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Select all 7 rows shown' }));
    expect(paid()).toBe(`Pay ${FOUND.join(', ')}`);
    await userEvent.clear(screen.getByRole('searchbox'));
    await waitFor(() => expect(screen.getByText('8 selected')).toBeTruthy());
    await userEvent.click(screen.getByRole('button', { name: 'Clear the selection' }));
    expect(screen.queryByText('8 selected')).toBeNull();
  });

  it('does not open a row by its box', async () => {
    const onOpen = vi.fn();
    draw(<Charges bulk={bulk} onOpen={onOpen} />);
    await userEvent.click(box('Lot 2'));
    expect(onOpen).not.toHaveBeenCalled();
    await userEvent.click(screen.getByText('Lot 2'));
    expect(onOpen).toHaveBeenCalledTimes(1);
  });
});

describe('columns, filters and views', () => {
  it('are chosen, remembered on the device, and named in the address', async () => {
    const { unmount } = draw(<Charges />);
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Memo' }));
    expect(head('Memo')).toBeTruthy();
    expect(screen.queryByRole('menuitemcheckbox', { name: 'Name' })).toBeNull();
    await waitFor(() => expect(new URLSearchParams(where()).get('cols')).toBe('name,amount,status,memo'));
    unmount();
    draw(<Charges />);
    expect(head('Memo')).toBeTruthy();
  });

  it('narrow by bounds that count themselves, and leave out what has no value', async () => {
    draw(<Charges />);
    await userEvent.click(screen.getByRole('button', { name: 'Filters' }));
    await userEvent.type(await screen.findByLabelText('Amount, at most'), '1.00');
    await waitFor(() => expect(new URLSearchParams(where()).get('f.amount')).toBe('..100'));
    expect(await screen.findByRole('button', { name: 'Show 1 row' })).toBeTruthy();
    await userEvent.clear(screen.getByLabelText('Amount, at most'));
    await userEvent.click(screen.getByRole('checkbox', { name: 'late' }));
    expect(await screen.findByRole('button', { name: 'Show 100 rows' })).toBeTruthy();
  });

  it('say what cannot be read when the field is left', async () => {
    draw(<Charges />);
    await userEvent.click(screen.getByRole('button', { name: 'Filters' }));
    await userEvent.type(await screen.findByLabelText('Amount, at least'), 'ten');
    expect(screen.queryByText(/^Enter a number/)).toBeNull();
    await userEvent.tab();
    expect(screen.getByText(/^Enter a number/)).toBeTruthy();
  });

  it('are kept under a name and come back', async () => {
    draw(<Charges />, { path: '/?sort=-amount&q=lot+3' });
    await userEvent.click(screen.getByRole('button', { name: 'Views' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Save this view' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Save this view' }));
    expect(screen.getByText('Enter a name for the view.')).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Name of the view'), 'Thirties');
    await userEvent.click(screen.getByRole('button', { name: 'Save this view' }));
    const before = names();
    await sortBy('Name');
    await userEvent.click(await screen.findByRole('button', { name: 'Views' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Thirties' }));
    expect(names()).toEqual(before);
  });
});

describe('without rows', () => {
  it('shows what the table is for, what is being read, or what went wrong', () => {
    const { rerender } = draw(<Charges rows={[]} />);
    expect(screen.getByText('No charges yet')).toBeTruthy();
    rerender(<span />);
    draw(<Charges rows={undefined} />);
    expect(screen.getByText('Loading')).toBeTruthy();
    draw(<Charges rows={[]} fault={<p>Could not be read</p>} />);
    expect(screen.getByText('Could not be read')).toBeTruthy();
  });
});

describe('where there is no room for columns', () => {
  it('is a list whose rows are links, with the same keys and selection', async () => {
    const onOpen = vi.fn();
    draw(<Charges narrow bulk={bulk} onOpen={onOpen} hrefOf={(row) => `/charges/${row.id}`} />);
    const list = screen.getByRole('list', { name: 'Charges' });
    const link = within(list).getByRole('link', { name: /^Lot 2.*\$37.00/ });
    expect(link.getAttribute('href')).toBe('/charges/c1');
    await userEvent.keyboard('jj');
    expect(document.activeElement).toBe(link);
    await userEvent.keyboard('x');
    expect(screen.getByRole('button', { name: 'Pay Lot 2' })).toBeTruthy();
    await userEvent.click(link);
    expect(onOpen).toHaveBeenCalledWith(charges[1], 'open');
  });
});
