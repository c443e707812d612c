/** The fields that each act asks for, in the order in which one thinks of them. */
import type { ReactNode } from 'react';
import { FUNDS } from '@communitrak/domain/ledger/index.ts';
import { useText, type Say } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { Button } from '../../../kit/Button.tsx';
import { ChoiceField, SelectField, TextAreaField, TextField } from '../../../kit/Field.tsx';
import { DateField } from '../../../kit/pickers/DateField.tsx';
import { MoneyField } from '../../../kit/pickers/MoneyField.tsx';
import { FUND_WORDS, KIND_WORDS, METHOD_WORDS } from '../kind-words.ts';
import { openCharges } from '../ledger-rows.ts';
import { titleOf } from '../line-words.ts';
import {
  ALL,
  CHARGE_KINDS,
  COUNTER_METHODS,
  FIELDS,
  MOST_TARGETS,
  openOf,
  refundable,
  type Asked,
  type Field,
} from './act.ts';
import { REASON_LIMIT } from './use-act-faults.ts';
import type { ActState } from './use-act.ts';

interface FieldsProps {
  readonly asked: Asked;
  readonly state: ActState;
}

export function ActFields(props: FieldsProps): ReactNode {
  return FIELDS[props.asked.act].map((name) => {
    const Part = PARTS[name];
    return <Part key={name} {...props} />;
  });
}

function KindField({ asked, state }: FieldsProps): ReactNode {
  const t = useText();
  const own = asked.view.rules.books?.accounts ?? [];
  return (
    <>
      <SelectField
        label={t('accounts.act.kind')}
        choices={CHARGE_KINDS.map((value) => ({ value, label: t(KIND_WORDS[value]) }))}
        {...state.form.field('kind')}
      />
      {own.length === 0 ? null : (
        <SelectField
          label={t('accounts.act.category')}
          choices={[
            { value: '', label: t('accounts.act.category.usual') },
            ...own.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
          ]}
          {...state.form.field('category')}
        />
      )}
    </>
  );
}

function WordsField({ asked, state }: FieldsProps): ReactNode {
  const t = useText();
  const charge = asked.act === 'charge';
  return (
    <TextField
      label={t(charge ? 'accounts.act.text' : 'accounts.act.note')}
      help={t(charge ? 'accounts.act.text.help' : 'accounts.act.note.help')}
      optional={!charge}
      {...state.form.field('text')}
    />
  );
}

function AmountField({ asked, state }: FieldsProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { view, act, about } = asked;
  const { currency } = view.rules;
  const most = about === undefined ? 0 : refundable(view, about);
  return (
    <MoneyField
      label={t('accounts.act.amount')}
      currency={currency}
      help={
        act === 'refund'
          ? t('accounts.act.refund.most', { amount: formats.money({ cents: most, currency }) })
          : undefined
      }
      {...state.form.field('amount')}
    />
  );
}

/** A locked day is told, and the first open one is a press away. */
function PostedField({ asked, state }: FieldsProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { openDay, form } = state;
  return (
    <>
      <DateField
        label={t(asked.act === 'payment' ? 'accounts.act.received' : 'accounts.act.posted')}
        {...form.field('posted')}
      />
      {openDay === undefined ? null : (
        <p className="ac-open-day">
          <Button onClick={() => form.set({ posted: openDay })}>
            {t('accounts.act.useOpen', { date: formats.date(openDay) })}
          </Button>
        </p>
      )}
    </>
  );
}

function DueField({ state }: FieldsProps): ReactNode {
  return <DateField label={useText()('accounts.act.due')} {...state.form.field('due')} />;
}

function FundField({ state }: FieldsProps): ReactNode {
  const t = useText();
  return (
    <SelectField
      label={t('accounts.act.fund')}
      choices={FUNDS.map((value) => ({ value, label: t(FUND_WORDS[value]) }))}
      {...state.form.field('fund')}
    />
  );
}

function ReasonField({ state }: FieldsProps): ReactNode {
  const t = useText();
  return (
    <TextAreaField
      label={t('accounts.act.reason')}
      help={t('accounts.act.reason.help')}
      rows={2}
      limit={REASON_LIMIT}
      {...state.form.field('reason')}
    />
  );
}

function MethodField({ state }: FieldsProps): ReactNode {
  const t = useText();
  const { form } = state;
  const check = form.values.method === 'check';
  return (
    <>
      <ChoiceField
        inline
        label={t('accounts.act.method')}
        choices={COUNTER_METHODS.map((value) => ({ value, label: t(METHOD_WORDS[value]) }))}
        {...form.field('method')}
      />
      {form.values.method === 'cash' ? null : (
        <TextField
          label={t(check ? 'accounts.act.checkNumber' : 'accounts.act.reference')}
          optional
          inputMode={check ? 'numeric' : 'text'}
          {...form.field('reference')}
        />
      )}
    </>
  );
}

function targetChoices({ view, act }: Asked, t: Say, money: (cents: number) => string) {
  const open = openCharges(view).slice(0, MOST_TARGETS);
  const each = open.map(({ line, openCents }) => {
    const entry = view.entries.get(line.id)?.entry;
    const text = entry === undefined ? t('accounts.line.other') : titleOf(entry, t);
    return { value: line.id, label: t('accounts.act.target.one', { text, amount: money(openCents) }) };
  });
  if (act !== 'write-off') return [{ value: '', label: t('accounts.act.target.rules') }, ...each];
  const all = { value: ALL, label: t('accounts.act.target.all', { amount: money(openOf(view, ALL)) }) };
  return open.length > 1 && open.length < MOST_TARGETS ? [...each, all] : each;
}

/** Which charge it is meant for; of a write-off the amount follows what is chosen. */
function TargetField({ asked, state }: FieldsProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { view, act } = asked;
  if (view.account.openCents === 0) return null;
  const money = (cents: number): string => formats.money({ cents, currency: view.rules.currency });
  const field = state.form.field('target');
  return (
    <SelectField
      label={t(act === 'write-off' ? 'accounts.act.target.writeOff' : 'accounts.act.target')}
      choices={targetChoices(asked, t, money)}
      {...field}
      onChange={(target) =>
        state.form.set(act === 'write-off' ? { target, amount: openOf(view, target) } : { target })
      }
    />
  );
}

const PARTS = {
  kind: KindField,
  text: WordsField,
  amount: AmountField,
  posted: PostedField,
  due: DueField,
  fund: FundField,
  reason: ReasonField,
  method: MethodField,
  target: TargetField,
} as const satisfies Record<Field, (props: FieldsProps) => ReactNode>;
