/** A member or a household, by any scrap: surname, first name, lot or unit, street, phone, e-mail address, plate. */
import { useMemo, type ReactNode } from 'react';
import { EntryPicker, type EntryPickerProps } from './EntryPicker.tsx';

export interface PersonChoice {
  readonly id: string;
  readonly name: string;
  /** "Lot 12, 4 Elm St"; '' for none. */
  readonly home: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

type PickerProps = Omit<EntryPickerProps, 'entries' | 'remember'>;

export function PersonPicker(props: PickerProps & { readonly people: readonly PersonChoice[] }): ReactNode {
  const { people, ...rest } = props;
  const entries = useMemo(
    () =>
      people.map(({ id, name, home, phones, emails }) => ({
        id,
        label: name,
        detail: home,
        also: [...phones, ...emails],
      })),
    [people],
  );
  return <EntryPicker {...rest} remember="person" entries={entries} />;
}

export interface HouseholdChoice {
  readonly id: string;
  readonly name: string;
  /** "Lot 12" or "Unit 4B". */
  readonly lot: string;
  readonly address: string;
  /** Names of those who live there or own it. */
  readonly members: readonly string[];
  readonly phones: readonly string[];
  readonly plates: readonly string[];
}

export function HouseholdPicker(
  props: PickerProps & { readonly households: readonly HouseholdChoice[] },
): ReactNode {
  const { households, ...rest } = props;
  const entries = useMemo(
    () =>
      households.map(({ id, name, lot, address, members, phones, plates }) => ({
        id,
        label: name,
        detail: [lot, address].filter((part) => part !== '').join(', '),
        also: [...members, ...phones, ...plates],
      })),
    [households],
  );
  return <EntryPicker {...rest} remember="household" entries={entries} />;
}
