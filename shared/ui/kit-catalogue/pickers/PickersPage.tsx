/** Amount, date, person: filled, empty, refused, too full, in Spanish. */
import { useState, type ReactNode } from 'react';
import { DateField } from '../../kit/pickers/DateField.tsx';
import type { MoneyValue } from '../../kit/pickers/money-entry.ts';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { PersonPicker, type PersonChoice } from '../../kit/pickers/PersonPicker.tsx';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../kit/pickers/use-money-faults.ts';
import type { CataloguePage } from '../catalogue-page.ts';
import { PAYMENT_WORDS, type PaymentWords } from '../form/form-words.ts';
import { InSpanish } from '../InSpanish.tsx';
import { LONG_PEOPLE, PEOPLE } from '../sample-people.ts';

interface AllProps {
  readonly money: MoneyValue;
  readonly date: string;
  readonly person: string;
  readonly people?: readonly PersonChoice[];
  readonly words?: PaymentWords;
  readonly limits?: { readonly min: string; readonly max: string };
}

const RECENT = ['m7', 'm44'];

function All({ words = PAYMENT_WORDS.en, people = PEOPLE, limits, ...first }: AllProps): ReactNode {
  const [money, setMoney] = useState(first.money);
  const [date, setDate] = useState(first.date);
  const [person, setPerson] = useState(first.person);
  const moneyFault = useMoneyFaults();
  const dateFault = useDateFaults();
  return (
    <>
      <PersonPicker
        label={words.payer}
        help={words.payerHelp}
        people={people}
        recent={RECENT}
        value={person}
        onChange={setPerson}
      />
      <MoneyField
        label={words.amount}
        negative
        value={money}
        onChange={setMoney}
        error={moneyFault(money, { negative: true })}
      />
      <DateField
        label={words.date}
        value={date}
        onChange={setDate}
        error={dateFault(date, limits)}
        {...(limits ?? {})}
      />
    </>
  );
}

const Normal = (): ReactNode => <All money={123_450} date="2026-12-01" person="m11" />;
const Empty = (): ReactNode => <All money="" date="" person="" />;
const Fault = (): ReactNode => (
  <All money="12.345" date="2027-02-30" person="" limits={{ min: '2026-01-01', max: '2026-12-31' }} />
);
const Overfull = (): ReactNode => (
  <All money={-999_999_999_999} date="2099-12-31" person="m3" people={LONG_PEOPLE} />
);
const Spanish = (): ReactNode => (
  <InSpanish>
    <All money="12.345" date="2027-02-30" person="m11" words={PAYMENT_WORDS.es} />
  </InSpanish>
);

export const pickersPage: CataloguePage = {
  id: 'pickers',
  title: 'Pickers',
  about:
    'Whole cents, ISO dates and ids in and out. What is typed and is none yet stays to be seen, and is refused in words.',
  states: [
    { id: 'normal', title: 'Normal', Draw: Normal },
    { id: 'empty', title: 'Empty', Draw: Empty },
    { id: 'fault', title: 'Fault', Draw: Fault },
    { id: 'overfull', title: 'Overfull', Draw: Overfull },
    { id: 'spanish', title: 'Spanish', Draw: Spanish },
  ],
};
