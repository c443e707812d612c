import { describe, expect, it } from 'vitest';
import { FIRST_SIZE, MIN_SIZE, parsePlace, placeWindow } from './window-place.ts';

const screen = { x: 0, y: 25, width: 1920, height: 1055 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };
const saved = { x: 100, y: 100, width: 1000, height: 700, maximized: false };

describe('the window’s place', () => {
  it('is of a first size, in the middle, at the first start', () => {
    expect(placeWindow(undefined, [screen])).toEqual({ bounds: FIRST_SIZE, maximized: false });
  });

  it('is where it was', () => {
    const { maximized, ...bounds } = saved;
    expect(placeWindow(saved, [screen])).toEqual({ bounds, maximized });
    expect(placeWindow({ ...saved, x: 2000, maximized: true }, [screen, right])).toEqual({
      bounds: { ...bounds, x: 2000 },
      maximized: true,
    });
  });

  it.each([
    ['its screen is gone', { ...saved, x: 2000 }],
    ['only a sliver would show', { ...saved, x: 1900 }],
    ['its title bar is above the screen', { ...saved, y: 0 }],
    ['its title bar is below the screen', { ...saved, y: 1075 }],
  ])('keeps its size but not its place when %s', (_, place) => {
    expect(placeWindow(place, [screen]).bounds).toEqual({ width: 1000, height: 700 });
  });

  it('may hang over the left edge as long as it can be caught', () => {
    expect(placeWindow({ ...saved, x: -900 }, [screen]).bounds.x).toBe(-900);
    expect(placeWindow({ ...saved, x: -950 }, [screen]).bounds.x).toBeUndefined();
  });

  it('is never smaller than can be used', () => {
    const { bounds } = placeWindow({ ...saved, width: 10, height: 10 }, [screen]);
    expect(bounds).toMatchObject(MIN_SIZE);
  });

  it.each([
    undefined,
    null,
    {},
    [],
    { ...saved, x: 'left' },
    { ...saved, width: NaN },
    { ...saved, maximized: 1 },
  ])('is not read from %j', (value) => expect(parsePlace(value)).toBeUndefined());
  it('is read from what was written', () =>
    expect(parsePlace(JSON.parse(JSON.stringify(saved)))).toEqual(saved));
});
