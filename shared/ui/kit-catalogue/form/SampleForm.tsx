/** A payment as the office would record it: every kind of field in one form, a draft, faults in words. */
import { useEffect, useRef, type ReactNode } from 'react';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { ChoiceField, TextAreaField, TextField } from '../../kit/Field.tsx';
import type { Errors } from '../../kit/form/form-faults.ts';
import { Form, FormSection, FormWide } from '../../kit/form/Form.tsx';
import { useDraft, type Draft } from '../../kit/form/use-draft.ts';
import { useForm, type Form as FormState } from '../../kit/form/use-form.ts';
import { DateField } from '../../kit/pickers/DateField.tsx';
import type { MoneyValue } from '../../kit/pickers/money-entry.ts';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { PersonPicker } from '../../kit/pickers/PersonPicker.tsx';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../kit/pickers/use-money-faults.ts';
import { PEOPLE } from '../sample-people.ts';
import type { PaymentWords } from './form-words.ts';

export interface Payment {
  readonly payer: string;
  readonly amount: MoneyValue;
  readonly date: string;
  readonly method: string;
  readonly number: string;
  readonly memo: string;
}

export const NO_PAYMENT: Payment = { payer: '', amount: '', date: '', method: 'check', number: '', memo: '' };
const MEMO_LIMIT = 200;

export interface SampleProps {
  readonly words: PaymentWords;
  /** Presses submit once, to show the faults. */
  readonly pressed?: boolean;
}

const parse = (value: unknown): Partial<Payment> | undefined =>
  typeof value === 'object' && value !== null ? value : undefined;

export const usePaymentDraft = (): Draft<Payment> | undefined => useDraft('payment', parse);

function usePaymentFaults(words: PaymentWords): (values: Payment) => Errors<Payment> {
  const moneyFault = useMoneyFaults();
  const dateFault = useDateFaults();
  return ({ payer, amount, date, memo }) => {
    const faults: Record<string, string | undefined> = {
      payer: payer === '' ? words.payerMissing : undefined,
      amount: moneyFault(amount, { required: true, min: 1 }),
      date: dateFault(date, { required: true, max: '2026-12-31' }),
      memo: memo.trim().length > MEMO_LIMIT ? words.memoLong : undefined,
    };
    return Object.fromEntries(Object.entries(faults).filter(([, message]) => message !== undefined));
  };
}

export function usePayment(words: PaymentWords, draft: Draft<Payment>): FormState<Payment> {
  return useForm<Payment>({ initial: NO_PAYMENT, draft, validate: usePaymentFaults(words) });
}

export function SampleForm(props: SampleProps): ReactNode {
  const draft = usePaymentDraft();
  return draft === undefined ? null : <PaymentForm {...props} draft={draft} />;
}

function PaymentForm({
  words,
  pressed = false,
  draft,
}: SampleProps & { readonly draft: Draft<Payment> }): ReactNode {
  const announce = useAnnounce();
  const form = usePayment(words, draft);
  const check = useRef(form.check);
  useEffect(() => {
    if (pressed) check.current();
  }, [pressed]);
  const save = async (): Promise<void> => {
    await form.done();
    announce(words.saved);
  };
  return (
    <Form form={form} submit={words.save} onSubmit={() => void save()}>
      <FormSection title={words.from} text={words.fromText} columns={2}>
        <PaymentFields form={form} words={words} />
      </FormSection>
      <FormSection title={words.note} text={words.noteText}>
        <MemoField form={form} words={words} />
      </FormSection>
    </Form>
  );
}

interface FieldsProps {
  readonly form: FormState<Payment>;
  readonly words: PaymentWords;
}

function PaymentFields({ form, words }: FieldsProps): ReactNode {
  return (
    <>
      <FormWide>
        <PersonPicker
          label={words.payer}
          help={words.payerHelp}
          people={PEOPLE}
          recent={['m7', 'm44']}
          {...form.field('payer')}
        />
      </FormWide>
      <MoneyField label={words.amount} {...form.field('amount')} />
      <DateField label={words.date} max="2026-12-31" {...form.field('date')} />
      <ChoiceField
        label={words.method}
        inline
        choices={[
          { value: 'check', label: words.check },
          { value: 'cash', label: words.cash },
        ]}
        {...form.field('method')}
      />
      <TextField label={words.number} optional inputMode="numeric" {...form.field('number')} />
    </>
  );
}

export function MemoField({ form, words }: FieldsProps): ReactNode {
  return (
    <TextAreaField
      label={words.memo}
      help={words.memoHelp}
      optional
      rows={3}
      limit={MEMO_LIMIT}
      {...form.field('memo')}
    />
  );
}
