/** The filters of a table's columns, and on a phone its order: a button that says how many are on, and a sheet of them. */
import { useMemo, useState, type ReactNode } from 'react';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../Button.tsx';
import { CheckField, SelectField, TextField } from '../Field.tsx';
import { Sheet } from '../Sheet.tsx';
import type { TableColumn } from './column.ts';
import { choicesOf, filterNumber, filterNumberText } from './filter-choices.ts';
import { isOpen, type ColumnFilter } from './narrow.ts';
import { periodOf, rangeOf } from './table-state.ts';
import type { TableControl } from './use-table-control.ts';

interface FilterProps<Row> {
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly control: TableControl;
  /** Rows shown now. */
  readonly count: number;
  /** There are no heads to sort by. */
  readonly sorts: boolean;
}

export function FilterButton<Row>(props: FilterProps<Row>): ReactNode {
  const t = useText();
  const { columns, control, count, sorts } = props;
  const [open, setOpen] = useState(false);
  const on = control.filtersOn;
  const narrowing = columns.filter((column) => column.narrowing !== 'none');
  if (narrowing.length === 0 && !sorts) return null;
  return (
    <>
      <Button
        kind="quiet"
        icon={<IconAdjustmentsHorizontal aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {on === 0 ? t('table.filters') : t('table.filtersOn', { count: on })}
      </Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t('table.filters')}
        footer={
          <>
            <Button kind="primary" onClick={() => setOpen(false)}>
              {t('table.filters.show', { count })}
            </Button>
            <Button onClick={control.clear}>{t('table.filters.clear')}</Button>
          </>
        }
      >
        {sorts ? <OrderField {...props} /> : null}
        {narrowing.map((column) => (
          <ColumnFilterField key={column.id} column={column} {...props} />
        ))}
      </Sheet>
    </>
  );
}

function OrderField<Row>({ columns, control }: FilterProps<Row>): ReactNode {
  const t = useText();
  const first = control.state.order[0];
  const value = first === undefined ? '' : `${first.descending ? '-' : ''}${first.id}`;
  return (
    <SelectField
      label={t('table.sort')}
      value={value}
      onChange={(next) => {
        const id = next.replace(/^-/, '');
        control.set({ order: id === '' ? [] : [{ id, descending: next.startsWith('-') }] });
      }}
      choices={[
        { value: '', label: t('table.sort.none') },
        ...columns.flatMap(({ id, header }) => [
          { value: id, label: t('table.sort.up', { column: header }) },
          { value: `-${id}`, label: t('table.sort.down', { column: header }) },
        ]),
      ]}
    />
  );
}

interface FieldProps<Row> extends FilterProps<Row> {
  readonly column: TableColumn<Row>;
}

function ColumnFilterField<Row>(props: FieldProps<Row>): ReactNode {
  const { narrowing } = props.column;
  if (narrowing === 'choice') return <ChoiceFilterField {...props} />;
  return narrowing === 'period' ? <PeriodField {...props} /> : <RangeField {...props} />;
}

function put<Row>({ control, column }: FieldProps<Row>, filter: ColumnFilter): void {
  control.set(({ filters: { [column.id]: _old, ...others } }) => ({
    filters: isOpen(filter) ? others : { ...others, [column.id]: filter },
  }));
}

function ChoiceFilterField<Row>(props: FieldProps<Row>): ReactNode {
  const t = useText();
  const { column, rows, control } = props;
  const choices = useMemo(() => choicesOf(rows ?? [], column), [rows, column]);
  const filter = control.state.filters[column.id];
  const keys = filter?.kind === 'choice' ? filter.keys : [];
  return (
    <fieldset className="tb-choices">
      <legend className="ct-label">{column.header}</legend>
      {choices.map(({ key, label }) => (
        <CheckField
          key={key}
          label={label === '' ? (column.none ?? t('table.filters.noValue')) : label}
          checked={keys.includes(key)}
          onChange={(on) =>
            put(props, { kind: 'choice', keys: on ? [...keys, key] : keys.filter((one) => one !== key) })
          }
        />
      ))}
    </fieldset>
  );
}

function PeriodField<Row>(props: FieldProps<Row>): ReactNode {
  const t = useText();
  const { column, control } = props;
  const filter = control.state.filters[column.id];
  const { from, to } = filter?.kind === 'period' ? filter : {};
  const day = (text: string): string | undefined => (text === '' ? undefined : text);
  return (
    <div className="tb-ends">
      <TextField
        type="date"
        label={t('table.filters.from', { column: column.header })}
        value={from ?? ''}
        onChange={(text) => put(props, periodOf(day(text), to))}
      />
      <TextField
        type="date"
        label={t('table.filters.to', { column: column.header })}
        value={to ?? ''}
        onChange={(text) => put(props, periodOf(from, day(text)))}
      />
    </div>
  );
}

function RangeField<Row>(props: FieldProps<Row>): ReactNode {
  const t = useText();
  const { column, control } = props;
  const filter = control.state.filters[column.id];
  const { min, max } = filter?.kind === 'range' ? filter : {};
  return (
    <div className="tb-ends">
      <BoundField
        label={t('table.filters.min', { column: column.header })}
        money={column.money}
        value={min}
        onChange={(next) => put(props, rangeOf(next, max))}
      />
      <BoundField
        label={t('table.filters.max', { column: column.header })}
        money={column.money}
        value={max}
        onChange={(next) => put(props, rangeOf(min, next))}
      />
    </div>
  );
}

/** A number as it is typed: counts as soon as it can be read, and what cannot be read is told on leaving the field. */
function BoundField(props: {
  readonly label: string;
  readonly money: boolean;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}): ReactNode {
  const t = useText();
  const { label, money, value, onChange } = props;
  const [typed, setTyped] = useState<string>();
  const [left, setLeft] = useState(false);
  const text = typed ?? filterNumberText(value, money);
  const bad = text.trim() !== '' && filterNumber(text, money) === undefined;
  return (
    <TextField
      label={label}
      inputMode="text"
      value={text}
      onChange={(next) => {
        setTyped(next);
        setLeft(false);
        onChange(filterNumber(next, money));
      }}
      onBlur={() => {
        setLeft(true);
        if (!bad) setTyped(undefined);
      }}
      {...(bad && left ? { error: t('table.filters.badNumber') } : {})}
    />
  );
}
