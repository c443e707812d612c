/** The form: empty, at work, with faults, too full, kept by no device, written in two windows, in Spanish, in a sheet. */
import { useState, type ReactNode } from 'react';
import { Actions, Button } from '../../kit/Button.tsx';
import { DraftsContext, type DraftStore } from '../../kit/form/draft-store.ts';
import { FormSheet } from '../../kit/form/FormSheet.tsx';
import { createShelf } from '../../kit/form/memory-drafts.ts';
import type { Draft } from '../../kit/form/use-draft.ts';
import type { CataloguePage } from '../catalogue-page.ts';
import { InSpanish } from '../InSpanish.tsx';
import { LONG_MEMO, PAYMENT_WORDS, type PaymentWords } from './form-words.ts';
import {
  MemoField,
  SampleForm,
  usePayment,
  usePaymentDraft,
  type Payment,
  type SampleProps,
} from './SampleForm.tsx';

const WRITTEN: Partial<Payment> = { payer: 'm11', amount: 123_450, date: '2026-11-30', number: '1042' };
const WRONG: Partial<Payment> = { amount: '12.345', date: '2027-02-30', memo: LONG_MEMO };
const OVERFULL: Partial<Payment> = {
  payer: 'm4999',
  amount: 999_999_999_999,
  date: '2026-12-31',
  number: '99999999999999999999999999999999999999999999999999999999',
  memo: LONG_MEMO,
};

interface Kept {
  readonly kept?: Partial<Payment>;
  readonly spoil?: (store: DraftStore) => DraftStore;
}

function Drafted({ kept, spoil, ...sample }: Kept & SampleProps): ReactNode {
  const [store] = useState(() => {
    const window = createShelf(kept === undefined ? {} : { payment: kept }).window();
    return spoil === undefined ? window : spoil(window);
  });
  return (
    <DraftsContext value={store}>
      <SampleForm {...sample} />
    </DraftsContext>
  );
}

const Empty = (): ReactNode => <Drafted words={PAYMENT_WORDS.en} />;
const Normal = (): ReactNode => <Drafted words={PAYMENT_WORDS.en} kept={WRITTEN} />;
const Fault = (): ReactNode => <Drafted words={PAYMENT_WORDS.en} kept={WRONG} pressed />;
const Overfull = (): ReactNode => <Drafted words={PAYMENT_WORDS.en} kept={OVERFULL} />;

function Spanish(): ReactNode {
  return (
    <InSpanish>
      <Drafted words={PAYMENT_WORDS.es} kept={WRONG} pressed />
    </InSpanish>
  );
}

/** The device takes nothing: said as soon as something is written. */
function Unkept(): ReactNode {
  const spoil = (store: DraftStore): DraftStore => ({
    ...store,
    keep: () => Promise.reject(new Error('the sample device is full')),
  });
  return <Drafted words={PAYMENT_WORDS.en} kept={WRITTEN} spoil={spoil} />;
}

function TwoWindows(): ReactNode {
  const [shelf] = useState(() => createShelf({ payment: WRITTEN }));
  const [here] = useState(() => shelf.window());
  const [other] = useState(() => shelf.window());
  const words = PAYMENT_WORDS.en;
  return (
    <>
      <Actions>
        <Button onClick={() => void other.keep('payment', { ...WRITTEN, amount: 200_000 })}>
          {words.elsewhere}
        </Button>
        <Button onClick={() => void other.drop('payment')}>{words.send}</Button>
      </Actions>
      <DraftsContext value={here}>
        <SampleForm words={words} />
      </DraftsContext>
    </>
  );
}

function InSheet(): ReactNode {
  const [open, setOpen] = useState(true);
  const [store] = useState(() => createShelf().window());
  const words = PAYMENT_WORDS.en;
  return (
    <DraftsContext value={store}>
      <Button onClick={() => setOpen(true)}>{words.open}</Button>
      {open ? <MemoSheet words={words} onClose={() => setOpen(false)} /> : null}
    </DraftsContext>
  );
}

interface MemoSheetProps {
  readonly words: PaymentWords;
  readonly onClose: () => void;
}

function MemoSheet(props: MemoSheetProps): ReactNode {
  const draft = usePaymentDraft();
  return draft === undefined ? null : <MemoSheetForm {...props} draft={draft} />;
}

function MemoSheetForm({
  words,
  onClose,
  draft,
}: MemoSheetProps & { readonly draft: Draft<Payment> }): ReactNode {
  const form = usePayment(words, draft);
  return (
    <FormSheet form={form} title={words.title} submit={words.save} onSubmit={onClose} onClose={onClose}>
      <MemoField form={form} words={words} />
    </FormSheet>
  );
}

export const formPage: CataloguePage = {
  id: 'form',
  title: 'Form',
  about:
    'On Mantine’s form. Every form is a draft: kept as it is written, there again after a reload, the newest text in every window.',
  states: [
    { id: 'normal', title: 'Normal', Draw: Normal },
    { id: 'empty', title: 'Empty', Draw: Empty },
    { id: 'fault', title: 'Fault', Draw: Fault },
    { id: 'overfull', title: 'Overfull', Draw: Overfull },
    { id: 'unkept', title: 'Not kept', Draw: Unkept },
    { id: 'two-windows', title: 'Two windows', Draw: TwoWindows },
    { id: 'sheet', title: 'In a sheet', Draw: InSheet },
    { id: 'spanish', title: 'Spanish', Draw: Spanish },
  ],
};
