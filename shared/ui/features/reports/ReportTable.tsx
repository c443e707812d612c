/** The rows of a report: the kit's table with print and CSV under the report's name. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import type { TableColumn } from '../../kit/table/column.ts';
import { Table } from '../../kit/table/Table.tsx';
import type { TableState } from '../../kit/table/table-state.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import type { ReportName } from './paths.ts';
import { reportMemory, useReportFile } from './use-report.ts';
import { REPORT_WORDS } from './report-words.ts';

interface ReportTableProps<Row extends object> {
  readonly name: ReportName;
  /** Of print and file: the report's title with its period. */
  readonly heading: string;
  readonly today: string;
  readonly rows: readonly Row[];
  readonly columns: readonly TableColumn<Row>[];
  readonly idOf: (row: Row) => string;
  readonly usual?: TableState;
  readonly search?: { readonly label: string; readonly placeholder: string };
  readonly onOpen?: (row: Row) => void;
  readonly hrefOf?: (row: Row) => string;
  readonly empty?: ReactNode;
}

export function ReportTable<Row extends object>(props: ReportTableProps<Row>): ReactNode {
  const t = useText();
  const { name, heading, today, columns, usual } = props;
  const table = `report-${name}`;
  const control = useTableControl({
    table,
    columns,
    memory: reportMemory,
    ...(usual === undefined ? {} : { usual }),
  });
  const { onOpen } = props;
  return (
    <div className="rp-table">
      <Table
        label={t(REPORT_WORDS[name])}
        rows={props.rows}
        columns={columns}
        idOf={props.idOf}
        control={control}
        file={useReportFile(heading, today)}
        empty={props.empty ?? <EmptyState title={t('reports.none.title')} text={t('reports.none.text')} />}
        {...(props.search === undefined ? {} : { search: props.search })}
        {...(onOpen === undefined ? {} : { onOpen: (row: Row) => onOpen(row) })}
        {...(props.hrefOf === undefined ? {} : { hrefOf: props.hrefOf })}
      />
    </div>
  );
}
