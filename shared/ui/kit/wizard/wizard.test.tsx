/** A form in steps: one goes on only when a step is well, back loses nothing, reload stays, the heading has the focus. */
import type { ReactNode } from 'react';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes, useLocation } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { draw } from '../../testing.tsx';
import { TextField } from '../Field.tsx';
import { DraftsContext } from '../form/draft-store.ts';
import { createShelf, type DraftShelf } from '../form/memory-drafts.ts';
import { useDraft, type Draft } from '../form/use-draft.ts';
import { useForm } from '../form/use-form.ts';
import { Wizard } from './Wizard.tsx';

interface Trip {
  readonly from: string;
  readonly to: string;
}

const parse = (value: unknown): Partial<Trip> | undefined => value as Partial<Trip>;
const faultsOf = ({ from, to }: Trip): Partial<Record<keyof Trip, string>> => ({
  ...(from === '' ? { from: 'Say where from' } : {}),
  ...(to === '' ? { to: 'Say where to' } : {}),
});

interface FieldsProps {
  readonly draft: Draft<Trip>;
  readonly onFinish: (trip: Trip) => void;
  readonly why?: string | undefined;
}

function Fields({ draft, onFinish, why }: FieldsProps): ReactNode {
  const form = useForm<Trip>({ initial: { from: '', to: '' }, draft, validate: faultsOf });
  return (
    <Wizard
      form={form}
      finish="Book"
      finishWhy={why}
      onFinish={() => onFinish(form.now())}
      steps={[
        {
          id: 'from',
          title: 'Departure',
          fields: ['from'],
          draw: () => <TextField label="From" {...form.field('from')} />,
        },
        {
          id: 'to',
          title: 'Arrival',
          fields: ['to'],
          draw: () => <TextField label="To" {...form.field('to')} />,
        },
        {
          id: 'check',
          title: 'Check',
          fields: [],
          draw: () => <p>{`${form.values.from} to ${form.values.to}`}</p>,
        },
      ]}
    />
  );
}

function Drafted(props: Omit<FieldsProps, 'draft'>): ReactNode {
  const draft = useDraft('trip', parse);
  return draft === undefined ? null : <Fields {...props} draft={draft} />;
}

function Where(): ReactNode {
  const { search } = useLocation();
  return <output aria-label="Address">{search}</output>;
}
const address = () => screen.getByRole('status', { name: 'Address' }).textContent;

function show(shelf: DraftShelf, over: { readonly path?: string; readonly why?: string } = {}) {
  const onFinish = vi.fn();
  draw(
    <DraftsContext value={shelf.window()}>
      <Where />
      <Routes>
        <Route path="/" element={<Drafted onFinish={onFinish} why={over.why} />} />
      </Routes>
    </DraftsContext>,
    { path: over.path ?? '/' },
  );
  return onFinish;
}

afterEach(cleanup);
const heading = (name: string) => screen.getByRole('heading', { level: 2, name });
const next = () => userEvent.click(screen.getByRole('button', { name: 'Continue' }));
const steps = () =>
  within(screen.getByRole('navigation', { name: 'Steps' }))
    .getAllByRole('button')
    .map((step) => step.getAttribute('aria-label'));

describe('a wizard', () => {
  it('goes on only from a step that is well, and says what is wrong with this one alone', async () => {
    show(createShelf());
    await next();
    expect(document.activeElement).toBe(screen.getByRole('alert'));
    expect(
      within(screen.getByRole('alert'))
        .getAllByRole('link')
        .map((one) => one.textContent),
    ).toEqual(['Say where from']);
    await userEvent.type(screen.getByLabelText('From'), 'Orlando');
    await next();
    expect(document.activeElement).toBe(heading('Arrival'));
    expect(screen.getByText('Step 2 of 3')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(address()).toBe('?step=to');
    expect(steps()).toEqual(['Departure, done', 'Arrival, you are here', 'Check, not yet']);
  });

  it('goes back with Enter’s way forward again, and finishes once, with everything', async () => {
    const onFinish = show(createShelf());
    await userEvent.type(screen.getByLabelText('From'), 'Orlando{Enter}');
    await userEvent.type(screen.getByLabelText('To'), 'Tampa{Enter}');
    await screen.findByText('Orlando to Tampa');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(screen.getByLabelText('To')).toHaveProperty('value', 'Tampa');
    await userEvent.click(screen.getByRole('button', { name: 'Departure, done' }));
    expect(document.activeElement).toBe(heading('Departure'));
    await userEvent.click(screen.getByRole('button', { name: 'Check, not yet' }));
    expect(onFinish).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Book' }));
    expect(onFinish).toHaveBeenCalledExactlyOnceWith({ from: 'Orlando', to: 'Tampa' });
  });

  it('opens where the address says, with the draft; without it, at the first step that wants something', async () => {
    const shelf = createShelf({ trip: { from: 'Orlando', to: 'Tampa' } });
    show(shelf, { path: '/?step=check' });
    expect(screen.getByText('Orlando to Tampa')).toBeTruthy();
    expect(screen.getByText('Your draft is back as you left it.')).toBeTruthy();
    cleanup();
    show(createShelf({ trip: { from: 'Orlando' } }), { path: '/?step=check' });
    expect(heading('Arrival')).toBeTruthy();
    await waitFor(() => expect(steps()[2]).toBe('Check, not yet'));
    await userEvent.click(screen.getByRole('button', { name: 'Check, not yet' }));
    expect(heading('Arrival')).toBeTruthy();
  });

  it('says why it cannot be finished, and does not', async () => {
    const onFinish = show(createShelf({ trip: { from: 'Orlando', to: 'Tampa' } }), {
      path: '/?step=check',
      why: 'Nobody flies today',
    });
    await userEvent.click(screen.getByRole('button', { name: 'Book' }));
    expect(await screen.findByText('Nobody flies today')).toBeTruthy();
    expect(onFinish).not.toHaveBeenCalled();
  });
});
