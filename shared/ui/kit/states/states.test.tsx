/** What stands in the place of content says what is so, and gives a way on. */
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { draw } from '../../testing.tsx';
import { FaultState } from './FaultState.tsx';
import { LongWork } from './LongWork.tsx';

describe('a fault', () => {
  it('is told at once, and tries again once at a time', async () => {
    const member = userEvent.setup();
    let answer = (): void => undefined;
    const onRetry = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
    draw(
      <FaultState
        title="The file could not be read"
        text="It is cut short."
        onRetry={onRetry}
        detail="EOF"
      />,
    );
    expect(screen.getByRole('alert').textContent).toContain('It is cut short.');
    const retry = screen.getByRole('button', { name: 'Try again' });
    await member.click(retry);
    expect(retry.textContent).toBe('Trying…');
    await member.click(retry);
    expect(onRetry).toHaveBeenCalledTimes(1);
    await act(() => Promise.resolve(answer()));
    expect(retry.textContent).toBe('Try again');
  });

  it('can be tried again after a try that failed', async () => {
    const member = userEvent.setup();
    const onRetry = vi.fn(() => Promise.reject(new Error('still cut')));
    draw(<FaultState title="The file could not be read" text="It is cut short." onRetry={onRetry} />);
    await member.click(screen.getByRole('button', { name: 'Try again' }));
    await member.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledTimes(2);
  });
});

describe('long work', () => {
  it.each([
    [{ done: 412, total: 3870 }, '412 of 3,870', '412'],
    [{ done: 412 }, '412 so far', null],
    [undefined, 'Starting…', null],
    [{ done: 9, total: 3 }, '9 of 3', '3'],
  ])('counts truly: %j', (progress, words, value) => {
    draw(<LongWork title="Importing" progress={progress} />);
    expect(screen.getByText(words)).toBeTruthy();
    const bar = screen.getByRole('progressbar', { name: 'Importing' });
    expect(bar.getAttribute('value')).toBe(value);
    expect(bar.getAttribute('aria-valuetext')).toBe(words);
  });

  it('is stopped once', async () => {
    const member = userEvent.setup();
    const onStop = vi.fn();
    draw(<LongWork title="Importing" progress={{ done: 1 }} onStop={onStop} />);
    await member.click(screen.getByRole('button', { name: 'Stop' }));
    await member.click(screen.getByRole('button', { name: 'Stopping…' }));
    expect(onStop).toHaveBeenCalledTimes(1);
  });
});
