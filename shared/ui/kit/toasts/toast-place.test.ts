/** No message lies over an act while there is room elsewhere. */
import { describe, expect, it } from 'vitest';
import { toastBottom, type Box, type ToastRoom } from './toast-place.ts';
import { MOST_TOASTS, withToast, type Toast } from './toast-list.ts';

const HEIGHT = 844;
const box = (top: number, bottom: number, left = 0, right = 390): Box => ({ top, bottom, left, right });
const room = (bars: readonly Box[], acts: readonly Box[], height = 44): ToastRoom => ({
  toasts: { left: 12, right: 378, height },
  windowHeight: HEIGHT,
  bars,
  acts,
});
/** The strip of the window that the messages cover. */
const covered = (where: ToastRoom): { top: number; bottom: number } => {
  const bottom = HEIGHT - toastBottom(where);
  return { top: bottom - where.toasts.height, bottom };
};
const nav = box(784, 844);

describe('messages', () => {
  it('stand at the bottom where nothing is', () => {
    expect(covered(room([], []))).toEqual({ top: 792, bottom: 836 });
  });

  it('stand above the bar of places and above the submit that sticks to it', () => {
    expect(covered(room([nav, box(728, 784)], [])).bottom).toBeLessThanOrEqual(728);
  });

  it('stand above a button that is under them, and above the next one if there is no room between', () => {
    const signOut = box(700, 744);
    const other = box(640, 684);
    const strip = covered(room([nav], [signOut, other]));
    expect(strip.bottom).toBeLessThanOrEqual(640);
    expect(strip.bottom).toBeGreaterThan(640 - 16);
  });

  it('take the gap between two buttons where they fit', () => {
    const strip = covered(room([nav], [box(740, 780), box(600, 644)]));
    expect(strip.top).toBeGreaterThanOrEqual(644);
    expect(strip.bottom).toBeLessThanOrEqual(740);
  });

  it('do not mind what is beside them', () => {
    const desk: ToastRoom = {
      ...room([], [box(780, 830, 0, 200)]),
      toasts: { left: 500, right: 900, height: 44 },
    };
    expect(toastBottom(desk)).toBe(8);
  });

  it('leave the acts, never the bars, where a screen is full of buttons', () => {
    const full = Array.from({ length: 20 }, (_, index) => box(index * 42, index * 42 + 40));
    const strip = covered(room([nav], full));
    expect(strip.bottom).toBeLessThanOrEqual(784);
    expect(strip.top).toBeGreaterThan(700);
  });

  it('stay in a window that is hardly higher than they are', () => {
    const low: ToastRoom = {
      ...room([box(100, 160)], []),
      windowHeight: 160,
      toasts: { left: 0, right: 390, height: 150 },
    };
    expect(160 - toastBottom(low)).toBe(150);
  });
});

describe('the list of messages', () => {
  const toast = (serial: number, words = `Message ${serial}`): Toast => ({ serial, words, act: undefined });
  it('holds the newest three', () => {
    const shown = [1, 2, 3, 4, 5].reduce<readonly Toast[]>(
      (list, serial) => withToast(list, toast(serial)),
      [],
    );
    expect(shown.map(({ serial }) => serial)).toEqual([3, 4, 5]);
    expect(shown).toHaveLength(MOST_TOASTS);
  });
  it('says nothing twice', () => {
    const shown = withToast(withToast(withToast([], toast(1, 'Saved')), toast(2)), toast(3, 'Saved'));
    expect(shown.map(({ serial }) => serial)).toEqual([2, 3]);
  });
});
