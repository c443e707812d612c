/** One run: what it charged to whom, and how far it is: waiting, sent, on so many of so many accounts. */
import { useMemo, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { amountOfRun, entryIdsOf } from '@communitrak/domain/ledger/index.ts';
import {
  householdNames,
  runStates,
  type HouseholdName,
  type RunState,
} from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useTableFile } from '../../../app/use-table-file.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { StatusTag } from '../../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { Facts } from '../../../kit/Facts.tsx';
import { Skeleton } from '../../../kit/Loading.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { Page } from '../../../kit/Page.tsx';
import { LongWork } from '../../../kit/states/LongWork.tsx';
import { columnKinds, type TableColumn } from '../../../kit/table/column.ts';
import { Table } from '../../../kit/table/Table.tsx';
import { storedTableMemory } from '../../../kit/table/table-memory.ts';
import { useTableControl } from '../../../kit/table/use-table-control.ts';
import { useNow } from '../../../kit/use-now.ts';
import { DateText, Money, NumberText } from '../../../kit/Values.tsx';
import { RUN_KIND_WORDS } from '../dues-words.ts';
import { duesPaths } from '../paths.ts';
import { useMoney } from '../use-money.ts';
import { isLeftShort, stageOf } from './run-state.ts';
import '../dues.css';

export function RunScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const { id = '' } = useParams();
  const replica = useReplica();
  const runs = useQuery(useMemo(() => runStates(replica), [replica]));
  const state = runs?.find(({ run }) => run.id === `charge-run:${id}`);
  return (
    <Page
      title={state?.run.body.name ?? t('dues.runs.one')}
      back={{ to: at(duesPaths.runs), label: t('dues.runs.title') }}
      trail={[{ to: at(duesPaths.list), label: t('dues.title') }]}
      width="wide"
    >
      {runs === undefined ? (
        <Skeleton rows={6} />
      ) : state === undefined ? (
        <EmptyState title={t('dues.runs.gone')} text={t('dues.runs.goneText')} />
      ) : (
        <Run state={state} />
      )}
    </Page>
  );
}

function Run({ state }: { readonly state: RunState }): ReactNode {
  const t = useText();
  const { body, stamp } = state.run;
  return (
    <>
      <div className="du-gap" aria-live="polite">
        <Progress state={state} />
      </div>
      <Facts
        facts={[
          { label: t('dues.col.kind'), value: t(RUN_KIND_WORDS[body.kind]) },
          {
            label: t('dues.col.total'),
            value: <Money amount={{ cents: amountOfRun(body), currency: body.currency }} />,
          },
          { label: t('dues.col.lines'), value: <NumberText value={body.lines.length} /> },
          { label: t('dues.col.posted'), value: <DateText at={body.posted} /> },
          ...(body.due === '' ? [] : [{ label: t('dues.col.due'), value: <DateText at={body.due} /> }]),
          ...(body.reason === undefined || body.reason === ''
            ? []
            : [{ label: t('dues.col.reason'), value: body.reason }]),
          ...(stamp.byName === '' ? [] : [{ label: t('dues.col.by'), value: stamp.byName }]),
        ]}
      />
      <Lines state={state} />
    </>
  );
}

/** What waits, what is under way, what is done: in words that say what happens next. */
function Progress({ state }: { readonly state: RunState }): ReactNode {
  const t = useText();
  const { posted, byOthers, run } = state;
  const now = useNow();
  const total = run.body.lines.length;
  if (isLeftShort(state, now))
    return (
      <Notice tone="needs" title={t('dues.progress.short', { done: posted.size, total })}>
        <p>{t('dues.progress.shortText')}</p>
      </Notice>
    );
  switch (stageOf(state)) {
    case 'posted':
      return (
        <Notice tone="done" title={t('dues.progress.posted', { count: total })}>
          {byOthers === 0 ? null : <p>{t('dues.progress.byOthers', { count: byOthers })}</p>}
        </Notice>
      );
    case 'posting':
      return <LongWork title={t('dues.progress.posting')} progress={{ done: posted.size, total }} />;
    case 'attention':
      return (
        <Notice tone="loss" title={t('dues.progress.attention')}>
          <p>{t('dues.progress.attentionText')}</p>
        </Notice>
      );
    case 'saved':
    case 'waiting':
      return (
        <Notice tone="needs" title={t('dues.progress.waiting')}>
          <p>{t('dues.progress.waitingText')}</p>
        </Notice>
      );
  }
}

interface LineRow {
  readonly id: string;
  readonly home: string;
  readonly household: string;
  readonly text: string;
  readonly rule: string;
  readonly cents: number;
  readonly here: string;
}

const memory = storedTableMemory(() => localStorage);
const idOf = (row: LineRow): string => row.id;

function rowsOf({ run, posted }: RunState, names: ReadonlyMap<string, HouseholdName>): readonly LineRow[] {
  const ids = entryIdsOf(run);
  return run.body.lines.map((line, index) => {
    const { name = '', address = '' } = names.get(line.household) ?? {};
    const id = ids[index] ?? String(index);
    return {
      id,
      home: address === '' ? line.household : address,
      household: name,
      text: line.text ?? run.body.name,
      rule: line.rule ?? '',
      cents: line.cents,
      here: posted.has(id) ? 'here' : 'not-yet',
    };
  });
}

function useLineColumns(ruled: boolean, currency: string): readonly TableColumn<LineRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, tag, money } = columnKinds<LineRow>(formats);
    const label = (key: string): string => t(key === 'here' ? 'dues.line.here' : 'dues.line.notYet');
    return [
      text({
        id: 'home',
        header: t('dues.col.home'),
        value: (row) => row.home,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      text({ id: 'household', header: t('dues.col.payer'), value: (row) => row.household, grow: 2 }),
      text({
        id: 'text',
        header: t('dues.col.text'),
        value: (row) => row.text,
        grow: 3,
        hiddenAtFirst: !ruled,
      }),
      text({ id: 'rule', header: t('dues.col.rule'), value: (row) => row.rule, hiddenAtFirst: !ruled }),
      tag({
        id: 'here',
        header: t('dues.col.account'),
        value: (row) => row.here,
        label,
        width: 150,
        show: (row) => (
          <StatusTag
            tone={row.here === 'here' ? 'done' : 'neutral'}
            mark={row.here === 'here' ? 'tick' : 'ring'}
          >
            {label(row.here)}
          </StatusTag>
        ),
      }),
      money({ id: 'amount', header: t('dues.col.amount'), value: (row) => row.cents, currency, width: 140 }),
    ];
  }, [t, formats, ruled, currency]);
}

function Lines({ state }: { readonly state: RunState }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const money = useMoney();
  const names = useQuery(useMemo(() => householdNames(replica), [replica]));
  const rows = useMemo(() => (names === undefined ? undefined : rowsOf(state, names)), [state, names]);
  const { name, kind, currency } = state.run.body;
  const columns = useLineColumns(kind === 'late', currency);
  const file = useTableFile(name, money?.today ?? '');
  const control = useTableControl({ table: 'dues-lines', columns, memory });
  return (
    <div className="du-preview">
      <Table
        label={name}
        rows={rows}
        columns={columns}
        idOf={idOf}
        control={control}
        search={{ label: t('dues.preview.search'), placeholder: t('dues.preview.searchHint') }}
        empty={null}
        file={file}
      />
    </div>
  );
}
