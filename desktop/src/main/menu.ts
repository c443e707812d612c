/** The menu bar as a pure template: language and system in, labels and keys out. What an entry does is a parameter. */
import type { MenuItemConstructorOptions as Item } from 'electron';
import type { Place } from './places.ts';
import type { Words } from './words.ts';

export interface MenuActions {
  readonly go: (place: Place) => void;
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
  readonly actions: MenuActions;
}

const LINE: Item = { type: 'separator' };

function appMenu({ words, actions }: MenuInput): Item {
  return {
    label: 'Communitrak',
    submenu: [
      { label: words.about, click: actions.showAbout },
      LINE,
      { label: words.settings, accelerator: 'Cmd+,', click: () => actions.go('settings') },
      LINE,
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

function fileMenu({ words, isMac, actions }: MenuInput): Item {
  return {
    label: words.file,
    submenu: [
      { label: words.newRequest, accelerator: 'CmdOrCtrl+N', click: () => actions.go('new-request') },
      LINE,
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

function goMenu({ words, isMac, actions }: MenuInput): Item {
  const place = (label: string, accelerator: string, to: Place): Item => ({
    label,
    accelerator,
    click: () => actions.go(to),
  });
  return {
    label: words.go,
    submenu: [
      { label: words.back, accelerator: isMac ? 'Cmd+[' : 'Alt+Left', click: actions.back },
      { label: words.forward, accelerator: isMac ? 'Cmd+]' : 'Alt+Right', click: actions.forward },
      LINE,
      place(words.home, 'CmdOrCtrl+1', 'home'),
      place(words.requests, 'CmdOrCtrl+2', 'requests'),
      place(words.inbox, 'CmdOrCtrl+3', 'inbox'),
      place(words.unsent, 'CmdOrCtrl+4', 'unsent'),
      ...(isMac ? [] : [LINE, place(words.settings, 'Ctrl+,', 'settings')]),
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
