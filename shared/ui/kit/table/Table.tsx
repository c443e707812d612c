/**
 * A table: search, filters, order, columns, selection with bulk acts, saved views, CSV; columns at a desk, rows of two lines on a
 * phone or where `narrow`. The feature gives rows and columns (columnKinds) and says what opening a row means; `useTableControl`
 * keeps the state in the address. Fills its parent's height at a desk, scrolls with the page on a phone.
 */
import { useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { Button, IconButton } from '../Button.tsx';
import { EmptyState } from '../EmptyState.tsx';
import { Skeleton } from '../Loading.tsx';
import { PrintSheet } from '../print/PrintSheet.tsx';
import { PrintTable } from '../print/PrintTable.tsx';
import { useIsDesk } from '../use-media.ts';
import { IconX } from '@tabler/icons-react';
import { useAfterPaint } from './after-paint.ts';
import type { TableColumn } from './column.ts';
import { TableCards } from './TableCards.tsx';
import { TableGrid } from './TableGrid.tsx';
import { TableToolbar, type TableFile, type ToolbarProps } from './TableToolbar.tsx';
import { PLAIN_STATE } from './table-state.ts';
import type { TableControl } from './use-table-control.ts';
import type { OpenHow } from './use-row-focus.ts';
import { useTableModel, type TableModel } from './use-table-model.ts';
import './table.css';

export interface TableProps<Row extends object> {
  /** What the rows are: "Requests". */
  readonly label: string;
  /** Undefined while they are being read. The same list until something changes. */
  readonly rows: readonly Row[] | undefined;
  /** A constant or a memo: new columns are a new table. */
  readonly columns: readonly TableColumn<Row>[];
  readonly idOf: (row: Row) => string;
  readonly control: TableControl;
  /** The search field's words; undefined: no search. */
  readonly search?: { readonly label: string; readonly placeholder: string };
  /** The rows have been searched already (by the replica, which knows more than they show). */
  readonly searched?: boolean;
  /** `follow`: the keys went on to another row while a detail was open. */
  readonly onOpen?: (row: Row, how: OpenHow) => void;
  /** The address that opens the row, below `/app`: for a new tab. */
  readonly hrefOf?: (row: Row) => string;
  /** Row whose detail is open beside the list; '' for none. */
  readonly openId?: string;
  /** Row that the focus comes back to. */
  readonly returnTo?: string;
  /** Acts on what is selected; with it rows can be selected. */
  readonly bulk?: (selected: readonly Row[], clear: () => void) => ReactNode;
  /** The feature's own filters, before the table's. */
  readonly tools?: ReactNode;
  /** No rows at all: what this is for, and the one act that fills it. */
  readonly empty: ReactNode;
  /** Instead of rows, when they could not be read. */
  readonly fault?: ReactNode;
  /** How far the first copy is. */
  readonly firstSync?: { readonly done: number; readonly total: number } | undefined;
  readonly file?: TableFile;
  /** There is no room for columns: a list beside its detail. */
  readonly narrow?: boolean;
}

export function Table<Row extends object>(props: TableProps<Row>): ReactNode {
  const { control, columns, rows, searched = false } = props;
  const { state } = control;
  const area = useRef<HTMLDivElement>(null);
  const model = useTableModel({
    rows: rows ?? NO_ROWS,
    columns,
    idOf: props.idOf,
    state: useMemo(() => (searched ? { ...state, search: '' } : state), [state, searched]),
  });
  return (
    <div className="tb">
      <TableToolbar bar={useBar(props, model, area)} />
      <BulkBar model={model} bulk={props.bulk} />
      <OrderTold control={control} columns={columns} />
      <div className="tb-area" ref={area}>
        <TableArea {...props} model={model} toSearch={() => searchFieldBeside(area.current)?.focus()} />
      </div>
      <TablePrint {...props} model={model} />
    </div>
  );
}

/** More columns than these do not fit upright. */
const UPRIGHT = 6;

/** On paper all rows stand, as they are narrowed and in order, whatever of them is drawn here. */
function TablePrint<Row extends object>(
  props: TableProps<Row> & { readonly model: TableModel<Row> },
): ReactNode {
  const { file, model, idOf } = props;
  if (file === undefined) return null;
  const { association, title, today } = file;
  return (
    <PrintSheet
      association={association}
      title={title}
      today={today}
      headless
      landscape={model.columns.length > UPRIGHT}
    >
      {() => (
        <PrintTable
          association={association}
          title={title}
          today={today}
          columns={model.columns}
          rows={model.rows.map((row) => row.original)}
          all={model.all}
          idOf={idOf}
        />
      )}
    </PrintSheet>
  );
}

/** The rows come first: what stands above them follows when they are drawn. */
function useBar<Row extends object>(
  props: TableProps<Row>,
  model: TableModel<Row>,
  area: RefObject<HTMLElement | null>,
): ToolbarProps<Row> {
  const { columns, rows, control, search, tools, file, narrow, onOpen } = props;
  const { rows: shown, all, columns: shownColumns } = model;
  const bar = useMemo(
    () => ({
      columns,
      rows,
      control,
      tools,
      model: { rows: shown, all, columns: shownColumns },
      ...(search === undefined ? {} : { search }),
      ...(file === undefined ? {} : { file }),
      ...(narrow === undefined ? {} : { narrow }),
      toRows: () => area.current?.querySelector<HTMLElement>('[data-stop][tabindex="0"]')?.focus(),
      openFirst: () => {
        const first = shown[0];
        if (first !== undefined) onOpen?.(first.original, 'open');
      },
    }),
    [columns, rows, control, search, tools, file, narrow, onOpen, shown, all, shownColumns, area],
  );
  return useAfterPaint(bar);
}

function searchFieldBeside(area: HTMLElement | null): HTMLElement | null {
  return area?.parentElement?.querySelector<HTMLElement>('.tb-bar input[type="search"]') ?? null;
}

const NO_ROWS: readonly never[] = [];

type AreaProps<Row extends object> = TableProps<Row> & {
  readonly model: TableModel<Row>;
  readonly toSearch: () => void;
};

function TableArea<Row extends object>(props: AreaProps<Row>): ReactNode {
  const { model, control, rows, fault, firstSync } = props;
  const desk = useIsDesk();
  if (fault !== undefined) return fault;
  if (rows === undefined) return <Skeleton rows={8} count={firstSync} />;
  if (model.rows.length === 0) return <NoRows {...props} />;
  const shared = {
    model,
    label: props.label,
    openId: props.openId ?? '',
    returnTo: props.returnTo ?? '',
    selectable: props.bulk !== undefined,
    onOpen: props.onOpen,
    hrefOf: props.hrefOf,
    toSearch: props.search === undefined ? undefined : props.toSearch,
  };
  if (!desk || props.narrow === true) return <TableCards {...shared} boxed={desk} />;
  return (
    <TableGrid
      {...shared}
      density={control.density}
      order={control.state.order}
      onOrder={(order) => control.set({ order })}
    />
  );
}

/** Nothing there at all, or nothing that fits: two different things to be told. */
function NoRows<Row extends object>({ control, empty, model, firstSync }: AreaProps<Row>): ReactNode {
  const t = useText();
  if (control.narrowed) {
    return (
      <EmptyState
        title={t('table.noFit.title')}
        text={t('table.noFit.text')}
        action={<Button onClick={control.clear}>{t('table.filters.clear')}</Button>}
      />
    );
  }
  if (firstSync !== undefined && model.all === 0) return <Skeleton rows={8} count={firstSync} />;
  return empty;
}

function BulkBar<Row extends object>(props: {
  readonly model: TableModel<Row>;
  readonly bulk: TableProps<Row>['bulk'];
}): ReactNode {
  const t = useText();
  const { model, bulk } = props;
  const { selected, clearSelection } = model;
  if (bulk === undefined || selected.length === 0) return null;
  return (
    <section className="tb-bulk ct-no-print" aria-label={t('table.selection')}>
      <output className="tb-bulk-count">{t('table.select.count', { count: selected.length })}</output>
      <div className="ct-actions">{bulk(selected, clearSelection)}</div>
      <IconButton label={t('table.select.clear')} onClick={clearSelection}>
        <IconX aria-hidden />
      </IconButton>
    </section>
  );
}

/** Says the new order aloud: a screen reader does not read a head that changes under its button. */
function OrderTold<Row>(props: {
  readonly control: TableControl;
  readonly columns: readonly TableColumn<Row>[];
}): ReactNode {
  const t = useText();
  const [atFirst] = useState(props.control.state.order);
  const { order } = props.control.state;
  const first = order[0];
  const column = props.columns.find(({ id }) => id === first?.id);
  const told = order !== atFirst && column !== undefined && order !== PLAIN_STATE.order;
  return (
    <output className="ct-hidden">
      {told
        ? t('table.sortedBy', {
            column: column.header,
            direction: first?.descending === true ? 'down' : 'up',
          })
        : ''}
    </output>
  );
}
