/** Plans one account of a fiscal year: a sum for the year and how it falls, or month by month. */
import { useState, type ReactNode } from 'react';
import { MOST_CENTS, type BudgetBody } from '@communitrak/domain/ledger/index.ts';
import { planBudget } from '@communitrak/replica/commands/money.ts';
import { useReplica } from '../../app/context.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { ChoiceField, SelectField } from '../../kit/Field.tsx';
import type { Errors } from '../../kit/form/form-faults.ts';
import { FormSheet } from '../../kit/form/FormSheet.tsx';
import { useDraft, type Draft } from '../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../kit/form/use-form.ts';
import { Notice } from '../../kit/Notice.tsx';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { useMoneyFaults } from '../../kit/pickers/use-money-faults.ts';
import { MONTH_FIELDS, monthFields, monthsIn, planOf, SPREADS, type PlanForm } from './plan-form.ts';
import type { ReportBase } from './use-report.ts';
import { SPREAD_WORDS } from './report-words.ts';

interface PlanSheetProps {
  readonly base: ReportBase;
  /** The fiscal year's first month. */
  readonly year: string;
  readonly budget: BudgetBody | undefined;
  /** The account to begin with; '' for the first one. */
  readonly code: string;
  readonly onClose: () => void;
}

const PLANNED_TYPES: ReadonlySet<string> = new Set(['income', 'expense']);

function usePlanFaults(): (form: PlanForm) => Errors<PlanForm> {
  const moneyFault = useMoneyFaults();
  return (form) => {
    const limits = { min: 0, max: MOST_CENTS };
    const asked = form.falls === 'own' ? MONTH_FIELDS : (['year'] as const);
    const required = form.falls !== 'own';
    const faults = asked.map(
      (field) => [field, moneyFault(form[field] ?? '', { ...limits, required })] as const,
    );
    return Object.fromEntries(faults.filter(([, fault]) => fault !== undefined)) as Errors<PlanForm>;
  };
}

/** What was kept, as far as it is a form of this kind. */
function parse(value: unknown): Partial<PlanForm> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = Object.entries(value).filter(
    ([, one]: readonly [string, unknown]) => typeof one === 'string' || typeof one === 'number',
  );
  return Object.fromEntries(known) as Partial<PlanForm>;
}

export function PlanSheet(props: PlanSheetProps): ReactNode {
  const draft = useDraft<PlanForm>(`budget:${props.year}.${props.code}`, parse);
  return draft === undefined ? null : <Planning {...props} draft={draft} />;
}

function Planning(props: PlanSheetProps & { readonly draft: Draft<PlanForm> }): ReactNode {
  const { base, year, budget, draft, onClose } = props;
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const accounts = base.chart.filter(({ type }) => PLANNED_TYPES.has(type));
  const first = props.code === '' ? (accounts[0]?.code ?? '') : props.code;
  const [initial] = useState(() => planOf(budget, first));
  const form = useForm<PlanForm>({ initial, draft, validate: usePlanFaults() });
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const name = accounts.find(({ code }) => code === form.values.code)?.name ?? '';
  const save = async (): Promise<void> => {
    setBusy(true);
    const { code } = form.values;
    const plan = { code, months: monthsIn(form.values) };
    const result = await planBudget(replica, year, base.ledger.rules.currency, plan);
    setBusy(false);
    setFailed(!result.ok);
    if (!result.ok) return;
    await form.done();
    announce(t('reports.budget.saved', { account: name }));
    onClose();
  };
  return (
    <FormSheet
      form={form}
      title={props.code === '' ? t('reports.budget.plan') : t('reports.budget.planOf', { account: name })}
      submit={t('reports.budget.save')}
      busy={busy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {failed ? <Notice tone="loss" alert title={t('reports.budget.failed')} /> : null}
      {props.code === '' ? (
        <SelectField
          label={t('reports.account')}
          {...form.field('code')}
          choices={accounts.map(({ code, name: words }) => ({ value: code, label: `${code} ${words}` }))}
          onChange={(code) => form.set(planOf(budget, code))}
        />
      ) : null}
      <ChoiceField
        label={t('reports.budget.spread')}
        choices={SPREADS.map((value) => ({ value, label: t(SPREAD_WORDS[value]) }))}
        {...form.field('falls')}
      />
      <Sums form={form} year={year} currency={base.ledger.rules.currency} />
    </FormSheet>
  );
}

function Sums(props: {
  readonly form: Form<PlanForm>;
  readonly year: string;
  readonly currency: string;
}): ReactNode {
  const { form, year, currency } = props;
  const t = useText();
  const formats = useFormats();
  if (form.values.falls !== 'own')
    return (
      <MoneyField
        label={t('reports.budget.sum')}
        help={t('reports.budget.sum.help')}
        {...form.field('year')}
      />
    );
  const cents = monthsIn(form.values).reduce((sum, one) => sum + one, 0);
  return (
    <>
      <div className="rp-months">
        {monthFields(year).map(([field, month]) => (
          <MoneyField key={field} label={formats.month(month)} {...form.field(field)} />
        ))}
      </div>
      <p className="ct-numbers">
        {t('reports.budget.monthsSum', { amount: formats.money({ cents, currency }) })}
      </p>
    </>
  );
}
