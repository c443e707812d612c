/** Late fees and interest: who, why, by which rule, how much; what is left out stays out; then one press. */
import { useMemo, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { IconMoodCheck } from '@tabler/icons-react';
import { createLateRun, explainRules } from '@communitrak/domain/ledger/index.ts';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { addDays } from '@communitrak/domain/ledger/days.ts';
import { postRuns } from '@communitrak/replica/commands/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { ruleWords } from '../../accounts/index.ts';
import { useTableFile } from '../../../app/use-table-file.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { Button, LinkButton } from '../../../kit/Button.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { Skeleton } from '../../../kit/Loading.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { Page } from '../../../kit/Page.tsx';
import { DateField } from '../../../kit/pickers/DateField.tsx';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import { Table } from '../../../kit/table/Table.tsx';
import { storedTableMemory } from '../../../kit/table/table-memory.ts';
import { useTableControl } from '../../../kit/table/use-table-control.ts';
import { RuleList } from '../books/RuleList.tsx';
import { Fault } from '../Fault.tsx';
import { duesPaths } from '../paths.ts';
import { Ready, type Money } from '../Ready.tsx';
import { useAct } from '../use-act.ts';
import { useLateColumns } from './late-columns.tsx';
import { useLate, type Late, type LateRow } from './use-proposals.ts';
import '../dues.css';

const memory = storedTableMemory(() => localStorage);
const idOf = (row: LateRow): string => row.id;

export function LateScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <Page
      title={t('dues.late.title')}
      subtitle={t('dues.late.subtitle')}
      back={{ to: at(duesPaths.list), label: t('dues.title') }}
      width="wide"
    >
      <Ready>{(money) => <LateRun money={money} />}</Ready>
    </Page>
  );
}

function LateRun({ money }: { readonly money: Money }): ReactNode {
  const t = useText();
  const dateFault = useDateFaults();
  const { books, today } = money;
  const [day, setDay] = useState(today);
  const [touched, setTouched] = useState(false);
  const first = books.lockedThrough === '' ? undefined : addDays(books.lockedThrough, 1);
  const fault = dateFault(day, {
    required: true,
    max: today,
    ...(first === undefined ? {} : { min: first }),
  });
  const shown = fault === undefined && isCalendarDate(day) ? day : undefined;
  return (
    <>
      <DateField
        label={t('dues.late.day')}
        help={t('dues.late.day.help')}
        value={day}
        max={today}
        {...(first === undefined ? {} : { min: first })}
        error={touched || shown === undefined ? fault : undefined}
        onChange={setDay}
        onBlur={() => setTouched(true)}
      />
      {shown === undefined ? null : <OnDay key={shown} money={money} day={shown} />}
    </>
  );
}

interface OnDayProps {
  readonly money: Money;
  readonly day: string;
}

function OnDay({ money, day }: OnDayProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const at = useAt();
  const late = useLate(money.books, day);
  const explained = explainRules(money.books, day);
  const { lateFee, interest } = explained.rules;
  if (late === undefined) return <Skeleton rows={6} />;
  return (
    <>
      <details className="du-details">
        <summary>{t('dues.late.rules', { rules: ruleWords(explained.name, t, formats) })}</summary>
        <RuleList explained={explained} currency={money.currency} />
      </details>
      {lateFee === null && interest === null ? (
        <Notice
          tone="needs"
          title={t('dues.late.noRules')}
          actions={<LinkButton to={at(duesPaths.books)}>{t('dues.late.toBooks')}</LinkButton>}
        >
          <p>{t('dues.late.noRulesText')}</p>
        </Notice>
      ) : (
        <Proposals money={money} day={day} late={late} />
      )}
    </>
  );
}

function Proposals({ money, day, late }: OnDayProps & { readonly late: Late }): ReactNode {
  const t = useText();
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => late.rows.filter(({ id }) => !out.has(id)), [late, out]);
  const left = late.rows.length - rows.length;
  if (late.rows.length === 0)
    return (
      <EmptyState
        icon={<IconMoodCheck />}
        title={t('dues.late.none')}
        text={t(late.held > 0 ? 'dues.late.noneHeld' : 'dues.late.noneText', { count: late.held })}
      />
    );
  return (
    <>
      <PostLate money={money} day={day} rows={rows} />
      {late.held === 0 ? null : <p className="ct-soft">{t('dues.late.held', { count: late.held })}</p>}
      {left === 0 ? null : (
        <p className="du-left">
          {t('dues.late.left', { count: left })}
          <Button kind="quiet" onClick={() => setOut(new Set())}>
            {t('dues.late.bringBack')}
          </Button>
        </p>
      )}
      <LateTable
        money={money}
        day={day}
        rows={rows}
        onLeaveOut={(ids) => setOut((before) => new Set([...before, ...ids]))}
      />
    </>
  );
}

function LateTable(props: {
  readonly money: Money;
  readonly day: string;
  readonly rows: readonly LateRow[];
  readonly onLeaveOut: (ids: readonly string[]) => void;
}): ReactNode {
  const t = useText();
  const { money, day, rows, onLeaveOut } = props;
  const rules = useMemo(() => explainRules(money.books, day).rules, [money.books, day]);
  const columns = useLateColumns(money.currency, rules);
  const file = useTableFile(t('dues.late.title'), money.today);
  const control = useTableControl({ table: 'dues-late', columns, memory });
  return (
    <div className="du-preview">
      <Table
        label={t('dues.late.title')}
        rows={rows}
        columns={columns}
        idOf={idOf}
        control={control}
        search={{ label: t('dues.preview.search'), placeholder: t('dues.preview.searchHint') }}
        bulk={(selected, clear) => (
          <Button
            onClick={() => {
              onLeaveOut(selected.map(idOf));
              clear();
            }}
          >
            {t('dues.late.leaveOut')}
          </Button>
        )}
        empty={<EmptyState title={t('dues.late.allOut')} text={t('dues.late.allOutText')} />}
        file={file}
      />
    </div>
  );
}

function PostLate({ money, day, rows }: OnDayProps & { readonly rows: readonly LateRow[] }): ReactNode {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  const replica = useReplica();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const act = useAct();
  // One run for this screen, however often it is pressed.
  const [local] = useState(() => replica.newId());
  const total = rows.reduce((sum, { cents }) => sum + cents, 0);
  const of = new Map(rows.map((row) => [row.id, row.of]));
  const post = async (): Promise<void> => {
    const run = createLateRun(
      rows,
      {
        today: day,
        currency: money.currency,
        name: t('dues.late.name', { date: formats.date(day) }),
        words: ({ key, kind, daysLate }) =>
          t(kind === 'interest' ? 'dues.late.interestOn' : 'dues.late.feeOn', {
            of: (of.get(key) ?? '').slice(0, 120),
            days: daysLate,
          }),
      },
      local,
    );
    if (!(await act.run(() => postRuns(replica, [run])))) return;
    announce(t('dues.run.done', { count: rows.length }));
    void navigate(at(duesPaths.oneRun(run.id)));
  };
  return (
    <div className="du-act">
      <p className="du-sum">
        {t('dues.late.sum', {
          count: rows.length,
          homes: new Set(rows.map(({ household }) => household)).size,
          total: formats.money({ cents: total, currency: money.currency }),
        })}
      </p>
      <Button
        kind="primary"
        busy={act.busy}
        why={rows.length === 0 ? t('dues.run.nobody') : undefined}
        onClick={() => void post()}
      >
        {t('dues.late.post', { count: rows.length })}
      </Button>
      <Fault words={act.fault} />
    </div>
  );
}
