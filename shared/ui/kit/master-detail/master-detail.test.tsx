/** A list and the record that is open, on a phone: the record takes the list's place, and the way back ends at its row. */
import { useMemo, type ReactNode } from 'react';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Route, Routes, useLocation, useParams } from 'react-router';
import { MantineProvider } from '@mantine/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useFormats } from '../../i18n/use-formats.ts';
import { LanguageProvider } from '../../i18n/LanguageProvider.tsx';
import { FeatureWords } from '../../testing.tsx';
import { KitProviders } from '../KitProviders.tsx';
import { columnKinds, type TableColumn } from '../table/column.ts';
import { Table } from '../table/Table.tsx';
import { storedTableMemory } from '../table/table-memory.ts';
import { useTableControl } from '../table/use-table-control.ts';
import { MasterDetail } from './MasterDetail.tsx';
import { RecordFrame } from './RecordFrame.tsx';
import { useChosenRecord } from './use-chosen-record.ts';

interface Thing {
  readonly id: string;
}
const things: readonly Thing[] = [{ id: 'first' }, { id: 'second' }, { id: 'third' }];
const memory = storedTableMemory(() => localStorage);

function Things(): ReactNode {
  const formats = useFormats();
  const columns = useMemo<readonly TableColumn<Thing>[]>(
    () => [columnKinds<Thing>(formats).text({ id: 'id', header: 'Thing', value: (row) => row.id })],
    [formats],
  );
  const control = useTableControl({ table: 'things', columns, memory });
  const { id = '' } = useParams();
  const record = useChosenRecord({ id, list: '/things', one: (one) => `/things/${one}` });
  return (
    <MasterDetail
      title="Things"
      detailLabel="Open thing"
      record={record}
      list={(narrow) => (
        <Table
          label="All things"
          rows={things}
          columns={columns}
          idOf={(row) => row.id}
          control={control}
          onOpen={(row, how) => record.open(row.id, how)}
          hrefOf={(row) => record.hrefOf(row.id)}
          openId={record.id}
          returnTo={record.returnTo}
          narrow={narrow}
          empty={null}
        />
      )}
      detail={
        <RecordFrame key={id} record={record} title={`Thing ${id}`} listTitle="Things">
          <p>All of {id}</p>
        </RecordFrame>
      }
    />
  );
}

function Where(): ReactNode {
  const { pathname, search } = useLocation();
  return <p data-testid="where">{pathname + search}</p>;
}

function drawAt(path: string, desk: boolean): void {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (media) =>
      ({
        matches: desk && media.includes('min-width'),
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      }) as unknown as MediaQueryList,
  );
  render(
    <MantineProvider env="test">
      <LanguageProvider language="en">
        <MemoryRouter initialEntries={[path]}>
          <KitProviders>
            <FeatureWords>
              <Routes>
                <Route path="/things" element={<Things />} />
                <Route path="/things/:id" element={<Things />} />
              </Routes>
              <Where />
            </FeatureWords>
          </KitProviders>
        </MemoryRouter>
      </LanguageProvider>
    </MantineProvider>,
  );
}
const where = (): string | null => screen.getByTestId('where').textContent;

beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('a record on a phone', () => {
  it('takes the list’s place with a way back that keeps the list’s query, and leads to its row', async () => {
    drawAt('/things?sort=-id', false);
    await userEvent.click(await screen.findByText('second'));
    expect(await screen.findByRole('heading', { level: 1, name: 'Thing second' })).toBeTruthy();
    expect(screen.queryByText('third')).toBeNull();
    expect(where()).toBe('/things/second?sort=-id');
    await userEvent.click(screen.getByRole('link', { name: 'Things' }));
    await screen.findByText('third');
    expect(where()).toBe('/things?sort=-id');
    await waitFor(() => expect(document.activeElement?.textContent).toContain('second'));
    expect(document.activeElement?.tagName).toBe('A');
  });
});

describe('a record at a desk', () => {
  it('opens beside the list with the focus on its name, and Escape gives the list its width and the row its focus', async () => {
    drawAt('/things', true);
    await userEvent.click(await screen.findByText('second'));
    const name = await screen.findByRole('heading', { level: 2, name: 'Thing second' });
    await waitFor(() => expect(document.activeElement).toBe(name));
    expect(screen.getByText('third')).toBeTruthy();
    expect(document.querySelector('table')).toBeNull();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(where()).toBe('/things'));
    expect(document.querySelector('table')).not.toBeNull();
    await waitFor(() => expect(document.activeElement?.textContent).toContain('second'));
  });

  it('takes no focus when a link has opened it', async () => {
    drawAt('/things/third', true);
    await screen.findByRole('heading', { level: 2, name: 'Thing third' });
    await act(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(document.activeElement).toBe(document.body);
  });
});
