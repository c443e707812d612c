/** A form as a member meets it: faults when they help, words that are never lost, two windows that do not part. */
import { useState, type ReactNode } from 'react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { draw } from '../../testing.tsx';
import { Button } from '../Button.tsx';
import { ChoiceField, TextField } from '../Field.tsx';
import { DraftsContext, type DraftStore } from './draft-store.ts';
import { Form } from './Form.tsx';
import { FormSheet } from './FormSheet.tsx';
import { createShelf } from './memory-drafts.ts';
import { useDraft, type Draft } from './use-draft.ts';
import { useForm } from './use-form.ts';

interface Pet {
  readonly name: string;
  readonly kind: string;
}
type OnSave = (values: Pet) => void;

function Fields({ draft, onSave }: { readonly draft?: Draft<Pet>; readonly onSave: OnSave }): ReactNode {
  const form = useForm<Pet>({
    initial: { name: '', kind: '' },
    validate: ({ name, kind }) => ({
      ...(name.trim() === '' ? { name: 'Enter a name' } : {}),
      ...(name.length > 20 ? { name: 'Too long' } : {}),
      ...(kind === '' ? { kind: 'Choose a kind' } : {}),
    }),
    ...(draft === undefined ? {} : { draft }),
  });
  const save = async (): Promise<void> => {
    onSave(form.now());
    await form.done();
  };
  return (
    <Form form={form} submit="Save" onSubmit={() => void save()}>
      <TextField label="Name" help="As it is called" limit={20} {...form.field('name')} />
      <ChoiceField
        label="Kind"
        choices={[
          { value: 'cat', label: 'Cat' },
          { value: 'dog', label: 'Dog' },
        ]}
        {...form.field('kind')}
      />
    </Form>
  );
}

const parse = (value: unknown): Partial<Pet> | undefined =>
  typeof value === 'object' && value !== null ? value : undefined;

function Drafted({ onSave }: { readonly onSave: OnSave }): ReactNode {
  const draft = useDraft('pet', parse);
  return draft === undefined ? null : <Fields draft={draft} onSave={onSave} />;
}

function drawDrafted(store: DraftStore, onSave: OnSave = vi.fn()) {
  return draw(
    <DraftsContext value={store}>
      <Drafted onSave={onSave} />
    </DraftsContext>,
  );
}
const nameField = (): HTMLElement => screen.getByLabelText('Name');
const summary = (): HTMLElement => screen.getByRole('alert');

describe('a form', () => {
  it('says nothing while one types, and speaks when the field is left', async () => {
    const member = userEvent.setup();
    draw(<Fields onSave={vi.fn()} />);
    await member.type(nameField(), 'a');
    await member.clear(nameField());
    expect(screen.queryByText('Enter a name')).toBeNull();
    await member.tab();
    expect(screen.getByText('Enter a name')).toBeTruthy();
    expect(nameField().getAttribute('aria-invalid')).toBe('true');
    const described = nameField().getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
      'As it is called',
      'Enter a name',
    ]);
  });

  it('takes the fault back as soon as it is mended', async () => {
    const member = userEvent.setup();
    draw(<Fields onSave={vi.fn()} />);
    await member.click(nameField());
    await member.tab();
    await member.type(nameField(), 'R');
    expect(screen.queryByText('Enter a name')).toBeNull();
  });

  it('shows all faults on submit in a summary that has the focus and leads to the fields', async () => {
    const member = userEvent.setup();
    const onSave = vi.fn();
    draw(<Fields onSave={onSave} />);
    // The second field's fault is there first; the summary reads as the form does.
    act(() => screen.getByRole('radio', { name: 'Cat' }).focus());
    await member.tab();
    await member.click(screen.getByRole('button', { name: 'Save' }));
    expect(document.activeElement).toBe(summary());
    expect(summary().textContent).toContain('2 things need a correction');
    const lines = within(summary()).getAllByRole('link');
    expect(lines.map((line) => line.textContent)).toEqual(['Enter a name', 'Choose a kind']);
    await member.click(screen.getByRole('link', { name: 'Choose a kind' }));
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Cat' }));
    expect(onSave).not.toHaveBeenCalled();
  });

  it('takes the focus again at each failed try, and saves once all is well', async () => {
    const member = userEvent.setup();
    const onSave = vi.fn();
    draw(<Fields onSave={onSave} />);
    await member.click(screen.getByRole('button', { name: 'Save' }));
    await member.type(nameField(), 'Rex');
    await member.click(screen.getByRole('button', { name: 'Save' }));
    expect(document.activeElement).toBe(summary());
    await member.click(screen.getByRole('radio', { name: 'Dog' }));
    await member.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave).toHaveBeenCalledWith({ name: 'Rex', kind: 'dog' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('counts when there is little room left, and when there is none', async () => {
    const member = userEvent.setup();
    draw(<Fields onSave={vi.fn()} />);
    await member.type(nameField(), 'Seventeen letters');
    expect(screen.queryByText(/left/)).toBeNull();
    await member.type(nameField(), '!');
    expect(screen.getByText('2 characters left')).toBeTruthy();
    expect(nameField().getAttribute('aria-describedby')).toContain('-count');
    await member.type(nameField(), '!!!!');
    expect(screen.getByText('2 characters too many')).toBeTruthy();
  });
});

describe('a draft', () => {
  it('is kept letter by letter, says so, and is there again after a new start', async () => {
    const member = userEvent.setup();
    const shelf = createShelf();
    const first = drawDrafted(shelf.window());
    await member.type(nameField(), 'Rex');
    await screen.findByText('Saved on this device');
    first.unmount();
    drawDrafted(shelf.window());
    expect(nameField()).toHaveProperty('value', 'Rex');
    expect(screen.getByText('Your draft is back as you left it.')).toBeTruthy();
  });

  it('is gone once it is posted', async () => {
    const member = userEvent.setup();
    const shelf = createShelf({ pet: { name: 'Rex', kind: 'dog' } });
    const onSave = vi.fn();
    drawDrafted(shelf.window(), onSave);
    await member.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(nameField()).toHaveProperty('value', ''));
    expect(onSave).toHaveBeenCalledWith({ name: 'Rex', kind: 'dog' });
    expect(shelf.window().watch('pet').getSnapshot()).toBeNull();
    expect(screen.queryByText(/another window/)).toBeNull();
  });

  it('holds only what differs, and nothing once nothing does', async () => {
    const member = userEvent.setup();
    const shelf = createShelf();
    drawDrafted(shelf.window());
    const kept = () => shelf.window().watch('pet').getSnapshot();
    await member.type(nameField(), 'R');
    await waitFor(() => expect(kept()?.value).toEqual({ name: 'R' }));
    await member.clear(nameField());
    await waitFor(() => expect(kept()).toBeNull());
  });

  it('says aloud when the device does not take it', async () => {
    const member = userEvent.setup();
    const store = createShelf().window();
    drawDrafted({ ...store, keep: () => Promise.reject(new Error('full')) });
    await member.type(nameField(), 'R');
    expect(await screen.findByText('This device cannot keep what you write')).toBeTruthy();
    expect(screen.queryByText('Saved on this device')).toBeNull();
  });
});

describe('one draft in two windows', () => {
  const elsewhere = async (work: () => Promise<void>): Promise<void> => act(work);

  it('shows the newest text in both, and says that there is another', async () => {
    const shelf = createShelf();
    const other = shelf.window();
    drawDrafted(shelf.window());
    await elsewhere(() => other.keep('pet', { name: 'Bella' }));
    expect(nameField()).toHaveProperty('value', 'Bella');
    expect(screen.getByText('This is also being written in another window')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Bring back what was here' })).toBeNull();
  });

  it('gives back what was written here, and that is then the newest', async () => {
    const member = userEvent.setup();
    const shelf = createShelf();
    const other = shelf.window();
    drawDrafted(shelf.window());
    await member.type(nameField(), 'Rex');
    await elsewhere(() => other.keep('pet', { name: 'B' }));
    await elsewhere(() => other.keep('pet', { name: 'Bella' }));
    expect(nameField()).toHaveProperty('value', 'Bella');
    await member.click(screen.getByRole('button', { name: 'Bring back what was here' }));
    expect(nameField()).toHaveProperty('value', 'Rex');
    expect(screen.queryByText(/another window/)).toBeNull();
    await waitFor(() => expect(other.watch('pet').getSnapshot()?.value).toEqual({ name: 'Rex' }));
  });

  it('is empty when the other has sent it, with the way back to what was here', async () => {
    const member = userEvent.setup();
    const shelf = createShelf({ pet: { name: 'Rex' } });
    const other = shelf.window();
    drawDrafted(shelf.window());
    await member.type(nameField(), '!');
    await elsewhere(() => other.drop('pet'));
    expect(nameField()).toHaveProperty('value', '');
    expect(screen.getByText('This was sent or discarded in another window')).toBeTruthy();
    await member.click(screen.getByRole('button', { name: 'Bring back what was here' }));
    expect(nameField()).toHaveProperty('value', 'Rex!');
  });

  it('writes nothing of its own while it only follows', async () => {
    const shelf = createShelf();
    const other = shelf.window();
    const mine = shelf.window();
    const keep = vi.fn(mine.keep);
    drawDrafted({ ...mine, keep });
    await elsewhere(() => other.keep('pet', { name: 'Bella' }));
    expect(keep).not.toHaveBeenCalled();
  });
});

function SheetForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const draft = useDraft('pet', parse);
  return draft === undefined ? null : <SheetFields draft={draft} onClose={onClose} />;
}

function SheetFields(props: { readonly draft: Draft<Pet>; readonly onClose: () => void }): ReactNode {
  const form = useForm<Pet>({
    initial: { name: 'Rex', kind: 'dog' },
    validate: () => ({}),
    draft: props.draft,
  });
  return (
    <FormSheet form={form} title="Correct it" submit="Save" onSubmit={props.onClose} onClose={props.onClose}>
      <TextField label="Name" {...form.field('name')} />
    </FormSheet>
  );
}

function Correcting(): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      {open ? <SheetForm onClose={() => setOpen(false)} /> : null}
    </>
  );
}

describe('a form in a sheet', () => {
  const openSheet = async (member: ReturnType<typeof userEvent.setup>): Promise<HTMLElement> => {
    await member.click(screen.getByRole('button', { name: 'Open' }));
    return screen.findByRole('dialog', { name: 'Correct it' });
  };
  const gone = (): Promise<void> => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const drawSheet = () =>
    draw(
      <DraftsContext value={createShelf().window()}>
        <Correcting />
      </DraftsContext>,
    );

  it.each([
    ['Escape', (member: ReturnType<typeof userEvent.setup>) => member.keyboard('{Escape}')],
    ['Cancel', (member: ReturnType<typeof userEvent.setup>) => member.click(screen.getByText('Cancel'))],
    [
      'the cross',
      (member: ReturnType<typeof userEvent.setup>) => member.click(screen.getByLabelText('Close')),
    ],
  ])('keeps its words when it is closed by %s, and says so', async (_how, close) => {
    const member = userEvent.setup();
    drawSheet();
    await openSheet(member);
    await member.type(nameField(), ' the second');
    await close(member);
    await gone();
    expect(screen.getByRole('status').textContent).toContain('Your words are kept on this device.');
    await openSheet(member);
    expect(nameField()).toHaveProperty('value', 'Rex the second');
  });

  it('lets them go when told to, and says nothing where nothing was changed', async () => {
    const member = userEvent.setup();
    drawSheet();
    await openSheet(member);
    await member.keyboard('{Escape}');
    await gone();
    expect(screen.getByRole('status').textContent).toBe('');
    await openSheet(member);
    await member.type(nameField(), '!');
    await member.keyboard('{Escape}');
    await gone();
    await member.click(screen.getByRole('button', { name: 'Discard them' }));
    await openSheet(member);
    expect(nameField()).toHaveProperty('value', 'Rex');
  });
});
