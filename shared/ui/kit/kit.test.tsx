/** The kit's behaviour, as a member meets it: by label, role and key. */
import { useState, type ReactNode } from 'react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { draw } from '../testing.tsx';
import { useAnnounce } from './Announcer.tsx';
import { Button } from './Button.tsx';
import { DeliveryBadge } from './DeliveryBadge.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { PasswordField } from './Field.tsx';
import { useKeys } from './Keys.tsx';
import { Page } from './Page.tsx';
import { PhotoGrid } from './Photos.tsx';
import { Sheet } from './Sheet.tsx';
import { DateText, Money } from './Values.tsx';

describe('a password', () => {
  it('can be looked at', async () => {
    const member = userEvent.setup();
    draw(<PasswordField label="Password" value="secret" onChange={vi.fn()} />);
    const field = screen.getByLabelText('Password');
    expect(field.getAttribute('type')).toBe('password');
    await member.click(screen.getByRole('button', { name: 'Show password' }));
    expect(field.getAttribute('type')).toBe('text');
    await member.click(screen.getByRole('button', { name: 'Hide password' }));
    expect(field.getAttribute('type')).toBe('password');
  });
});

describe('a button', () => {
  it('that cannot be used says why when pressed, and does nothing', async () => {
    const member = userEvent.setup();
    const onClick = vi.fn();
    draw(
      <Button why="Choose a household first" onClick={onClick}>
        Send
      </Button>,
    );
    await member.click(screen.getByRole('button', { name: 'Send' }));
    expect(onClick).not.toHaveBeenCalled();
    expect(screen.getByRole('status').textContent).toBe('Choose a household first');
  });

  it('that is busy submits no form a second time', async () => {
    const member = userEvent.setup();
    const onSubmit = vi.fn();
    draw(
      <form onSubmit={onSubmit}>
        <Button type="submit" busy>
          Send
        </Button>
      </form>,
    );
    await member.click(screen.getByRole('button', { name: 'Send' }));
    expect(onSubmit).not.toHaveBeenCalled();
  });
});

function Keyed({ onNext, onAny, onBack }: Record<'onNext' | 'onAny' | 'onBack', () => void>): ReactNode {
  useKeys([
    { key: 'j', label: 'Next', run: onNext },
    { key: 'mod+k', label: 'Anything', run: onAny },
    { key: 'Escape', label: 'Back', run: onBack },
  ]);
  return (
    <>
      <input aria-label="Words" />
      <Button>Elsewhere</Button>
    </>
  );
}

describe('keys', () => {
  const drawKeyed = (): Record<'onNext' | 'onAny' | 'onBack', ReturnType<typeof vi.fn>> => {
    const acts = { onNext: vi.fn(), onAny: vi.fn(), onBack: vi.fn() };
    draw(<Keyed {...acts} />);
    return acts;
  };

  it('run what they are bound to, in either case', async () => {
    const member = userEvent.setup();
    const { onNext } = drawKeyed();
    await member.keyboard('jJ');
    expect(onNext).toHaveBeenCalledTimes(2);
  });

  it('never fire while one writes, save Escape and Ctrl', async () => {
    const member = userEvent.setup();
    const { onNext, onAny, onBack } = drawKeyed();
    await member.type(screen.getByLabelText('Words'), 'j?{Escape}');
    await member.keyboard('{Control>}k{/Control}');
    expect(onNext).not.toHaveBeenCalled();
    expect(onBack).toHaveBeenCalledTimes(1);
    expect(onAny).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('do not answer to Ctrl and the letter', async () => {
    const member = userEvent.setup();
    const { onNext } = drawKeyed();
    await member.keyboard('{Control>}j{/Control}');
    expect(onNext).not.toHaveBeenCalled();
  });

  it('are all shown by ?, and rest while that list is open', async () => {
    const member = userEvent.setup();
    const { onNext } = drawKeyed();
    await member.keyboard('?');
    const list = await screen.findByRole('dialog', { name: 'Keys that work here' });
    for (const words of ['Next', 'Anything', 'Back', 'Show this list'])
      expect(list.textContent).toContain(words);
    await member.keyboard('j');
    expect(onNext).not.toHaveBeenCalled();
    await member.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await member.keyboard('j');
    expect(onNext).toHaveBeenCalledTimes(1);
  });
});

describe('the announcer', () => {
  function Undo({ onUndo }: { readonly onUndo: () => void }): ReactNode {
    const announce = useAnnounce();
    return <Button onClick={() => announce('Discarded', { label: 'Undo', run: onUndo })}>Discard</Button>;
  }

  it('says it in a live region and offers the act', async () => {
    const member = userEvent.setup();
    const onUndo = vi.fn();
    draw(<Undo onUndo={onUndo} />);
    await member.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.getByRole('status').textContent).toBe('DiscardedUndo');
    await member.click(screen.getByRole('button', { name: 'Undo' }));
    expect(onUndo).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('status').textContent).toBe('');
  });
});

describe('a sheet', () => {
  function Asking(): ReactNode {
    const [open, setOpen] = useState(false);
    return (
      <>
        <Button onClick={() => setOpen(true)}>Ask</Button>
        <Sheet
          open={open}
          onClose={() => setOpen(false)}
          title="Discard this?"
          footer={<Button>Discard it</Button>}
        >
          It is gone then.
        </Sheet>
      </>
    );
  }

  it('is a dialogue named by its title, and gives the focus back', async () => {
    const member = userEvent.setup();
    draw(<Asking />);
    await member.click(screen.getByRole('button', { name: 'Ask' }));
    expect(await screen.findByRole('dialog', { name: 'Discard this?' })).toBeTruthy();
    await member.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ask' })));
  });
});

describe('values', () => {
  it('show an instant with its absolute time on hover', () => {
    draw(<DateText at="2026-03-04T19:02:00.000Z" />);
    const time = screen.getByText('Mar 4, 2026');
    expect(time.getAttribute('title')).toBe('Wednesday, March 4, 2026 at 2:02 PM');
  });

  it('show a due date as the date it is', () => {
    draw(<DateText at="2026-03-01" />);
    expect(screen.getByText('Mar 1, 2026')).toBeTruthy();
  });

  it.each([
    [12_250, 'You owe $122.50'],
    [-4000, 'Credit $40.00'],
    [0, 'Nothing owed'],
  ])('say whose an amount is: %d', (cents, words) => {
    draw(<Money of="account" amount={{ cents, currency: 'USD' }} />);
    expect(screen.getByText(words)).toBeTruthy();
  });

  it.each([
    ['saved', 'Saved on this device'],
    ['waiting', 'Waiting to send'],
    ['sent', 'Sent'],
    ['attention', 'Needs attention'],
  ] as const)('say how far a thing is: %s', (state, words) => {
    draw(<DeliveryBadge state={state} />);
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('come in the member’s language', async () => {
    draw(<DeliveryBadge state="attention" />, { language: 'es' });
    expect(await screen.findByText('Requiere su atención')).toBeTruthy();
  });
});

describe('a page', () => {
  it('shows the whole way to where it lies, the nearest last', () => {
    const trail = [
      { to: '/properties', label: 'Properties' },
      { to: '/properties/12', label: 'Lot 12' },
    ];
    draw(
      <Page title="Lease" trail={trail} back={{ to: '/properties/12/home', label: 'Household' }}>
        Hello
      </Page>,
    );
    const way = within(screen.getByRole('navigation', { name: 'You are in' })).getAllByRole('link');
    expect(way.map((link) => link.textContent)).toEqual(['Properties', 'Lot 12', 'Household']);
    // A phone shows the last alone (kit.css).
    expect(way.map((link) => link.hasAttribute('data-above'))).toEqual([true, true, false]);
  });

  it('names the document, and takes the focus when one comes from a link', () => {
    const first = draw(<Page title="Home">Hello</Page>);
    expect(document.title).toBe('Home · Communitrak');
    expect(document.activeElement).toBe(document.body);
    first.unmount();
    draw(<Page title="Settings">Hello</Page>);
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Settings' }));
  });
});

describe('photos', () => {
  const photos = [
    { key: 'a', url: 'blob:a', alt: 'Ceiling' },
    { key: 'b', alt: 'Floor', missing: 'not-here' },
  ] as const;

  it('say where those are that are not here, and can be removed by name', async () => {
    const member = userEvent.setup();
    const onRemove = vi.fn();
    draw(<PhotoGrid photos={photos} onRemove={onRemove} />);
    expect(screen.getByText('Not on this device')).toBeTruthy();
    await member.click(screen.getByRole('button', { name: 'Remove Floor' }));
    expect(onRemove).toHaveBeenCalledWith('b');
  });

  it('open at full size with their words, turn by arrow, and close by Escape', async () => {
    const member = userEvent.setup();
    draw(<PhotoGrid photos={photos} />);
    await member.click(screen.getByRole('button', { name: 'Open Ceiling, photo 1 of 2' }));
    expect(await screen.findByRole('img', { name: 'Ceiling' })).toBeTruthy();
    await member.keyboard('{ArrowRight}');
    expect(await screen.findByText('2 of 2')).toBeTruthy();
    await member.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('an error boundary', () => {
  function Broken({ fine }: { readonly fine: boolean }): ReactNode {
    if (!fine) throw new Error('no such thing');
    return 'All is well';
  }

  it('shows its words, and tries again at another address', () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const at = (key: string, fine: boolean): ReactNode => (
      <ErrorBoundary resetKey={key} fallback={(error) => <p>Stopped: {error.message}</p>}>
        <Broken fine={fine} />
      </ErrorBoundary>
    );
    const drawn = draw(at('/a', false));
    expect(screen.getByText('Stopped: no such thing')).toBeTruthy();
    drawn.unmount();
    draw(at('/b', true));
    act(() => undefined);
    expect(screen.getByText('All is well')).toBeTruthy();
    quiet.mockRestore();
  });
});
