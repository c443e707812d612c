/** Hangs the menu and the "about" panel into the app, in the language in force. Wiring only. */
import { app, Menu } from 'electron';
import { menuTemplate, type MenuActions } from './menu.ts';
import type { Parts } from './parts.ts';
import { printPage } from './print.ts';
import { aboutPanel } from './updates.ts';
import { wordsIn } from './words.ts';

function menuActions({ desk, dialogs }: Parts): MenuActions {
  const history = () => desk.window()?.webContents.navigationHistory;
  return {
    show: (path) => desk.show(path),
    back: () => history()?.goBack(),
    forward: () => history()?.goForward(),
    print() {
      const page = desk.window()?.webContents;
      if (page !== undefined) void printPage(page, (why) => dialogs.sayFailed('printFailed', why));
    },
    changeServer: () => desk.showConnect(),
    showKeys: () => desk.push('show-keys', {}),
    showAbout: () => app.showAboutPanel(),
  };
}

/** Again whenever the language or the page's own entries change. */
export function showMenu(parts: Parts): void {
  const words = wordsIn(parts.settings.language());
  const { electron, chrome } = process.versions;
  app.setAboutPanelOptions(aboutPanel(words, { app: app.getVersion(), electron, chrome }));
  const isMac = process.platform === 'darwin';
  const template = menuTemplate({
    words,
    isMac,
    devTools: !app.isPackaged,
    entries: parts.menu.entries,
    actions: menuActions(parts),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
