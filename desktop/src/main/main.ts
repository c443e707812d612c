/** Entry of the main process: wires the parts, and has no thought of its own. */
import { app, ipcMain, net, Notification, protocol, session, shell } from 'electron';
import { showMenu } from './app-menu.ts';
import { APP_SCHEME } from './app-origin.ts';
import { answerAppRequest, type AppProtocolParts } from './app-protocol.ts';
import { LINK_SCHEME, pathInArguments, pathOfLink } from './deep-links.ts';
import { showBadge } from './badge.ts';
import { openDoor, type CallHandlers, type TellHandlers } from './ipc.ts';
import { createLog, type Log } from './log.ts';
import { createNotices } from './notifications.ts';
import { filesIn } from './packaged-files.ts';
import { built, createParts, type Parts } from './parts.ts';
import { printPage } from './print.ts';
import { saveFile } from './save-file.ts';
import { guard } from './security.ts';
import { connect } from './server-address.ts';
import { linkTo, probeWith, type NetFetch } from './server-link.ts';

const fetch: NetFetch = (address, init) => net.fetch(address, init);

async function leaveServer({ token, streams }: Parts): Promise<void> {
  streams.closeAll();
  token.forgetAll();
  await session.defaultSession.clearStorageData();
  await session.defaultSession.clearCache();
}

function callHandlers(parts: Parts): CallHandlers {
  const { desk, dialogs, settings } = parts;
  return {
    'save-file': (file) =>
      saveFile(file, {
        folder: app.getPath('downloads'),
        ask: (suggestion) => dialogs.askWhereToSave(suggestion),
        sayFailed: (fault) => dialogs.sayFailed('saveFailed', fault),
      }),
    async print() {
      const page = desk.window()?.webContents;
      if (page !== undefined) await printPage(page, (why) => dialogs.sayFailed('printFailed', why));
      return {};
    },
    'lock-key': (request) => Promise.resolve(parts.keys.lock(request)),
    'unlock-key': (request) => Promise.resolve(parts.keys.unlock(request)),
    connect: ({ address }) =>
      connect(address, {
        current: () => settings.server(),
        fetch: probeWith(fetch),
        confirmChange: () => dialogs.confirmLeavingServer(),
        leaveCurrent: () => leaveServer(parts),
        keep: (origin) => settings.setServer(origin),
      }),
  };
}

function tellHandlers(parts: Parts): TellHandlers {
  const notify = createNotices({
    isSupported: () => Notification.isSupported(),
    create: (options) => new Notification(options),
    open: (path) => parts.desk.show(path),
  });
  return {
    notify,
    language({ language }) {
      if (language === parts.settings.language()) return;
      parts.settings.setLanguage(language);
      showMenu(parts);
    },
    menu({ entries }) {
      parts.menu.entries = entries;
      showMenu(parts);
    },
    badge: ({ count }) => showBadge(count, parts.desk.window()),
  };
}

/** @param linked path of a link that the app was started with */
function start(linked: string | undefined, log: Log): Parts {
  const parts = createParts(log);
  const { settings, desk, token, streams } = parts;
  const forward = linkTo(() => settings.server(), fetch, log);
  const protocolParts: AppProtocolParts = { files: filesIn(built('renderer')), forward, token, streams };
  guard(app, session.defaultSession, { openExternal: (address) => shell.openExternal(address), log });
  protocol.handle(APP_SCHEME, (request) => answerAppRequest(request, protocolParts));
  openDoor(ipcMain, callHandlers(parts), tellHandlers(parts), log);
  showMenu(parts);
  desk.show(linked);
  app.on('activate', () => desk.show());
  app.on('second-instance', (_event, words) => desk.show(pathInArguments(words)));
  return parts;
}

function run(log: Log): void {
  const link = {
    first: pathInArguments(process.argv),
    open: (path: string): void => void (link.first = path),
  };
  app.enableSandbox();
  if (process.platform === 'win32') app.setAppUserModelId('org.communitrak.desktop');
  // In a working tree the link would start a bare Electron: only a released app takes it.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on('open-url', (event, address) => {
    event.preventDefault();
    const path = pathOfLink(address);
    if (path !== undefined) link.open(path);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app
    .whenReady()
    .then(() => {
      const { desk } = start(link.first, log);
      link.open = (path) => desk.show(path);
    })
    .catch((fault: unknown) => {
      log('could not start', fault);
      app.exit(1);
    });
}

const log = createLog((line) => process.stderr.write(line));
// Must be said before the app is ready.
protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
// A second start hands its link to the first and ends: two of us would share one data folder.
if (app.requestSingleInstanceLock()) run(log);
else app.quit();
