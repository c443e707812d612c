/** The palettes' contrasts, and that no feature writes a look of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, type Palette } from './theme.ts';

const TEXT = 4.5;
const EDGE = 3;

const PAIRS: readonly (readonly [keyof Palette, readonly (keyof Palette)[], number])[] = [
  ['text', ['ground', 'surface', 'hover'], TEXT],
  ['textSoft', ['ground', 'surface', 'hover'], TEXT],
  ['onAction', ['action', 'actionHover'], TEXT],
  ['actionText', ['ground', 'surface', 'hover'], TEXT],
  ['onActionSoft', ['actionSoft'], TEXT],
  ['needs', ['ground', 'surface', 'hover'], TEXT],
  ['onNeedsSoft', ['needsSoft'], TEXT],
  ['onLoss', ['loss', 'lossHover'], TEXT],
  ['lossText', ['ground', 'surface', 'hover'], TEXT],
  ['onLossSoft', ['lossSoft'], TEXT],
  ['onNeutralSoft', ['neutralSoft'], TEXT],
  ['edge', ['ground', 'surface', 'hover'], EDGE],
  ['chart1', ['ground', 'surface'], EDGE],
  ['chart2', ['ground', 'surface'], EDGE],
  ['chart3', ['ground', 'surface'], EDGE],
  ['chart4', ['ground', 'surface'], EDGE],
  // The toast is the page turned over.
  ['ground', ['text'], TEXT],
];

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('%s', (_name, palette) => {
  it.each(PAIRS)('%s stands out on %j by %d to 1', (front, grounds, least) => {
    for (const ground of grounds) {
      expect(contrast(palette[front], palette[ground]), `${front} on ${ground}`).toBeGreaterThanOrEqual(
        least,
      );
    }
  });
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

const features = fileURLToPath(new URL('features', import.meta.url));
const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).map((name) =>
  join(features, name),
);
/** A colour, or a text size or radius that is not a variable; a circle is a shape. */
const OWN_LOOK =
  /#[0-9a-f]{3,8}\b(?!-)|\b(?:rgb|hsl|oklch|oklab|color-mix)a?\(|(?:font-size|border-radius|font-weight)\s*:\s*(?!\s|var\(|inherit|0[;\s]|50%|400|600)[^;]+/i;

describe('features', () => {
  it('write no colour, text size or radius in their sheets', () => {
    const sheets = files.filter((name) => name.endsWith('.css'));
    const own = sheets.flatMap((name) => OWN_LOOK.exec(readFileSync(name, 'utf8'))?.[0] ?? []);
    expect(own).toEqual([]);
    expect(sheets.length).toBeGreaterThan(3);
  });

  it('write none in style attributes either', () => {
    const parts = files.filter((name) => name.endsWith('.tsx'));
    const own = parts.filter((name) =>
      /style=\{\{[^}]*(?:color|background|fontSize|borderRadius)/.test(readFileSync(name, 'utf8')),
    );
    expect(own).toEqual([]);
    expect(parts.length).toBeGreaterThan(5);
  });

  it('would be caught', () => {
    expect(OWN_LOOK.test('.a { color: #1f5a41; }')).toBe(true);
    expect(OWN_LOOK.test('.a { border-radius: 4px; }')).toBe(true);
    expect(OWN_LOOK.test('.a { font-size: 1.2rem; }')).toBe(true);
    expect(
      OWN_LOOK.test('.a { font-size: var(--ct-size-xs); color: var(--ct-text); border-radius: 0; }'),
    ).toBe(false);
  });
});
