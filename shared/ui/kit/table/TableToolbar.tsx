/** What stands above a table: search, filters, how many rows there are, columns, views, and what is done with the whole. */
import { memo, type ReactNode } from 'react';
import { Menu } from '@mantine/core';
import { IconColumns3, IconDots, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../Announcer.tsx';
import { SearchField } from '../SearchField.tsx';
import { useIsDesk } from '../use-media.ts';
import type { TableColumn } from './column.ts';
import { FilterButton } from './FilterSheet.tsx';
import { MenuButton } from './MenuButton.tsx';
import { csvName, tableCsv } from './table-csv.ts';
import { shownColumns } from './table-state.ts';
import type { TableControl } from './use-table-control.ts';
import type { TableModel } from './use-table-model.ts';
import { ViewMenu } from './ViewMenu.tsx';

/** What becomes of the whole table: a file, a print. */
export interface TableFile {
  /** Begins the file's name and heads the print. */
  readonly title: string;
  /** The association's name, for the print. */
  readonly association: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** False when the member cancelled. */
  readonly save: (name: string, content: Blob) => Promise<boolean>;
  readonly print: () => void;
}

export interface ToolbarProps<Row extends object> {
  readonly model: Pick<TableModel<Row>, 'rows' | 'all' | 'columns'>;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly control: TableControl;
  readonly search?: { readonly label: string; readonly placeholder: string };
  readonly tools?: ReactNode;
  readonly file?: TableFile;
  readonly narrow?: boolean;
  readonly toRows: () => void;
  readonly openFirst: () => void;
}

/** Drawn again only for another `bar`: its menus are heavier than all rows in sight. */
export const TableToolbar = memo(PlainToolbar) as typeof PlainToolbar;

function PlainToolbar<Row extends object>({ bar: props }: { readonly bar: ToolbarProps<Row> }): ReactNode {
  const { control, search, tools, narrow = false } = props;
  const desk = useIsDesk();
  const columns = desk && !narrow;
  return (
    <div className="tb-bar ct-no-print">
      {search === undefined ? null : (
        <SearchField
          label={search.label}
          placeholder={search.placeholder}
          value={control.state.search}
          onChange={(text) => control.set({ search: text })}
          onLeave={(key) => (key === 'Enter' ? props.openFirst() : props.toRows())}
        />
      )}
      {tools}
      <FilterButton
        columns={props.columns}
        rows={props.rows}
        control={control}
        count={props.model.rows.length}
        sorts={!columns}
      />
      <RowCount {...props} />
      <div className="tb-bar-end">
        {columns ? <ColumnMenu {...props} /> : null}
        <ViewMenu control={control} wordless={narrow} />
        {props.file === undefined ? null : <MoreMenu {...props} file={props.file} />}
      </div>
    </div>
  );
}

function RowCount<Row extends object>({ model, control, rows, narrow }: ToolbarProps<Row>): ReactNode {
  const t = useText();
  const formats = useFormats();
  if (rows === undefined) return null;
  const words =
    control.narrowed && model.all > model.rows.length
      ? t('table.countOf', { shown: formats.number(model.rows.length), all: formats.number(model.all) })
      : t('table.count', { count: model.rows.length });
  return <output className={narrow === true ? 'ct-hidden' : 'tb-count'}>{words}</output>;
}

function ColumnMenu<Row extends object>({ columns, control }: ToolbarProps<Row>): ReactNode {
  const t = useText();
  const shown = shownColumns(columns, control.state.shown).map(({ id }) => id);
  const dense = control.density === 'compact';
  return (
    <MenuButton label={t('table.columns')} icon={<IconColumns3 aria-hidden />}>
      <Menu.CheckboxGroup value={shown} onChange={(next) => control.set({ shown: inOrder(columns, next) })}>
        {columns
          .filter(({ fixed }) => !fixed)
          .map((column) => (
            <Menu.CheckboxItem key={column.id} value={column.id} className="ct-pick-item">
              {column.header}
            </Menu.CheckboxItem>
          ))}
      </Menu.CheckboxGroup>
      <Menu.Item className="ct-pick-item" onClick={() => control.set({ shown: undefined })}>
        {t('table.columns.usual')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.CheckboxItem
        className="ct-pick-item"
        checked={!dense}
        onChange={(tall) => control.setDensity(tall ? 'comfortable' : 'compact')}
      >
        {t('table.density.comfortable')}
      </Menu.CheckboxItem>
    </MenuButton>
  );
}

function inOrder<Row>(columns: readonly TableColumn<Row>[], ids: readonly string[]): readonly string[] {
  return columns.filter(({ id, fixed }) => fixed || ids.includes(id)).map(({ id }) => id);
}

function MoreMenu<Row extends object>(props: ToolbarProps<Row> & { readonly file: TableFile }): ReactNode {
  const t = useText();
  const announce = useAnnounce();
  const { model, file } = props;
  const save = async (): Promise<void> => {
    const name = csvName(file.title, file.today);
    const text = await tableCsv(
      model.rows.map((row) => row.original),
      model.columns,
    );
    const saved = await file.save(name, new Blob([text], { type: 'text/csv;charset=utf-8' }));
    if (saved) announce(t('table.saved', { name }));
  };
  return (
    <MenuButton label={t('table.more')} icon={<IconDots aria-hidden />} wordless>
      <Menu.Item
        className="ct-pick-item"
        leftSection={<IconDownload aria-hidden />}
        onClick={() => void save()}
      >
        {t('table.export')}
      </Menu.Item>
      <Menu.Item className="ct-pick-item" leftSection={<IconPrinter aria-hidden />} onClick={file.print}>
        {t('table.print')}
      </Menu.Item>
    </MenuButton>
  );
}
