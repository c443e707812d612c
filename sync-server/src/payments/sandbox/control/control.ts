/**
 * /sandbox: what only a sandbox has. A page for people, and for programs:
 * - POST /sandbox/clock {advance: seconds}: moves the clock on, answers when what fell due has happened
 * - GET, POST, DELETE /sandbox/faults: what goes wrong from now on (faults.ts)
 * - POST /sandbox/webhooks {platform: {url, secret}, connect: {url, secret}}: where events go
 * - POST /sandbox/methods {account, customer, number}: a saved method
 * - POST /sandbox/accounts {account}: the onboarding page filled in
 * - POST /sandbox/disputes {account, dispute, outcome: won | lost}: the bank's decision
 * Bodies are JSON or a form; answers are JSON, and to a form of the page the page again.
 */
import type { IncomingMessage } from 'node:http';
import { parseForm } from '../api/form.ts';
import type { Raw } from '../api/form.ts';
import { ApiProblem, found, invalid } from '../api/problems.ts';
import { hash, integer, oneOf, readFields, required, text } from '../api/rules.ts';
import type { RunningEngine } from '../core/engine.ts';
import type { Engine, World } from '../core/world.ts';
import { closeDispute } from '../money/disputes.ts';
import { dashboardPage } from '../pages/dashboard.ts';
import { worldAt } from '../pages/page.ts';
import type { Answer } from '../server.ts';
import type { Deliverer } from '../webhooks/deliver.ts';
import { readFaultPlan } from './faults.ts';
import type { Faults } from './faults.ts';
import { fillForTests, saveMethod } from './shortcuts.ts';

export interface ClockView {
  /** Seconds since 1970. */
  now(): number;
  /** Seconds ahead of real time. */
  ahead(): number;
  /** Everything that falls due happens before it returns. */
  advance(seconds: number): void;
}

interface Parts {
  readonly engine: Engine;
  readonly running: RunningEngine;
  readonly clock: ClockView;
  readonly faults: Faults;
  readonly deliverer: Deliverer;
  readonly version: () => string | undefined;
}

type Fields = Readonly<Record<string, Raw>>;
type Action = (parts: Parts, fields: Fields) => unknown;

/** Numbers and truth values of JSON as a form would send them. */
function asRaw(value: unknown): Raw {
  if (Array.isArray(value)) return value.map(asRaw);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, asRaw(it)]));
  }
  return String(value);
}

function readBody(req: IncomingMessage, body: string): Fields {
  if (!(req.headers['content-type'] ?? '').includes('json')) return parseForm(body);
  try {
    const value = asRaw(JSON.parse(body));
    if (typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  } catch {
    throw invalid('The body is not JSON.');
  }
  throw invalid('The body must be a JSON object.');
}

const DAY_SECONDS = 86_400;
const YEARS_SECONDS = 5 * 366 * DAY_SECONDS;

const clock: Action = ({ clock: it }, fields) => {
  const { advance } = readFields({ advance: required(integer(0)) }, fields);
  if (advance > YEARS_SECONDS)
    throw invalid('The clock moves on by at most five years at a time.', 'advance');
  it.advance(advance);
  return { now: it.now(), ahead: it.ahead() };
};

const faults: Action = (parts, fields) => {
  parts.faults.set(readFaultPlan(fields));
  return parts.faults.plan();
};

const target = hash({ url: required(text()), secret: required(text()) });

const webhooks: Action = ({ deliverer }, fields) => {
  const { platform, connect } = readFields({ platform: target, connect: target }, fields);
  deliverer.subscribe({ platform, connect });
  return { platform: platform?.url ?? null, connect: connect?.url ?? null };
};

/** What is not there, in words. */
function tried<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? invalid(error.message) : error;
  }
}

const methods: Action = ({ engine }, fields) => {
  const known = { account: text(), customer: required(text()), number: required(text()) };
  const { account, customer, number } = readFields(known, fields);
  return tried(() => saveMethod(engine, account, customer, number));
};

const accounts: Action = ({ engine }, fields) => {
  const { account } = readFields({ account: required(text()) }, fields);
  return tried(() => fillForTests(engine, account));
};

const disputes: Action = ({ engine }, fields) => {
  const known = {
    account: required(text()),
    dispute: required(text()),
    outcome: required(oneOf('won', 'lost')),
  };
  const { account, dispute, outcome } = readFields(known, fields);
  const world: World = found(worldAt(engine.platform, account), 'account', account, 'account');
  found(world.disputes.get(dispute), 'dispute', dispute, 'dispute');
  closeDispute(world, dispute, outcome);
  return world.disputes.need(dispute);
};

const ACTIONS: Readonly<Record<string, Action>> = {
  'GET /sandbox/clock': ({ clock: it }) => ({ now: it.now(), ahead: it.ahead() }),
  'POST /sandbox/clock': clock,
  'GET /sandbox/faults': (parts) => parts.faults.plan(),
  'POST /sandbox/faults': faults,
  'DELETE /sandbox/faults': (parts) => faults(parts, {}),
  'POST /sandbox/webhooks': webhooks,
  'POST /sandbox/methods': methods,
  'POST /sandbox/accounts': accounts,
  'POST /sandbox/disputes': disputes,
};

const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(value, null, 2)}\n`,
});

/** A form of the page asks for a page. */
const isBrowser = (req: IncomingMessage): boolean => (req.headers.accept ?? '').includes('text/html');

function act(parts: Parts, req: IncomingMessage, action: Action, body: string): Answer {
  try {
    const value = action(parts, req.method === 'POST' ? readBody(req, body) : {});
    parts.running.flush();
    if (!isBrowser(req)) return json(200, value);
    return { status: 303, type: 'text/plain', body: '', location: '/sandbox' };
  } catch (error) {
    if (error instanceof ApiProblem) return json(error.status, { error: error.body });
    throw error;
  }
}

export function createControl(parts: Parts): (req: IncomingMessage, body: string) => Answer {
  return (req, body) => {
    const path = (req.url ?? '').split('?')[0] ?? '';
    if (req.method === 'GET' && path === '/sandbox') {
      const page = dashboardPage({
        worlds: parts.running.worlds(),
        platform: parts.engine.platform,
        clock: parts.clock,
        version: parts.version(),
        languages: req.headers['accept-language'],
      });
      return { status: 200, type: 'text/html; charset=utf-8', body: page.text };
    }
    const action = ACTIONS[`${req.method ?? ''} ${path}`];
    if (action !== undefined) return act(parts, req, action, body);
    return json(404, { error: { message: `The sandbox has no ${req.method ?? ''} ${path}` } });
  };
}
