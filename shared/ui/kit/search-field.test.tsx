/** A search in the URL: the router is slow to take it up, the field is not. */
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { expect, it } from 'vitest';
import { draw } from '../testing.tsx';
import { SearchField } from './SearchField.tsx';

/** Takes a new value up only when told to, and can change it from outside. */
function SlowUrl({ tell }: { readonly tell: (url: SlowUrlControl) => void }): ReactNode {
  const [value, setValue] = useState('');
  const [typed, setTyped] = useState('');
  tell({ typed, arrive: () => setValue(typed), go: setValue });
  return <SearchField label="Search" placeholder="" value={value} onChange={setTyped} />;
}

interface SlowUrlControl {
  readonly typed: string;
  readonly arrive: () => void;
  readonly go: (value: string) => void;
}

it('loses no letter while the URL lags, and takes over what changes it from outside', async () => {
  let url: SlowUrlControl = { typed: '', arrive: () => undefined, go: () => undefined };
  draw(<SlowUrl tell={(control) => void (url = control)} />);
  const field = screen.getByRole('searchbox', { name: 'Search' });
  await userEvent.type(field, 'pool key');
  expect(field).toHaveProperty('value', 'pool key');
  expect(url.typed).toBe('pool key');
  act(() => url.arrive());
  expect(field).toHaveProperty('value', 'pool key');
  act(() => url.go(''));
  expect(field).toHaveProperty('value', '');
});
