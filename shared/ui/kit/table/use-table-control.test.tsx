/** A table's state when what is drawn is a moment behind: two changes made with one and the same control both count. */
import { act, cleanup, render } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import type { TableColumn } from './column.ts';
import { storedTableMemory } from './table-memory.ts';
import { useTableControl, type TableControl } from './use-table-control.ts';

const columns: readonly TableColumn<object>[] = [];
const memory = storedTableMemory(() => localStorage);
afterEach(cleanup);

it('takes a change upon the newest state, whichever control is asked', () => {
  const seen: TableControl[] = [];
  function Probe(): null {
    const control = useTableControl({ table: 'probe', columns, memory });
    seen.push(control);
    return null;
  }
  render(
    <MemoryRouter>
      <Probe />
    </MemoryRouter>,
  );
  const [first] = seen;
  const choose = (id: string): void =>
    first?.set(({ filters }) => ({ filters: { ...filters, [id]: { kind: 'choice', keys: ['x'] } } }));
  act(() => choose('status'));
  act(() => choose('kind'));
  expect(Object.keys(seen.at(-1)?.state.filters ?? {})).toEqual(['status', 'kind']);
});
