/**
 * Whether a request may be made now. Every request passes here: after a fault all of them wait, together, longer each
 * time and never in step with other devices; a nudge (back online, the member asks, the page is seen again) opens at
 * once. 401 and 426 close it until a nudge finds that they are over; nothing here ever wipes
 * anything: that the server asks for it in as many words is only passed on.
 */
import { BehaviorSubject, type Observable } from 'rxjs';
import { HttpFault } from '../http.ts';

export type Connection = 'online' | 'offline' | 'signed-out' | 'app-too-old';

export class StoppedError extends Error {
  constructor() {
    super('the replica is closed');
    this.name = 'StoppedError';
  }
}

export interface Gate {
  readonly connection$: Observable<Connection>;
  connection(): Connection;
  /**
   * Runs the request when the gate is open, and again after every passing fault. @throws StoppedError, or what the
   * request throws when it is no HttpFault, or a fault of this request alone (4xx)
   */
  pass<T>(request: () => Promise<T>, way?: 'also-when-too-old'): Promise<T>;
  nudge(): void;
  readonly close: (connection: Connection) => void;
  stop(): void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const PAUSED_MS = 5 * 60_000;

/** No session, or no place in this association (any more): nothing goes until that has changed. */
const NO_PLACE: ReadonlySet<number> = new Set([401, 403, 404]);

/** Faults after which the same request can succeed later. */
function passing(fault: HttpFault): boolean {
  const { status } = fault;
  return (
    status === 0 ||
    NO_PLACE.has(status) ||
    status === 408 ||
    status === 426 ||
    status === 429 ||
    status >= 500
  );
}

function connectionAfter(fault: HttpFault): Connection {
  if (NO_PLACE.has(fault.status)) return 'signed-out';
  // The server is the older one: it is being updated, and until then this is as if it were away.
  if (fault.problem === 'app-too-new') return 'offline';
  return fault.status === 426 ? 'app-too-old' : 'offline';
}

export function waitAfter(faults: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(faults - 1, 10));
  return full / 2 + (full / 2) * random();
}

export function waitFor(fault: HttpFault, faults: number, random: () => number): number {
  // All who were refused in one moment were told the same time.
  const told = fault.retryAfterMs * (1 + random() / 2);
  return Math.max(told, waitAfter(faults, random));
}

interface GateState {
  faults: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  stopped: boolean;
  readonly waiters: Set<() => void>;
}

function opened(state: GateState): Promise<void> {
  if (state.timer === undefined || state.stopped) return Promise.resolve();
  return new Promise((resolve) => state.waiters.add(resolve));
}

function open(state: GateState): void {
  clearTimeout(state.timer);
  state.timer = undefined;
  const waiting = [...state.waiters];
  state.waiters.clear();
  for (const go of waiting) go();
}

/** @param past whether the first attempt need not wait for the gate to open */
async function passThrough<T>(
  state: GateState,
  past: () => boolean,
  attempt: () => Promise<{ readonly value: T } | undefined>,
): Promise<T> {
  for (let first = true; ; first = false) {
    if (!first || !past()) await opened(state);
    if (state.stopped) throw new StoppedError();
    const answer = await attempt();
    if (answer !== undefined) return answer.value;
  }
}

/** Undefined after a passing fault, which was told to `failed`. */
async function attempt<T>(
  request: () => Promise<T>,
  done: () => void,
  failed: (fault: HttpFault) => void,
): Promise<{ readonly value: T } | undefined> {
  try {
    const value = await request();
    done();
    return { value };
  } catch (error) {
    if (!(error instanceof HttpFault) || !passing(error)) throw error;
    failed(error);
    return undefined;
  }
}

export interface GateOptions {
  readonly random: () => number;
  /** How long a closed gate waits before it asks again by itself. */
  readonly pausedMs?: number;
  /** The server says that this device is to forget everything. */
  readonly onWipe?: () => void;
}

export function createConnectionGate({ random, pausedMs = PAUSED_MS, onWipe }: GateOptions): Gate {
  const connection = new BehaviorSubject<Connection>('online');
  const state: GateState = { faults: 0, timer: undefined, stopped: false, waiters: new Set() };
  const set = (next: Connection): void => {
    if (connection.getValue() !== next) connection.next(next);
  };
  const shut = (next: Connection, ms: number): void => {
    set(next);
    if (!state.stopped) state.timer ??= setTimeout(() => open(state), ms);
  };
  const failed = (fault: HttpFault): void => {
    if (fault.problem === 'wipe-asked') onWipe?.();
    // One merged request fails for every collection in it: that is one fault.
    if (state.timer === undefined) state.faults += 1;
    const next = connectionAfter(fault);
    shut(next, next === 'offline' ? waitFor(fault, state.faults, random) : pausedMs);
  };
  const isTooOld = (): boolean => connection.getValue() === 'app-too-old' && state.timer !== undefined;
  const done = (): void => {
    state.faults = 0;
    // What an old app may still send says nothing about whether it may ask again.
    if (!isTooOld()) set('online');
  };
  return {
    connection$: connection,
    connection: () => connection.getValue(),
    pass: (request, way) =>
      passThrough(
        state,
        () => way === 'also-when-too-old' && isTooOld(),
        () => attempt(request, done, failed),
      ),
    nudge: () => open(state),
    close: (next) => shut(next, pausedMs),
    stop() {
      state.stopped = true;
      open(state);
    },
  };
}
