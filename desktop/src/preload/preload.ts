/** The only hole between page and main: the functions of the bridge, each looked at on the way back. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type {
  CallName,
  Calls,
  DesktopBridge,
  PushName,
  Pushes,
  TellName,
  Tells,
} from '../bridge/channels.ts';
import { parseAnswer, parsePush } from '../bridge/parse.ts';

async function call<K extends CallName>(name: K, request: Calls[K]['request']): Promise<Calls[K]['answer']> {
  const answer = parseAnswer[name](await ipcRenderer.invoke(name, request));
  if (answer === undefined) throw new Error(`${name}: not such an answer`);
  return answer;
}

function tell<K extends TellName>(name: K, message: Tells[K]): void {
  ipcRenderer.send(name, message);
}

/** @returns how to stop listening */
function listen<K extends PushName>(name: K, listener: (message: Pushes[K]) => void): () => void {
  // The event itself (and with it ipcRenderer) never reaches the page.
  const onMessage = (_event: IpcRendererEvent, value: unknown): void => {
    const message = parsePush[name](value);
    if (message !== undefined) listener(message);
  };
  ipcRenderer.on(name, onMessage);
  return () => void ipcRenderer.removeListener(name, onMessage);
}

const bridge: DesktopBridge = {
  saveFile: (file) => call('save-file', file),
  print: async () => void (await call('print', {})),
  lockKey: async (bytes) => (await call('lock-key', { bytes })).bytes,
  unlockKey: async (bytes) => (await call('unlock-key', { bytes })).bytes,
  connect: (address) => call('connect', { address }),
  notify: (notice) => tell('notify', notice),
  setLanguage: (language) => tell('language', { language }),
  setMenu: (entries) => tell('menu', { entries }),
  setBadge: (count) => tell('badge', { count }),
  onNavigate: (listener) => listen('navigate', ({ path }) => listener(path)),
  onShowKeys: (listener) => listen('show-keys', () => listener()),
};

contextBridge.exposeInMainWorld('communitrak', bridge);
