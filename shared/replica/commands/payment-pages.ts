/**
 * What of paying only a connection can do: the gateway's own pages (to pay, to save a way to pay), and which saved way is the
 * default or gone. The one place that knows these addresses of the server; its answers are parsed here.
 */
import { parseShape } from '@communitrak/protocol/parse.ts';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { PageAnswerSchema } from '@communitrak/protocol/payments.ts';
import { faultOf, HttpFault } from '../http.ts';
import type { Replica } from '../replica.ts';

/** `gone`: what it is about is not there any more. `refused`: the gateway or the server says no. */
export type OnlineProblem = 'offline' | 'signed-out' | 'gone' | 'refused' | 'busy' | 'unavailable';

export type OnlineResult = { readonly ok: true } | { readonly ok: false; readonly problem: OnlineProblem };
export type PageResult =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly problem: OnlineProblem };

const BY_STATUS = new Map<number, OnlineProblem>([
  [0, 'offline'],
  [401, 'signed-out'],
  [403, 'gone'],
  [404, 'gone'],
  [429, 'busy'],
]);

/** @throws what is no fault of the connection or the server */
export function problemOf(error: unknown): OnlineProblem {
  if (!(error instanceof HttpFault)) throw error;
  return BY_STATUS.get(error.status) ?? (error.status >= 500 ? 'unavailable' : 'refused');
}

const addressOf = ({ session }: Replica, path: string): string =>
  `/a/${encodeURIComponent(session.id)}/payments/${path}`;

const WEB: ReadonlySet<string> = new Set(['https:', 'http:']);

/** A web page's address; undefined for anything else, a script's above all. */
function webPage(url: string): string | undefined {
  return URL.canParse(url) && WEB.has(new URL(url).protocol) ? url : undefined;
}

export async function page(replica: Replica, path: string, body: object): Promise<PageResult> {
  try {
    const answer = parseShape(
      PageAnswerSchema,
      await replica.parts.http.post(addressOf(replica, path), body),
    );
    const url = answer.ok ? webPage(answer.value.url) : undefined;
    return url === undefined ? { ok: false, problem: 'unavailable' } : { ok: true, url };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** What it answers is said by the documents that follow. */
export async function act(replica: Replica, path: string, body: object = {}): Promise<OnlineResult> {
  const { http, sync } = replica.parts;
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  try {
    const response = await http.send(addressOf(replica, path), init);
    if (!response.ok) throw await faultOf(response);
    sync.ask();
    return { ok: true };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Where a payment that the server has is paid, or gone on with. @param payment document id */
export const payPage = (replica: Replica, payment: string): Promise<PageResult> =>
  page(replica, 'pages/pay', { payment: localOf(payment) });

/** Takes back a payment that waits for its person at the gateway's page. @param payment document id */
export const leavePage = (replica: Replica, payment: string): Promise<OnlineResult> =>
  act(replica, 'pages/leave', { payment: localOf(payment) });

/** Where a household saves a card or a bank account. @param household local id */
export const methodPage = (replica: Replica, household: string, kind: 'card' | 'bank'): Promise<PageResult> =>
  page(replica, 'pages/method', { household, kind });

/** Where a household sees and changes what the gateway keeps of it. @param household local id */
export const portalPage = (replica: Replica, household: string): Promise<PageResult> =>
  page(replica, 'pages/portal', { household });

/** @param method local id of a saved one */
export const makeMethodDefault = (replica: Replica, method: string): Promise<OnlineResult> =>
  act(replica, `methods/${encodeURIComponent(method)}/default`);

/** @param method local id of a saved one */
export const removeMethod = (replica: Replica, method: string): Promise<OnlineResult> =>
  act(replica, `methods/${encodeURIComponent(method)}/remove`);
