/** The few places that cannot use the theme itself (a style sheet and a window that come before the app) agree with it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, type Palette } from '@communitrak/ui/theme.ts';
import { GROUND } from '../main/window-place.ts';
import { connectLanguage, connectWords } from './connect-words.ts';

const sheet = readFileSync(new URL('connect.css', import.meta.url), 'utf8');

/** `--text-soft: #625b50` → { textSoft: '#625b50' } */
function coloursOf(part: string): Record<string, string> {
  const found = [...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)];
  return Object.fromEntries(
    found.map(([, name = '', value = '']) => [
      name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

describe('the connect page', () => {
  const [light = '', dark = ''] = sheet.split('@media (prefers-color-scheme: dark)');
  it.each<[string, string, Palette]>([
    ['light', light, LIGHT],
    ['dark', dark, DARK],
  ])('has the theme’s colours: %s', (_, part, palette) => {
    const colours = coloursOf(part);
    expect(Object.keys(colours)).toHaveLength(9);
    expect(palette).toMatchObject(colours);
  });

  it('says each thing in both languages', () => {
    const [english, spanish] = [connectWords('en'), connectWords('es')];
    for (const key of ['title', 'lead', 'label', 'help', 'submit', 'looking'] as const)
      expect(spanish[key]).not.toBe(english[key]);
    expect(Object.keys(spanish.problems)).toEqual(Object.keys(english.problems));
    expect(connectLanguage(['fr', 'es-MX'])).toBe('es');
    expect(connectLanguage(['de'])).toBe('en');
  });
});

it('the window has the theme’s ground before anything is drawn', () => {
  expect(GROUND).toEqual({ light: LIGHT.ground, dark: DARK.ground });
});
