import { describe, expect, it } from 'vitest';
import type { MenuItemConstructorOptions as Item } from 'electron';
import type { MenuEntry } from '../bridge/channels.ts';
import { menuTemplate, type MenuActions } from './menu.ts';
import { languageOf, wordsIn } from './words.ts';

const ENTRIES: readonly MenuEntry[] = [
  { menu: 'app', label: 'Settings', path: '/app/w/settings', accelerator: 'CmdOrCtrl+,' },
  { menu: 'file', label: 'New request', path: '/app/w/requests/new', accelerator: 'CmdOrCtrl+N' },
  { menu: 'go', label: 'Home', path: '/app/w', accelerator: 'CmdOrCtrl+1' },
  { menu: 'go', label: 'Inbox', path: '/app/w/inbox' },
];

function template(language: 'en' | 'es', isMac: boolean, devTools = false, entries = ENTRIES) {
  const seen: string[] = [];
  const say = (what: string) => () => void seen.push(what);
  const actions: MenuActions = {
    show: (path) => void seen.push(`show ${path}`),
    back: say('back'),
    forward: say('forward'),
    print: say('print'),
    changeServer: say('changeServer'),
    showKeys: say('showKeys'),
    showAbout: say('showAbout'),
  };
  return { seen, menus: menuTemplate({ words: wordsIn(language), isMac, devTools, entries, actions }) };
}

const below = (item: Item): Item[] => (Array.isArray(item.submenu) ? item.submenu : []);
const all = (menus: readonly Item[]): Item[] => menus.flatMap((menu) => [menu, ...below(menu)]);
/** Calls an entry's click; ours take no arguments. */
function click(item: Item | undefined): void {
  const act: unknown = item?.click;
  if (typeof act !== 'function') throw new Error('no such entry');
  Reflect.apply(act, undefined, []);
}

describe('the menu', () => {
  it.each(['en', 'es'] as const)('has a label on every entry (%s)', (language) => {
    for (const isMac of [true, false]) {
      const bare = all(template(language, isMac, true).menus).filter(
        (item) => item.type !== 'separator' && (item.label ?? '') === '',
      );
      expect(bare).toEqual([]);
    }
  });

  it('shares no word but the name and "Zoom"-like ones between the languages', () => {
    const [english, spanish] = [wordsIn('en'), wordsIn('es')];
    const same = Object.entries(english).filter(([key, word]) => Reflect.get(spanish, key) === word);
    expect(same).toEqual([]);
    expect(Object.keys(spanish)).toEqual(Object.keys(english));
  });

  it.each([true, false])('uses no key twice (mac: %s)', (isMac) => {
    const keys = all(template('en', isMac).menus).flatMap(({ accelerator }) => accelerator ?? []);
    expect(keys.length).toBeGreaterThan(6);
    expect(new Set(keys.map(String)).size).toBe(keys.length);
  });

  it('does something at every entry that has no role', () => {
    const { menus, seen } = template('en', false);
    const ours = menus.flatMap(below).filter((item) => item.type !== 'separator' && item.role === undefined);
    for (const item of ours) click(item);
    expect(seen).toEqual([
      'show /app/w/requests/new',
      'print',
      'changeServer',
      'back',
      'forward',
      'show /app/w',
      'show /app/w/inbox',
      'show /app/w/settings',
      'showKeys',
      'showAbout',
    ]);
  });

  it('has the app menu on a Mac, and Quit once on each system', () => {
    const quits = (isMac: boolean) =>
      all(template('en', isMac).menus).filter(({ role }) => role === 'quit').length;
    expect([quits(true), quits(false)]).toEqual([1, 1]);
    expect(template('en', true).menus[0]?.label).toBe('Communitrak');
    expect(template('es', false).menus.map(({ label }) => label)).toEqual([
      'Archivo',
      'Edición',
      'Ver',
      'Ir',
      'Ventana',
      'Ayuda',
    ]);
  });

  it('offers developer tools only where asked', () => {
    const roles = (devTools: boolean) => all(template('en', false, devTools).menus).map(({ role }) => role);
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(true)).toContain('toggleDevTools');
  });
});

describe('the page’s entries', () => {
  it('stand in the application’s menu on a Mac', () => {
    const [application] = template('en', true).menus;
    expect(below(application ?? {}).map(({ label }) => label)).toContain('Settings');
  });

  it('leave no line behind where there are none', () => {
    for (const isMac of [true, false]) {
      for (const menu of template('en', isMac, false, []).menus) {
        const types = below(menu).map(({ type }) => type);
        expect([types[0], types.at(-1)]).not.toContain('separator');
        expect(types.filter((type, at) => type === 'separator' && types[at + 1] === type)).toEqual([]);
      }
    }
  });
});

describe('the language', () => {
  it.each([
    [['es-MX', 'en-US'], 'es'],
    [['fr-CA', 'es'], 'es'],
    [['en-US', 'es'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
  ] as const)('for %j is %s', (preferred, language) => expect(languageOf(preferred)).toBe(language));
});
