/**
 * The wire as the replica sees it. Pulls of one tick become one request for all collections (G5); every answer's epoch
 * and time are told to whoever listens. Refuses to know what RxDB does with an answer.
 */
import { Subject, type Observable } from 'rxjs';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { PullAnswer, PullPage, PullWant } from '@communitrak/protocol/pull.ts';
import type { PushAnswer, PushRow, PushVerdict } from '@communitrak/protocol/push.ts';
import type { VerifyAnswer, VerifyRequest } from '@communitrak/protocol/verify.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { HttpFault, type Http } from '../http.ts';
import { createPrefetch } from './prefetch.ts';

export interface Transport {
  /** Resolves with this collection's page of the one request that was made for all. @throws HttpFault */
  pull(want: PullWant): Promise<PullPage>;
  push(collection: CollectionName, rows: readonly PushRow[]): Promise<readonly PushVerdict[]>;
  verify(request: Omit<VerifyRequest, 'protocol'>): Promise<VerifyAnswer>;
  /** The next request waits (a moment) until so many collections have said what they want. */
  expect(collections: number): void;
  readonly answers$: Observable<{ readonly epoch: number; readonly pages: readonly PullPage[] }>;
}

/** How long a request waits for the collections it expects: they read their tokens from storage first. */
const GATHER_MS = 25;

interface Waiting {
  readonly want: PullWant;
  resolve(page: PullPage): void;
  reject(error: unknown): void;
}

interface Tick {
  waiting: Waiting[];
  expected: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const unreadable = (what: string): HttpFault => new HttpFault(0, `unreadable ${what} answer`);

function pullAnswer(body: unknown): PullAnswer {
  const answer = body as Partial<PullAnswer> | null;
  if (answer === null || !Array.isArray(answer.pages) || typeof answer.epoch !== 'number')
    throw unreadable('pull');
  return { pages: answer.pages, epoch: answer.epoch };
}

function pushAnswer(body: unknown, rows: number): readonly PushVerdict[] {
  const answer = body as Partial<PushAnswer> | null;
  if (answer === null || !Array.isArray(answer.rows) || answer.rows.length !== rows) throw unreadable('push');
  return answer.rows;
}

function verifyAnswer(body: unknown): VerifyAnswer {
  const answer = body as VerifyAnswer | null;
  if (!Array.isArray(answer?.documents) || typeof answer.next !== 'string') throw unreadable('verify');
  return answer;
}

function pageFor(want: PullWant, { pages }: PullAnswer): PullPage {
  const page = pages.find(({ collection }) => collection === want.collection);
  if (page === undefined) throw unreadable('pull');
  return page;
}

function settle(waiting: readonly Waiting[], answer: PullAnswer): void {
  for (const one of waiting) {
    try {
      one.resolve(pageFor(one.want, answer));
    } catch (error) {
      one.reject(error);
    }
  }
}

interface Gathering {
  readonly expect: Transport['expect'];
  readonly pull: Transport['pull'];
}

/** Wants of one tick go together. */
function gather(send: (waiting: readonly Waiting[]) => void): Gathering {
  const tick: Tick = { waiting: [], expected: 1, timer: undefined };
  const flush = (): void => {
    clearTimeout(tick.timer);
    const { waiting } = tick;
    Object.assign(tick, { waiting: [], expected: 1, timer: undefined });
    send(waiting);
  };
  return {
    expect(collections) {
      tick.expected = Math.max(tick.expected, collections);
    },
    pull: (want) =>
      new Promise((resolve, reject) => {
        tick.waiting.push({ want, resolve, reject });
        if (tick.waiting.length >= tick.expected && tick.expected > 1) flush();
        else tick.timer ??= setTimeout(flush, tick.expected > 1 ? GATHER_MS : 0);
      }),
  };
}

export function createTransport(options: { readonly http: Http; readonly association: string }): Transport {
  const { http, association } = options;
  const base = `/a/${encodeURIComponent(association)}/sync`;
  const protocol = PROTOCOL_VERSION;
  const answers = new Subject<PullAnswer>();
  const request = async (wants: readonly PullWant[]): Promise<PullAnswer> => {
    const answer = pullAnswer(await http.post(`${base}/pull`, { protocol, want: wants }));
    answers.next(answer);
    return answer;
  };
  const prefetch = createPrefetch((wants) => {
    const answered = request(wants);
    return wants.map((want) => answered.then((answer) => pageFor(want, answer)));
  });
  const gathering = gather((waiting) => {
    const wants = waiting.map(({ want }) => want);
    request(wants)
      .then((answer) => {
        prefetch.follow(wants, answer.pages);
        settle(waiting, answer);
      })
      .catch((error: unknown) => waiting.forEach((one) => one.reject(error)));
  });
  return {
    answers$: answers,
    expect: gathering.expect,
    pull: (want) => prefetch.take(want) ?? gathering.pull(want),
    async push(collection, rows) {
      prefetch.forget(collection);
      const body = await http.post(`${base}/push`, { protocol, collection, rows });
      return pushAnswer(body, rows.length);
    },
    async verify(question) {
      prefetch.forget(question.collection);
      return verifyAnswer(await http.post(`${base}/verify`, { protocol, ...question }));
    },
  };
}
