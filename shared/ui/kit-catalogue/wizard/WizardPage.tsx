/** The wizard: at its first step, in the middle, with a fault, at its end, which may be barred; in Spanish. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { DraftsContext } from '../../kit/form/draft-store.ts';
import { createShelf } from '../../kit/form/memory-drafts.ts';
import type { Draft } from '../../kit/form/use-draft.ts';
import { DateField } from '../../kit/pickers/DateField.tsx';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { PersonPicker } from '../../kit/pickers/PersonPicker.tsx';
import { Money } from '../../kit/Values.tsx';
import { Wizard } from '../../kit/wizard/Wizard.tsx';
import type { CataloguePage } from '../catalogue-page.ts';
import { PAYMENT_WORDS, type PaymentWords } from '../form/form-words.ts';
import { MemoField, usePayment, usePaymentDraft, type Payment } from '../form/SampleForm.tsx';
import { InSpanish } from '../InSpanish.tsx';
import { PEOPLE } from '../sample-people.ts';

interface SampleProps {
  readonly words: PaymentWords;
  readonly step?: string;
  readonly pressed?: boolean;
  readonly why?: string;
}

function SampleWizard({
  words,
  pressed = false,
  why,
  draft,
}: SampleProps & { readonly draft: Draft<Payment> }) {
  const announce = useAnnounce();
  const form = usePayment(words, draft);
  const check = useRef(form.check);
  useEffect(() => {
    if (pressed) check.current(['payer', 'amount']);
  }, [pressed]);
  const { amount } = form.values;
  return (
    <Wizard
      form={form}
      finish={words.save}
      finishWhy={why}
      onFinish={() => void form.done().then(() => announce(words.saved))}
      steps={[
        {
          id: 'who',
          title: words.from,
          text: words.fromText,
          fields: ['payer', 'amount'],
          draw: () => (
            <>
              <PersonPicker
                label={words.payer}
                help={words.payerHelp}
                people={PEOPLE}
                {...form.field('payer')}
              />
              <MoneyField label={words.amount} {...form.field('amount')} />
            </>
          ),
        },
        {
          id: 'when',
          title: words.date,
          fields: ['date'],
          draw: () => <DateField label={words.date} max="2026-12-31" {...form.field('date')} />,
        },
        {
          id: 'note',
          title: words.note,
          text: words.noteText,
          fields: ['memo'],
          draw: () => <MemoField form={form} words={words} />,
        },
        {
          id: 'check',
          title: words.title,
          fields: [],
          draw: () =>
            typeof amount === 'number' ? <Money amount={{ cents: amount, currency: 'USD' }} /> : null,
        },
      ]}
    />
  );
}

function Drafted(props: SampleProps): ReactNode {
  const draft = usePaymentDraft();
  const [, setParams] = useSearchParams();
  const atFirst = useRef({ step: props.step, setParams });
  useEffect(() => {
    const { step, setParams: open } = atFirst.current;
    if (step !== undefined) open({ step }, { replace: true });
  }, []);
  return draft === undefined ? null : <SampleWizard {...props} draft={draft} />;
}

const WRITTEN: Partial<Payment> = { payer: 'm11', amount: 123_450, date: '2026-11-30' };

function Kept({ kept, ...props }: SampleProps & { readonly kept?: Partial<Payment> }): ReactNode {
  const [store] = useState(() => createShelf(kept === undefined ? {} : { payment: kept }).window());
  return (
    <DraftsContext value={store}>
      <Drafted {...props} />
    </DraftsContext>
  );
}

const { en, es } = PAYMENT_WORDS;
const Normal = (): ReactNode => <Kept words={en} kept={WRITTEN} step="when" />;
const Empty = (): ReactNode => <Kept words={en} />;
const Fault = (): ReactNode => <Kept words={en} kept={{ amount: '12.345' }} pressed />;
const Last = (): ReactNode => <Kept words={en} kept={WRITTEN} step="check" />;
const Barred = (): ReactNode => <Kept words={en} kept={WRITTEN} step="check" why={en.memoLong} />;
const Spanish = (): ReactNode => (
  <InSpanish>
    <Kept words={es} kept={WRITTEN} step="when" />
  </InSpanish>
);

export const wizardPage: CataloguePage = {
  id: 'wizard',
  title: 'Wizard',
  about:
    'A form in steps, on Mantine’s Stepper: each step is checked before the next, back loses nothing, the draft is kept.',
  states: [
    { id: 'normal', title: 'Normal', Draw: Normal },
    { id: 'empty', title: 'Empty', Draw: Empty },
    { id: 'fault', title: 'Fault', Draw: Fault },
    { id: 'last', title: 'Last step', Draw: Last },
    { id: 'barred', title: 'Cannot be finished', Draw: Barred },
    { id: 'spanish', title: 'Spanish', Draw: Spanish },
  ],
};
