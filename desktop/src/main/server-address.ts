/** Where the association's server is: reading what a person typed, and looking whether it is ours. Knows no token. */
import type { ConnectAnswer, ConnectProblem } from '../bridge/channels.ts';

type Parsed =
  | { readonly ok: true; readonly origin: string }
  | { readonly ok: false; readonly problem: ConnectProblem };

function isThisComputer(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** What was typed as an address with a scheme: a bare name gets https, this computer http. */
function withScheme(typed: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return typed;
  const guess = `http://${typed}`;
  return URL.canParse(guess) && isThisComputer(new URL(guess).hostname) ? guess : `https://${typed}`;
}

/** A pasted page address gives its origin. */
export function parseServerAddress(text: string): Parsed {
  const address = withScheme(text.trim());
  if (!URL.canParse(address)) return { ok: false, problem: 'not-an-address' };
  const { protocol, hostname, username, password, origin } = new URL(address);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  if (!isWeb || `${username}${password}` !== '') return { ok: false, problem: 'not-an-address' };
  if (protocol === 'http:' && !isThisComputer(hostname)) return { ok: false, problem: 'not-secure' };
  return { ok: true, origin };
}

/** What is kept in the settings file; an address that would not be accepted today is none. */
export function parseServerSetting(value: unknown): { readonly server: string } | undefined {
  if (typeof value !== 'object' || value === null || !('server' in value)) return undefined;
  if (typeof value.server !== 'string') return undefined;
  const parsed = parseServerAddress(value.server);
  return parsed.ok ? { server: parsed.origin } : undefined;
}

/** Asks without any token. Must reject a redirect. */
export type ProbeFetch = (address: string) => Promise<Response>;

function isSessionAnswer(status: number, body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  if (status === 200) return 'account' in body && 'protocol' in body;
  return status === 401 && 'problem' in body && body.problem === 'signed-out';
}

/** Whether a server of ours answers there; undefined means yes. */
export async function probeServer(origin: string, fetch: ProbeFetch): Promise<ConnectProblem | undefined> {
  let answer: Response;
  try {
    answer = await fetch(`${origin}/api/session`);
  } catch {
    return 'unreachable'; // for the person it is one thing, whether name, network, certificate or redirect
  }
  const body: unknown = await answer.json().catch(() => undefined);
  return isSessionAnswer(answer.status, body) ? undefined : 'not-communitrak';
}

export interface ConnectParts {
  readonly current: () => string | undefined;
  readonly fetch: ProbeFetch;
  /** Asks whether to leave the present server, saying what is lost. */
  readonly confirmChange: () => Promise<boolean>;
  /** Removes token and local data of the present server. */
  readonly leaveCurrent: () => Promise<void>;
  readonly keep: (origin: string) => void;
}

export async function connect(address: string, parts: ConnectParts): Promise<ConnectAnswer> {
  const parsed = parseServerAddress(address);
  if (!parsed.ok) return parsed;
  const problem = await probeServer(parsed.origin, parts.fetch);
  if (problem !== undefined) return { ok: false, problem };
  const current = parts.current();
  if (current === parsed.origin) return { ok: true };
  if (current !== undefined) {
    if (!(await parts.confirmChange())) return { ok: false, problem: 'cancelled' };
    await parts.leaveCurrent();
  }
  parts.keep(parsed.origin);
  return { ok: true };
}
