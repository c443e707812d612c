/**
 * The door between page and main: every message is looked at (who sends it, and what it is) before a handler sees it.
 * Knows no feature; the handlers are parameters.
 */
import type { IpcMain } from 'electron';
import {
  CALL_NAMES,
  TELL_NAMES,
  type CallName,
  type Calls,
  type TellName,
  type Tells,
} from '../bridge/channels.ts';
import { parseCall, parseTell } from '../bridge/parse.ts';
import { CONNECT_PATH, isOwnPage, ownUrl } from './app-origin.ts';
import type { Log } from './log.ts';

/** As much of a sender as is looked at. */
export interface Sender {
  readonly url: string;
  /** Null for a page's main frame. */
  readonly parent: unknown;
}

export type CallHandlers = {
  readonly [K in CallName]: (request: Calls[K]['request']) => Promise<Calls[K]['answer']>;
};
export type TellHandlers = { readonly [K in TellName]: (message: Tells[K]) => void };

/** Only the main frame of a page of ours; and only the connect page may name a server. */
export function mayKnock(sender: Sender | null, channel: CallName | TellName): boolean {
  if (sender === null || sender.parent !== null || !isOwnPage(sender.url)) return false;
  return (channel === 'connect') === (ownUrl(sender.url)?.pathname === CONNECT_PATH);
}

/** @throws Error the page's promise is rejected with it; a page of ours never sees one */
export async function answerCall<K extends CallName>(
  name: K,
  sender: Sender | null,
  value: unknown,
  handlers: CallHandlers,
): Promise<Calls[K]['answer']> {
  if (!mayKnock(sender, name)) throw new Error(`${name}: refused`);
  const request = parseCall[name](value);
  if (request === undefined) throw new Error(`${name}: not such a message`);
  return await handlers[name](request);
}

export function takeTell<K extends TellName>(
  name: K,
  sender: Sender | null,
  value: unknown,
  handlers: TellHandlers,
): boolean {
  const message = mayKnock(sender, name) ? parseTell[name](value) : undefined;
  if (message === undefined) return false;
  handlers[name](message);
  return true;
}

export function openDoor(ipc: IpcMain, calls: CallHandlers, tells: TellHandlers, log: Log): void {
  for (const name of CALL_NAMES) {
    ipc.handle(name, (event, value: unknown) => answerCall(name, event.senderFrame, value, calls));
  }
  for (const name of TELL_NAMES) {
    ipc.on(name, (event, value: unknown) => {
      if (!takeTell(name, event.senderFrame, value, tells)) log(`${name}: refused`);
    });
  }
}
