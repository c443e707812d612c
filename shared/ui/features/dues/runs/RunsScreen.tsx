/** All runs, the newest first: what was charged to how many homes, and whether it has arrived. */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { IconReceipt2 } from '@tabler/icons-react';
import { amountOfRun } from '@communitrak/domain/ledger/index.ts';
import { runStates, type RunState } from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useTableFile } from '../../../app/use-table-file.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { LinkButton } from '../../../kit/Button.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { Page } from '../../../kit/Page.tsx';
import { columnKinds, type TableColumn } from '../../../kit/table/column.ts';
import { Table } from '../../../kit/table/Table.tsx';
import { storedTableMemory } from '../../../kit/table/table-memory.ts';
import { useTableControl } from '../../../kit/table/use-table-control.ts';
import { RUN_KIND_WORDS } from '../dues-words.ts';
import { duesPaths } from '../paths.ts';
import { useIsOffice, useMoney } from '../use-money.ts';
import { RUN_STATES, stageOf, STAGE_WORDS, type RunStage } from './run-state.ts';
import { StageTag } from './StageTag.tsx';
import '../dues.css';

const memory = storedTableMemory(() => localStorage);
const idOf = ({ run }: RunState): string => run.id;

function useRunColumns(currency: string): readonly TableColumn<RunState>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, tag, date, number, money, person } = columnKinds<RunState>(formats);
    const label = (stage: string): string => t(STAGE_WORDS[stage as RunStage], { done: 0, total: 0 });
    return [
      text({
        id: 'name',
        header: t('dues.col.run'),
        value: ({ run }) => run.body.name,
        fixed: true,
        width: 260,
        grow: 3,
        onPhone: 'title',
      }),
      tag({
        id: 'kind',
        header: t('dues.col.kind'),
        value: ({ run }) => run.body.kind,
        label: (kind) => t(RUN_KIND_WORDS[kind as keyof typeof RUN_KIND_WORDS]),
        width: 130,
      }),
      date({ id: 'posted', header: t('dues.col.posted'), value: ({ run }) => run.body.posted }),
      date({ id: 'due', header: t('dues.col.due'), value: ({ run }) => run.body.due, onPhone: 'none' }),
      number({
        id: 'lines',
        header: t('dues.col.lines'),
        value: ({ run }) => run.body.lines.length,
        onPhone: 'none',
      }),
      tag({
        id: 'state',
        header: t('dues.col.state'),
        value: stageOf,
        label,
        order: RUN_STATES,
        width: 150,
        show: (state) => <StageTag state={state} />,
      }),
      person({
        id: 'by',
        header: t('dues.col.by'),
        value: ({ run }) => run.stamp.byName,
        hiddenAtFirst: true,
        onPhone: 'none',
      }),
      money({
        id: 'total',
        header: t('dues.col.total'),
        value: ({ run }) => amountOfRun(run.body),
        currency,
        width: 130,
      }),
    ];
  }, [t, formats, currency]);
}

export function RunsScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const office = useIsOffice();
  const money = useMoney();
  return (
    <Page
      title={t('dues.runs.title')}
      back={{ to: at(duesPaths.list), label: t('dues.title') }}
      width="table"
      primary={
        office ? (
          <LinkButton kind="primary" to={at(duesPaths.run)}>
            {t('dues.run.title')}
          </LinkButton>
        ) : undefined
      }
    >
      {money === undefined ? null : <Runs currency={money.currency} today={money.today} />}
    </Page>
  );
}

function Runs({ currency, today }: { readonly currency: string; readonly today: string }): ReactNode {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const replica = useReplica();
  const runs = useQuery(useMemo(() => runStates(replica), [replica]));
  const columns = useRunColumns(currency);
  const file = useTableFile(t('dues.runs.title'), today);
  const control = useTableControl({ table: 'dues-runs', columns, memory });
  return (
    <div className="tb-fill">
      <Table
        label={t('dues.runs.title')}
        rows={runs}
        columns={columns}
        idOf={idOf}
        control={control}
        search={{ label: t('dues.runs.search'), placeholder: t('dues.runs.searchHint') }}
        onOpen={({ run }) => void navigate(at(duesPaths.oneRun(run.id)))}
        empty={
          <EmptyState icon={<IconReceipt2 />} title={t('dues.runs.none')} text={t('dues.runs.noneText')} />
        }
        file={file}
      />
    </div>
  );
}
