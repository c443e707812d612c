/** A decision on the rules: which, what it is from now on, from which day, by which resolution. The past stays as it was. */
import type { ReactNode } from 'react';
import {
  CHARGE_CLASSES,
  explainRules,
  PACK_IDS,
  RULE_FIELDS,
  type BooksBody,
} from '@communitrak/domain/ledger/index.ts';
import { addRule } from '@communitrak/replica/commands/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { CheckField, ChoiceField, SelectField, TextField } from '../../../kit/Field.tsx';
import { FormSheet } from '../../../kit/form/FormSheet.tsx';
import { useDraft, type Draft } from '../../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../../kit/form/use-form.ts';
import { DateField } from '../../../kit/pickers/DateField.tsx';
import { MoneyField } from '../../../kit/pickers/MoneyField.tsx';
import { PACK_WORDS } from '../dues-words.ts';
import { Fault } from '../Fault.tsx';
import { useAct } from '../use-act.ts';
import {
  changeOf,
  fieldsOf,
  isRuleField,
  LATE_FEES,
  ORDERS,
  ruleFormOf,
  startOf,
  type RuleForm,
} from './rule-form.ts';
import { CLASS_WORDS, FEE_WORDS, FIELD_WORDS, ORDER_WORDS, useRuleSentences } from './rule-words.ts';
import { useRuleFaults } from './use-rule-faults.ts';

interface RuleSheetProps {
  readonly books: BooksBody;
  readonly today: string;
  readonly onClose: () => void;
}

const parse = (value: unknown): Partial<RuleForm> | undefined =>
  typeof value === 'object' && value !== null ? value : undefined;

export function RuleSheet(props: RuleSheetProps): ReactNode {
  const draft = useDraft<RuleForm>('books-rule', parse);
  return draft === undefined ? null : <RuleFormSheet {...props} draft={draft} />;
}

function RuleFormSheet(props: RuleSheetProps & { readonly draft: Draft<RuleForm> }): ReactNode {
  const { books, today, onClose, draft } = props;
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const act = useAct();
  const now = explainRules(books, today).rules;
  const form = useForm<RuleForm>({ initial: ruleFormOf(now, today), draft, validate: useRuleFaults(today) });
  const decide = async (): Promise<void> => {
    const values = form.now();
    const rule = { from: values.from, reason: values.reason.trim(), ...changeOf(values) };
    if (!(await act.run(() => addRule(replica, books.currency, rule)))) return;
    await form.done();
    onClose();
    announce(t('dues.decide.done'));
  };
  return (
    <FormSheet
      form={form}
      title={t('dues.decide.title')}
      submit={t('dues.decide.submit')}
      busy={act.busy}
      onSubmit={() => void decide()}
      onClose={onClose}
    >
      <SelectField
        label={t('dues.decide.what')}
        choices={[
          ...RULE_FIELDS.map((field) => ({ value: field, label: t(FIELD_WORDS[field]) })),
          { value: 'pack', label: t('dues.decide.pack') },
        ]}
        {...form.field('what')}
        onChange={(what) => form.set(startOf(what, now))}
      />
      <RuleFields form={form} currency={books.currency} />
      <DateField
        label={t('dues.decide.from')}
        help={t('dues.decide.from.help')}
        min={today}
        {...form.field('from')}
      />
      <TextField
        label={t('dues.decide.reason')}
        help={t('dues.decide.reason.help')}
        autoComplete="off"
        limit={300}
        {...form.field('reason')}
      />
      <Outcome form={form} books={books} />
      <Fault words={act.fault} />
    </FormSheet>
  );
}

interface FieldsProps {
  readonly form: Form<RuleForm>;
  readonly currency: string;
}

/** Those fields that the chosen rule has. */
function RuleFields({ form, currency }: FieldsProps): ReactNode {
  const shown = new Set(fieldsOf(form.values));
  return (
    <>
      <ChoiceFields form={form} shown={shown} />
      <NumberFields form={form} shown={shown} currency={currency} />
      {shown.has('bearing') ? <BearingField form={form} /> : null}
    </>
  );
}

type Shown = ReadonlySet<keyof RuleForm>;

function ChoiceFields({ form, shown }: { readonly form: Form<RuleForm>; readonly shown: Shown }): ReactNode {
  const t = useText();
  return (
    <>
      {shown.has('pack') ? (
        <ChoiceField
          label={t('dues.decide.pack')}
          choices={PACK_IDS.map((id) => ({ value: id, label: t(PACK_WORDS[id]) }))}
          {...form.field('pack')}
        />
      ) : null}
      {shown.has('fee') ? (
        <SelectField
          label={t('dues.decide.fee')}
          choices={LATE_FEES.map((fee) => ({ value: fee, label: t(FEE_WORDS[fee]) }))}
          {...form.field('fee')}
        />
      ) : null}
      {shown.has('some') ? (
        <ChoiceField
          inline
          label={t(form.values.what === 'interest' ? 'dues.rule.interest' : 'dues.rule.fineCap')}
          choices={[
            { value: 'some', label: t('dues.decide.some') },
            { value: 'none', label: t('dues.decide.none') },
          ]}
          {...form.field('some')}
        />
      ) : null}
      {shown.has('order') ? (
        <ChoiceField
          label={t('dues.rule.order')}
          choices={ORDERS.map((order) => ({ value: order, label: t(ORDER_WORDS[order]) }))}
          {...form.field('order')}
        />
      ) : null}
    </>
  );
}

function NumberFields(props: FieldsProps & { readonly shown: Shown }): ReactNode {
  const t = useText();
  const { form, shown, currency } = props;
  const isGrace = form.values.what === 'graceDays';
  return (
    <>
      {shown.has('percent') ? (
        <TextField
          label={t(form.values.what === 'interest' ? 'dues.decide.yearly' : 'dues.decide.percent')}
          inputMode="text"
          autoComplete="off"
          {...form.field('percent')}
        />
      ) : null}
      {shown.has('cents') ? (
        <MoneyField label={t('dues.decide.amount')} currency={currency} {...form.field('cents')} />
      ) : null}
      {shown.has('cap') ? (
        <MoneyField label={t('dues.decide.cap')} optional currency={currency} {...form.field('cap')} />
      ) : null}
      {shown.has('days') ? (
        <TextField
          label={t(isGrace ? 'dues.decide.graceDays' : 'dues.decide.afterDays')}
          inputMode="numeric"
          autoComplete="off"
          {...form.field('days')}
        />
      ) : null}
    </>
  );
}

function BearingField({ form }: { readonly form: Form<RuleForm> }): ReactNode {
  const t = useText();
  const { bearing } = form.values;
  return (
    <fieldset className="ct-field">
      <legend className="ct-label">{t('dues.rule.bearing')}</legend>
      {CHARGE_CLASSES.filter((one) => one !== 'interest' && one !== 'late-fee').map((one) => (
        <CheckField
          key={one}
          label={t(CLASS_WORDS[one])}
          checked={bearing.includes(one)}
          onChange={(on) =>
            form.set({ bearing: on ? [...bearing, one] : bearing.filter((other) => other !== one) })
          }
        />
      ))}
    </fieldset>
  );
}

/** The decision as everybody will read it, before it is one. */
function Outcome({ form, books }: { readonly form: Form<RuleForm>; readonly books: BooksBody }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const sentence = useRuleSentences(books.currency);
  const { values } = form;
  if (form.isFaulty(['days', 'percent', 'cents', 'cap', 'from']) || !isRuleField(values.what)) return null;
  const change = changeOf(values).changes;
  const rules = { ...explainRules(books, values.from).rules, ...change };
  return (
    <p className="du-outcome" aria-live="polite">
      {t('dues.decide.outcome', { date: formats.date(values.from), words: sentence(values.what, rules) })}
    </p>
  );
}
