/** All payment plans: whose, how much of it is paid, and whether it is kept. */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { IconCalendarDollar } from '@tabler/icons-react';
import { planProgress, rulesOfBooks, type PlanProgress } from '@communitrak/domain/ledger/index.ts';
import { ledger as ledgerQuery, paymentPlans, type PlanRow } from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { LinkButton } from '../../../kit/Button.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { Page } from '../../../kit/Page.tsx';
import { columnKinds, type TableColumn } from '../../../kit/table/column.ts';
import { Table } from '../../../kit/table/Table.tsx';
import { storedTableMemory } from '../../../kit/table/table-memory.ts';
import { useTableControl } from '../../../kit/table/use-table-control.ts';
import { PLAN_WORDS } from '../dues-words.ts';
import { duesPaths } from '../paths.ts';
import { Ready, type Money } from '../Ready.tsx';
import { useIsOffice } from '../use-money.ts';
import { PlanTag } from './PlanTag.tsx';
import '../dues.css';

interface Row extends PlanRow {
  readonly progress: PlanProgress;
}

const memory = storedTableMemory(() => localStorage);
const idOf = ({ plan }: Row): string => plan.id;
const STATES = ['behind', 'defaulted', 'kept', 'paid', 'ended'];

function useRows({ books, today }: Money): readonly Row[] | undefined {
  const replica = useReplica();
  const plans = useQuery(useMemo(() => paymentPlans(replica), [replica]));
  const ledger = useQuery(useMemo(() => ledgerQuery(replica), [replica]));
  return useMemo(() => {
    if (plans === undefined || ledger === undefined) return undefined;
    const rulesOn = rulesOfBooks(books);
    return plans.map((row) => {
      const lines = ledger.lines.get(row.plan.body.household) ?? [];
      return { ...row, progress: planProgress(row.plan, lines, rulesOn, today) };
    });
  }, [plans, ledger, books, today]);
}

function useColumns(currency: string): readonly TableColumn<Row>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, tag, date, money } = columnKinds<Row>(formats);
    return [
      text({
        id: 'household',
        header: t('dues.col.payer'),
        value: (row) => row.name,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      text({ id: 'home', header: t('dues.col.home'), value: (row) => row.address, grow: 2 }),
      tag({
        id: 'state',
        header: t('dues.col.state'),
        value: ({ progress }) => progress.state,
        label: (state) => t(PLAN_WORDS[state as PlanProgress['state']]),
        order: STATES,
        width: 150,
        show: ({ progress }) => <PlanTag state={progress.state} />,
      }),
      date({ id: 'next', header: t('dues.plan.next'), value: ({ progress }) => progress.next?.due ?? '' }),
      money({
        id: 'behind',
        header: t('dues.plan.behind'),
        value: ({ progress }) => progress.behindCents,
        currency,
        onPhone: 'none',
      }),
      money({
        id: 'paid',
        header: t('dues.plan.paid'),
        value: ({ progress }) => progress.paidCents,
        currency,
        onPhone: 'none',
      }),
      money({
        id: 'total',
        header: t('dues.col.total'),
        value: ({ plan }) => plan.body.totalCents,
        currency,
      }),
    ];
  }, [t, formats, currency]);
}

export function PlansScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const office = useIsOffice();
  return (
    <Page
      title={t('dues.plans.title')}
      back={{ to: at(duesPaths.list), label: t('dues.title') }}
      width="table"
      primary={
        office ? (
          <LinkButton kind="primary" to={at(duesPaths.newPlan)}>
            {t('dues.plans.new')}
          </LinkButton>
        ) : undefined
      }
    >
      <Ready>{(money) => <Plans money={money} />}</Ready>
    </Page>
  );
}

function Plans({ money }: { readonly money: Money }): ReactNode {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const rows = useRows(money);
  const columns = useColumns(money.currency);
  const control = useTableControl({ table: 'payment-plans', columns, memory });
  return (
    <div className="tb-fill">
      <Table
        label={t('dues.plans.title')}
        rows={rows}
        columns={columns}
        idOf={idOf}
        control={control}
        search={{ label: t('dues.plans.search'), placeholder: t('dues.preview.searchHint') }}
        onOpen={({ plan }) => void navigate(at(duesPaths.onePlan(plan.id)))}
        empty={
          <EmptyState
            icon={<IconCalendarDollar />}
            title={t('dues.plans.none')}
            text={t('dues.plans.noneText')}
          />
        }
      />
    </div>
  );
}
