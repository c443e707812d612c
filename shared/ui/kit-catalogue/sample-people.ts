/** Five thousand members for the catalogue's pickers: names of many kinds, made by counting, the same at every start. */
import type { PersonChoice } from '../kit/pickers/PersonPicker.tsx';

const FIRST = [
  'María',
  'John',
  'Aisha',
  'Søren',
  'Wei',
  'Olga',
  'José',
  'Priya',
  'Étienne',
  'Keisha',
  'Łukasz',
];
const LAST = ['Núñez', 'O’Brien', 'Chaudhry', 'Groß', 'Zhang', 'Smith', 'García Márquez', 'Patel', 'Łęcki'];
const STREETS = ['Elm St', 'Oak Ave', 'Long Meadow Blvd', 'Heron Ct'];

const at = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

export const PEOPLE: readonly PersonChoice[] = Array.from({ length: 5000 }, (_, index) => ({
  id: `m${index}`,
  name: `${at(FIRST, index)} ${at(LAST, Math.floor(index / FIRST.length))}`,
  home: `Lot ${index + 1}, ${(index % 97) + 1} ${at(STREETS, index)}`,
  phones: [`(407) 555-${String(index).padStart(4, '0')}`],
  emails: [`member${index}@example.com`],
}));

export const LONG_PEOPLE: readonly PersonChoice[] = PEOPLE.slice(0, 60).map((person) => ({
  ...person,
  name: `${person.name} de la Santísima Trinidad y Fernández-Castellanos-Wolfeschlegelsteinhausenbergerdorff`,
  home: `${person.home}, Building 14 North Entrance, beside the second clubhouse of the eastern extension`,
}));
