/** Layers over a screen as a member meets them: one press of Escape or Back, one thing less. */
import { useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { MantineProvider } from '@mantine/core';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { BrowserRouter, Route, Routes, useNavigate } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LanguageProvider } from '../../i18n/LanguageProvider.tsx';
import { draw } from '../../testing.tsx';
import { useAnnounce } from '../Announcer.tsx';
import { Button } from '../Button.tsx';
import { TextField } from '../Field.tsx';
import { useKeys } from '../Keys.tsx';
import { KitProviders } from '../KitProviders.tsx';
import { PickMenu } from '../PickMenu.tsx';
import { Sheet } from '../Sheet.tsx';

/** A screen with a way back by Escape, a sheet with a field and a menu in it. */
function Opened({ onBack }: { readonly onBack: () => void }): ReactNode {
  const [open, setOpen] = useState(false);
  const [menu, setMenu] = useState(false);
  const [words, setWords] = useState('');
  useKeys([{ key: 'Escape', label: 'Back to the list', run: onBack }]);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Reject</Button>
      {open ? (
        // A browser draws anew between two listeners of one press; here it is done by hand.
        <Sheet open onClose={() => flushSync(() => setOpen(false))} title="Reject this?">
          <TextField label="Reason" value={words} onChange={setWords} />
          <PickMenu
            label="Rule"
            name="Change rule"
            value="a"
            picks={[{ value: 'a', label: 'Fences' }]}
            open={menu}
            onOpen={setMenu}
            onPick={vi.fn()}
          >
            Fences
          </PickMenu>
        </Sheet>
      ) : null}
    </>
  );
}

const dialog = (): HTMLElement | null => screen.queryByRole('dialog', { name: 'Reject this?' });

describe('Escape', () => {
  it('in a sheet closes the sheet, not the screen under it, and the words are kept', async () => {
    const member = userEvent.setup();
    const onBack = vi.fn();
    draw(<Opened onBack={onBack} />);
    await member.click(screen.getByRole('button', { name: 'Reject' }));
    await member.type(await screen.findByLabelText('Reason'), 'Too high');
    await member.keyboard('{Escape}');
    expect(dialog()).toBeNull();
    expect(onBack).not.toHaveBeenCalled();
    await member.click(screen.getByRole('button', { name: 'Reject' }));
    expect(await screen.findByDisplayValue('Too high')).toBeTruthy();
    await member.keyboard('{Escape}{Escape}');
    expect(onBack).toHaveBeenCalledTimes(1);
  });

  it('in a menu in a sheet closes the menu, and then the sheet', async () => {
    const member = userEvent.setup();
    const onBack = vi.fn();
    draw(<Opened onBack={onBack} />);
    await member.click(screen.getByRole('button', { name: 'Reject' }));
    await member.click(await screen.findByRole('button', { name: 'Change rule' }));
    await screen.findByRole('menu');
    await member.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    expect(dialog()).not.toBeNull();
    await member.keyboard('{Escape}');
    await waitFor(() => expect(dialog()).toBeNull());
    expect(onBack).not.toHaveBeenCalled();
  });

  it('of an input method ends the composing alone', async () => {
    const member = userEvent.setup();
    draw(<Opened onBack={vi.fn()} />);
    await member.click(screen.getByRole('button', { name: 'Reject' }));
    const field = await screen.findByLabelText('Reason');
    act(() => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true }));
    });
    expect(dialog()).not.toBeNull();
  });
});

function First(): ReactNode {
  const navigate = useNavigate();
  return <Button onClick={() => void navigate('/request')}>Open it</Button>;
}

function drawInBrowser(path: string): void {
  history.replaceState(null, '', path);
  render(
    <MantineProvider env="test">
      <LanguageProvider language="en">
        <BrowserRouter>
          <KitProviders>
            <Routes>
              <Route path="/list" element={<First />} />
              <Route path="/request" element={<Opened onBack={vi.fn()} />} />
            </Routes>
          </KitProviders>
        </BrowserRouter>
      </LanguageProvider>
    </MantineProvider>,
  );
}
const goBack = (): void => act(() => history.back());

describe('Back', () => {
  beforeEach(() => drawInBrowser('/list'));

  it('closes the sheet and leaves the screen; once more leaves the screen', async () => {
    const member = userEvent.setup();
    await member.click(screen.getByRole('button', { name: 'Open it' }));
    await member.click(await screen.findByRole('button', { name: 'Reject' }));
    await member.type(await screen.findByLabelText('Reason'), 'Too high');
    goBack();
    await waitFor(() => expect(dialog()).toBeNull());
    expect(location.pathname).toBe('/request');
    expect(screen.getByRole('button', { name: 'Reject' })).toBeTruthy();
    goBack();
    await screen.findByRole('button', { name: 'Open it' });
    expect(location.pathname).toBe('/list');
  });

  it('takes the menu, then the sheet', async () => {
    const member = userEvent.setup();
    await member.click(screen.getByRole('button', { name: 'Open it' }));
    await member.click(await screen.findByRole('button', { name: 'Reject' }));
    await member.click(await screen.findByRole('button', { name: 'Change rule' }));
    goBack();
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    expect(dialog()).not.toBeNull();
    goBack();
    await waitFor(() => expect(dialog()).toBeNull());
    expect(location.pathname).toBe('/request');
  });

  it('is as it was after a sheet was closed otherwise', async () => {
    const member = userEvent.setup();
    await member.click(screen.getByRole('button', { name: 'Open it' }));
    await member.click(await screen.findByRole('button', { name: 'Reject' }));
    await member.keyboard('{Escape}');
    goBack();
    await screen.findByRole('button', { name: 'Open it' });
  });
});

describe('Back on the app’s first screen', () => {
  it('closes the sheet and does not leave the app', async () => {
    drawInBrowser('/request');
    const member = userEvent.setup();
    await member.click(screen.getByRole('button', { name: 'Reject' }));
    await screen.findByLabelText('Reason');
    goBack();
    await waitFor(() => expect(dialog()).toBeNull());
    expect(location.pathname).toBe('/request');
    expect(screen.getByRole('button', { name: 'Reject' })).toBeTruthy();
  });
});

function Talkative({ onUndo }: { readonly onUndo: () => void }): ReactNode {
  const announce = useAnnounce();
  const [count, setCount] = useState(1);
  const say = (): void => {
    setCount(count + 1);
    announce(`Change ${count}`, { label: 'Undo', run: onUndo });
  };
  return <Button onClick={say}>Change</Button>;
}

describe('messages', () => {
  const shown = (): readonly string[] =>
    [...document.querySelectorAll('.ct-toast-words')].map((words) => words.textContent);

  it('are at most three, and each has its own way back', async () => {
    const member = userEvent.setup();
    const onUndo = vi.fn();
    draw(<Talkative onUndo={onUndo} />);
    for (let press = 0; press < 5; press += 1)
      await member.click(screen.getByRole('button', { name: 'Change' }));
    expect(shown()).toEqual(['Change 3', 'Change 4', 'Change 5']);
    await member.click(screen.getAllByRole('button', { name: 'Undo' })[0] ?? document.body);
    expect(onUndo).toHaveBeenCalledTimes(1);
    expect(shown()).toEqual(['Change 4', 'Change 5']);
  });

  it('are reached by F8, undone by Enter, and give the focus back', async () => {
    const member = userEvent.setup();
    const onUndo = vi.fn();
    draw(<Talkative onUndo={onUndo} />);
    const change = screen.getByRole('button', { name: 'Change' });
    await member.click(change);
    await member.keyboard('{F8}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Undo' }));
    await member.keyboard('{Enter}');
    expect(onUndo).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(change);
    await member.click(change);
    await member.keyboard('{F8}{Escape}');
    expect(shown()).toEqual([]);
    expect(document.activeElement).toBe(change);
  });

  it('wait while somebody points at them or is in them, then go', () => {
    vi.useFakeTimers({ shouldAdvanceTime: false, toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    draw(<Talkative onUndo={vi.fn()} />);
    act(() => screen.getByRole('button', { name: 'Change' }).click());
    const later = (ms: number): void =>
      act(() => {
        vi.advanceTimersByTime(ms);
      });
    later(11_000);
    act(() => screen.getByRole('button', { name: 'Undo' }).focus());
    later(60_000);
    expect(shown()).toEqual(['Change 1']);
    act(() => screen.getByRole('button', { name: 'Undo' }).blur());
    later(1500);
    expect(shown()).toEqual(['Change 1']);
    later(1000);
    expect(shown()).toEqual([]);
    vi.useRealTimers();
  });
});
