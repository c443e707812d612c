/** The pickers as a member meets them: typed, chosen, refused in words; whole cents, ISO dates and ids handed on. */
import { useState, type ReactNode } from 'react';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { draw } from '../../testing.tsx';
import { useForm } from '../form/use-form.ts';
import { DateField } from './DateField.tsx';
import type { MoneyValue } from './money-entry.ts';
import { MoneyField } from './MoneyField.tsx';
import { HouseholdPicker, PersonPicker, type PersonChoice } from './PersonPicker.tsx';
import { RecentsContext, storedRecents } from './recents.ts';
import { useDateFaults, type DateLimits } from './use-date-faults.ts';
import { useMoneyFaults, type MoneyLimits } from './use-money-faults.ts';

function Amount(props: {
  readonly limits?: MoneyLimits;
  readonly onValue: (value: MoneyValue) => void;
}): ReactNode {
  const faultOf = useMoneyFaults();
  const form = useForm<{ readonly amount: MoneyValue }>({
    initial: { amount: '' },
    validate: ({ amount }) => {
      const fault = faultOf(amount, props.limits);
      return fault === undefined ? {} : { amount: fault };
    },
  });
  props.onValue(form.values.amount);
  return <MoneyField label="Amount" negative={props.limits?.negative ?? false} {...form.field('amount')} />;
}

describe('an amount', () => {
  const type = async (text: string, limits?: MoneyLimits, language: 'en' | 'es' = 'en') => {
    const member = userEvent.setup();
    const onValue = vi.fn<(value: MoneyValue) => void>();
    draw(<Amount onValue={onValue} {...(limits === undefined ? {} : { limits })} />, { language });
    const field = await screen.findByLabelText('Amount');
    await member.type(field, text);
    const typing = field.getAttribute('value');
    await member.tab();
    return { value: onValue.mock.lastCall?.[0], typing, shown: field.getAttribute('value') };
  };

  it('stays as it is typed, and is written out when it is left; cents are handed on', async () => {
    expect(await type('1234.5')).toEqual({ value: 123_450, typing: '1234.5', shown: '1,234.50' });
  });
  it('is refused with a fraction of a cent, and what was typed stays', async () => {
    expect(await type('12.345')).toEqual({ value: '12.345', typing: '12.345', shown: '12.345' });
    expect(screen.getByText('An amount has two decimals at most, like 1,234.50.')).toBeTruthy();
  });
  it('is refused below zero, unless that is allowed', async () => {
    expect((await type('-5')).value).toBe('-5');
    expect(screen.getByText('An amount below zero is not possible here.')).toBeTruthy();
  });
  it('may be a credit where that is said', async () => {
    expect((await type('(5)', { negative: true })).value).toBe(-500);
  });
  it('is refused beyond twelve digits, with the most there can be', async () => {
    await type('10000000000.00');
    expect(screen.getByText('This amount is too long. The most is 9,999,999,999.99.')).toBeTruthy();
  });
  it('keeps within its limits, in words and in Spanish', async () => {
    await type('3', { min: 500 }, 'es');
    expect(screen.getByText('Lo mínimo es 5.00.')).toBeTruthy();
  });
});

function Due(props: { readonly limits?: DateLimits; readonly onValue: (value: string) => void }): ReactNode {
  const faultOf = useDateFaults();
  const form = useForm({
    initial: { due: '' },
    validate: ({ due }): { due?: string } => {
      const fault = faultOf(due, props.limits);
      return fault === undefined ? {} : { due: fault };
    },
  });
  props.onValue(form.values.due);
  return <DateField label="Due" {...(props.limits ?? {})} {...form.field('due')} />;
}

describe('a date', () => {
  const drawDue = (limits?: DateLimits) => {
    const onValue = vi.fn<(value: string) => void>();
    draw(<Due onValue={onValue} {...(limits === undefined ? {} : { limits })} />);
    return { value: () => onValue.mock.lastCall?.[0], field: screen.getByLabelText('Due') };
  };

  it('is typed in the member’s order, shown in words, and handed on as ISO', async () => {
    const member = userEvent.setup();
    const { value, field } = drawDue();
    await member.type(field, '3/4/2027');
    expect(value()).toBe('2027-03-04');
    expect(screen.getByText('Thursday, March 4, 2027')).toBeTruthy();
    expect(field).toHaveProperty('value', '3/4/2027');
    await member.tab();
    expect(field).toHaveProperty('value', '03/04/2027');
  });

  it.each([
    ['2027-02-30', 'February 2027 has 28 days.'],
    ['soon', 'This is not a date. Write it like 12/31/2026.'],
    ['1/1/2026', 'The first possible day is Jun 1, 2026.'],
    ['1/1/2029', 'The last possible day is Dec 31, 2028.'],
  ])('%s is refused: %s', async (text, words) => {
    const member = userEvent.setup();
    const { field } = drawDue({ min: '2026-06-01', max: '2028-12-31' });
    await member.type(field, text);
    await member.tab();
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('is chosen from a calendar by key, which offers nothing outside its limits and gives the focus back', async () => {
    const member = userEvent.setup();
    const { value, field } = drawDue({ min: '2027-03-02' });
    await member.type(field, '3/4/2027');
    await member.click(screen.getByRole('button', { name: 'Due: open the calendar' }));
    const calendar = await screen.findByRole('dialog', { name: 'Due' });
    const day = (name: string): Promise<HTMLElement> => within(calendar).findByRole('button', { name });
    expect(await day('1 March 2027')).toHaveProperty('disabled', true);
    act(() => void day('4 March 2027').then((found) => found.focus()));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('4'));
    await member.keyboard('{ArrowDown}{Enter}');
    expect(value()).toBe('2027-03-11');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('Thursday, March 11, 2027')).toBeTruthy();
  });

  it('closes its calendar by Escape and stays what it was', async () => {
    const member = userEvent.setup();
    const { value } = drawDue();
    await member.click(screen.getByRole('button', { name: 'Due: open the calendar' }));
    await screen.findByRole('dialog', { name: 'Due' });
    await member.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(value()).toBe('');
  });
});

const people: readonly PersonChoice[] = [
  { id: 'nunez', name: 'María Núñez', home: 'Lot 12, 4 Elm St', phones: ['(407) 555-0123'], emails: [] },
  { id: 'abbot', name: 'Ann Abbot', home: 'Lot 3, 9 Oak Ave', phones: [], emails: ['ann@example.com'] },
  ...Array.from({ length: 5000 }, (_, at) => ({
    id: `m${at}`,
    name: `Member ${at}`,
    home: `Unit ${at}B`,
    phones: [],
    emails: [],
  })),
];

function Who({
  onChange,
  recent = ['abbot'],
}: {
  readonly onChange: (id: string) => void;
  readonly recent?: readonly string[] | null;
}): ReactNode {
  const [id, setId] = useState('');
  return (
    <PersonPicker
      label="Paid by"
      people={people}
      {...(recent === null ? {} : { recent })}
      value={id}
      onChange={(next) => {
        setId(next);
        onChange(next);
      }}
    />
  );
}

describe('a person', () => {
  const drawWho = () => {
    const onChange = vi.fn<(id: string) => void>();
    draw(<Who onChange={onChange} />);
    return { onChange, field: screen.getByRole('combobox', { name: 'Paid by' }) };
  };
  const options = (): readonly (string | null)[] =>
    screen.queryAllByRole('option', { hidden: true }).map((option) => option.textContent);

  it('is found without accents and taken by Enter', async () => {
    const member = userEvent.setup();
    const { onChange, field } = drawWho();
    await member.type(field, 'nunez');
    await waitFor(() => expect(options()).toEqual(['María NúñezLot 12, 4 Elm St']));
    await member.keyboard('{Enter}');
    expect(onChange).toHaveBeenLastCalledWith('nunez');
    expect(field).toHaveProperty('value', 'María Núñez');
  });

  it('is found by phone and by unit', async () => {
    const member = userEvent.setup();
    const { field } = drawWho();
    await member.type(field, '4075550123');
    await waitFor(() => expect(options()[0]).toContain('Núñez'));
    await member.clear(field);
    await member.type(field, 'unit 4321b');
    await waitFor(() => expect(options()[0]).toContain('Member 4321'));
  });

  it('in a short list, those of late first, with the number of the others', async () => {
    const member = userEvent.setup();
    const { field } = drawWho();
    await member.click(field);
    await waitFor(() => expect(options()[0]).toContain('Ann Abbot'));
    expect(options()).toHaveLength(20);
    expect(screen.getByText('4,982 more. Type on to narrow it down.')).toBeTruthy();
  });

  it('that nobody is, is said; Escape closes the list, and the letters stay to be seen', async () => {
    const member = userEvent.setup();
    const { onChange, field } = drawWho();
    await member.type(field, 'zebra');
    expect(await screen.findByText('Nothing fits. Try a surname, a lot or a phone number.')).toBeTruthy();
    await member.keyboard('{Escape}');
    expect(field.getAttribute('aria-expanded')).toBe('false');
    await member.tab();
    expect(field).toHaveProperty('value', 'zebra');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('once chosen stays chosen when others are only looked at, and can be cleared', async () => {
    const member = userEvent.setup();
    const { onChange, field } = drawWho();
    await member.type(field, 'abbot{Enter}');
    await member.type(field, 'x');
    await member.tab();
    expect(field).toHaveProperty('value', 'Ann Abbot');
    await member.click(screen.getByRole('button', { name: 'Paid by: clear' }));
    expect(onChange).toHaveBeenLastCalledWith('');
    expect(field).toHaveProperty('value', '');
  });
});

describe('those chosen lately', () => {
  const drawRemembering = (association: string): HTMLElement => {
    cleanup();
    draw(
      <RecentsContext value={storedRecents(() => localStorage, association)}>
        <Who onChange={() => undefined} recent={null} />
      </RecentsContext>,
    );
    return screen.getByRole('combobox', { name: 'Paid by' });
  };
  const group = (name: string): readonly string[] =>
    within(screen.getByRole('group', { name, hidden: true }))
      .getAllByRole('option', { hidden: true })
      .map((option) => option.querySelector('.ct-entry-name')?.textContent ?? '');

  it('stand first the next time, the newest on top, in their own association alone', async () => {
    const member = userEvent.setup();
    const field = drawRemembering('willow');
    for (const words of ['member 4321', 'nunez', 'member 17', 'nunez']) {
      await member.clear(field);
      await member.type(field, `${words}{Enter}`);
    }
    await member.click(drawRemembering('willow'));
    await waitFor(() => expect(group('Chosen lately')).toEqual(['María Núñez', 'Member 17', 'Member 4321']));
    expect(group('All')[0]).toBe('Ann Abbot');
    expect(group('All')).not.toContain('María Núñez');
    await member.type(screen.getByRole('combobox'), 'abbot');
    expect(screen.queryByRole('group', { hidden: true })).toBeNull();
    await member.click(drawRemembering('maple'));
    await screen.findByText('Ann Abbot');
    expect(screen.queryByRole('group', { hidden: true })).toBeNull();
  });

  it('are not kept where the storage is refused or holds something else', () => {
    const refused = storedRecents(() => {
      throw new Error('denied');
    }, 'a');
    refused.chosen('person', 'x');
    expect(refused.read('person')).toEqual([]);
    for (const text of ['{', '{"a":1}', '[1,"x"]']) {
      localStorage.setItem('communitrak.recent.b.person', text);
      expect(storedRecents(() => localStorage, 'b').read('person')).toEqual(text === '[1,"x"]' ? ['x'] : []);
    }
  });
});

describe('a household', () => {
  it('is found by who lives there and by their car', async () => {
    const member = userEvent.setup();
    const home = {
      lot: 'Lot 7',
      address: '12 Oak Ave',
      phones: [],
      members: ['Søren Groß'],
      plates: ['FL ABC-120'],
    };
    draw(
      <HouseholdPicker
        label="Home"
        households={[{ id: 'h7', name: 'Gross Household', ...home }]}
        value=""
        onChange={vi.fn()}
      />,
    );
    const field = screen.getByRole('combobox', { name: 'Home' });
    for (const text of ['soren', 'abc-120', 'lot 7', 'oak']) {
      await member.clear(field);
      await member.type(field, text);
      await waitFor(() => expect(screen.getByText('Gross Household')).toBeTruthy());
    }
    await member.type(field, 'x');
    await waitFor(() => expect(screen.queryByText('Gross Household')).toBeNull());
  });
});
