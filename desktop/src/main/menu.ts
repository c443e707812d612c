/**
 * The menu bar as a pure template: language, system and the page's own entries in, labels and keys out. What an entry does
 * is a parameter. Knows no place of the app: those that it leads to are the page's.
 */
import type { MenuItemConstructorOptions as Item } from 'electron';
import type { MenuEntry } from '../bridge/channels.ts';
import type { Words } from './words.ts';

export interface MenuActions {
  /** Shows a path of the app. */
  readonly show: (path: string) => void;
  readonly back: () => void;
  readonly forward: () => void;
  readonly print: () => void;
  readonly changeServer: () => void;
  readonly showKeys: () => void;
  readonly showAbout: () => void;
}

export interface MenuInput {
  readonly words: Words;
  readonly isMac: boolean;
  readonly devTools: boolean;
  /** The page's. */
  readonly entries: readonly MenuEntry[];
  readonly actions: MenuActions;
}

const LINE: Item = { type: 'separator' };

/** The page's entries of one menu; with a line on the side where something follows or goes before. */
function own({ entries, actions }: MenuInput, menu: MenuEntry['menu'], line: 'before' | 'after'): Item[] {
  const items = entries
    .filter((entry) => entry.menu === menu)
    .map(({ label, path, accelerator }): Item => ({
      label,
      click: () => actions.show(path),
      ...(accelerator === undefined ? {} : { accelerator }),
    }));
  if (items.length === 0) return [];
  return line === 'before' ? [LINE, ...items] : [...items, LINE];
}

function appMenu(input: MenuInput): Item {
  const { words, actions } = input;
  return {
    label: 'Communitrak',
    submenu: [
      { label: words.about, click: actions.showAbout },
      LINE,
      ...own(input, 'app', 'after'),
      { role: 'services', label: words.services },
      LINE,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      LINE,
      { role: 'quit', label: words.quit },
    ],
  };
}

function fileMenu(input: MenuInput): Item {
  const { words, isMac, actions } = input;
  return {
    label: words.file,
    submenu: [
      ...own(input, 'file', 'after'),
      { label: words.print, accelerator: 'CmdOrCtrl+P', click: actions.print },
      LINE,
      { label: words.changeServer, click: actions.changeServer },
      LINE,
      { role: 'close', label: words.closeWindow },
      ...(isMac ? [] : [{ role: 'quit', label: words.quit } satisfies Item]),
    ],
  };
}

function editMenu({ words }: MenuInput): Item {
  return {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      LINE,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  };
}

function viewMenu({ words, devTools }: MenuInput): Item {
  return {
    label: words.view,
    submenu: [
      { role: 'reload', label: words.reload },
      LINE,
      { role: 'resetZoom', label: words.actualSize },
      { role: 'zoomIn', label: words.larger },
      { role: 'zoomOut', label: words.smaller },
      LINE,
      { role: 'togglefullscreen', label: words.fullScreen },
      ...(devTools ? [LINE, { role: 'toggleDevTools', label: words.devTools } satisfies Item] : []),
    ],
  };
}

function goMenu(input: MenuInput): Item {
  const { words, isMac, actions } = input;
  return {
    label: words.go,
    submenu: [
      { label: words.back, accelerator: isMac ? 'Cmd+[' : 'Alt+Left', click: actions.back },
      { label: words.forward, accelerator: isMac ? 'Cmd+]' : 'Alt+Right', click: actions.forward },
      ...own(input, 'go', 'before'),
      ...(isMac ? [] : own(input, 'app', 'before')),
    ],
  };
}

function windowMenu({ words, isMac }: MenuInput): Item {
  const mac: Item[] = [{ role: 'zoom', label: words.zoom }, LINE, { role: 'front', label: words.front }];
  return {
    label: words.window,
    role: 'windowMenu',
    submenu: [{ role: 'minimize', label: words.minimize }, ...(isMac ? mac : [])],
  };
}

function helpMenu({ words, isMac, actions }: MenuInput): Item {
  return {
    label: words.help,
    role: 'help',
    submenu: [
      { label: words.keys, accelerator: 'CmdOrCtrl+/', click: actions.showKeys },
      ...(isMac ? [] : [LINE, { label: words.about, click: actions.showAbout }]),
    ],
  };
}

export function menuTemplate(input: MenuInput): Item[] {
  const menus = [fileMenu, editMenu, viewMenu, goMenu, windowMenu, helpMenu].map((menu) => menu(input));
  return input.isMac ? [appMenu(input), ...menus] : menus;
}
