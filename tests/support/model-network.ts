/**
 * The network of the model test: loses requests and answers, doubles and reorders them, takes 0 to 20 ms each way, sends
 * each to one of the processes, and is away while a device is offline. Everything that reaches a member's device is shown
 * to a witness.
 */
import type { Fetch } from '@communitrak/replica/http.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { PullAnswer, PullPage } from '@communitrak/protocol/pull.ts';
import type { PushAnswer, PushRow } from '@communitrak/protocol/push.ts';
import type { VerifyAnswer } from '@communitrak/protocol/verify.ts';
import { createTokenSeal } from '@communitrak/sync-server/sync/token.ts';
import type { Caller } from '@communitrak/sync-server/sync/sync-service.ts';
import { diceOf, wait, type Dice, type ModelClock, type Tally } from './model-dice.ts';
import { SECRET, type Answer, type ServerProcess } from './model-server.ts';

export interface Sent {
  readonly member: string;
  readonly doc: WireDoc;
  /** Of a pushed document: the device has named it itself. */
  readonly named: boolean;
  readonly via: string;
  /** When it was asked for: an answer may be as old as that, and a busy machine's are. */
  readonly askedAt: number;
}

export interface NetworkOptions {
  readonly clock: ModelClock;
  readonly seed: number;
  readonly tally: Tally;
  readonly processes: readonly ServerProcess[];
  readonly witness: (sent: Sent) => void;
  readonly note: (line: string) => void;
}

const SEAL = createTokenSeal(SECRET);

interface Pushed {
  readonly rows: readonly PushRow[];
}

type Fate = 'arrives' | 'request lost' | 'answer lost' | 'doubled';

/** What a line has carried since it was counted last. */
export interface Carried {
  pulls: number;
  pushes: number;
  others: number;
  rows: number;
}

const nothing = (): Carried => ({ pulls: 0, pushes: 0, others: 0, rows: 0 });

/** One device's way to the server. */
export class Line {
  online = true;
  /** Ids whose deletion the server has answered with yes: it is deleted, or was never there. */
  readonly deleted = new Set<string>();
  carried = nothing();
  /** When a value was first on its way, by the machine's own clock: `<id> <field> <value>`. */
  readonly firstSent = new Map<string, number>();
  readonly #who: Caller;
  readonly #options: NetworkOptions;
  readonly #quiet: () => boolean;
  readonly #dice: Dice;
  readonly #onFault: () => void;
  #cut = new AbortController();
  #sent = 0;
  #lastAnswered = 0;

  constructor(who: Caller, options: NetworkOptions, quiet: () => boolean, onFault: () => void) {
    this.#who = who;
    this.#options = options;
    this.#quiet = quiet;
    this.#onFault = onFault;
    this.#dice = diceOf(options.seed, `net ${who.member}`);
  }

  /** The device dies: whatever is under way is answered to nobody. */
  cut(): void {
    this.#cut.abort();
    this.#cut = new AbortController();
  }

  count(): Carried {
    const { carried } = this;
    this.carried = nothing();
    return carried;
  }

  /** A `fetch` of the device as it lives now. */
  fetch(): Fetch {
    const { signal } = this.#cut;
    const dead = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new TypeError('the device is no more')));
    });
    dead.catch(() => undefined);
    return async (input, init = {}) => {
      signal.throwIfAborted();
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      const { status, body: text } = await Promise.race([this.#request(input, body), dead]);
      return new Response(text, { status });
    };
  }

  async #request(path: string, body: unknown): Promise<Answer> {
    const kind = path.slice(path.lastIndexOf('/') + 1);
    const { tally, note, clock } = this.#options;
    const askedAt = clock.now();
    if (!this.online) {
      tally.add('net:offline');
      throw this.#failed('offline');
    }
    this.#sent += 1;
    const order = this.#sent;
    if (kind === 'pull') this.carried.pulls += 1;
    else if (kind === 'push') this.#pushes(body as Pushed);
    else this.carried.others += 1;
    const fate = this.#fate();
    tally.add(`net:${fate}`);
    await this.#travel();
    if (fate === 'request lost') throw this.#failed(`${kind} lost`);
    const [first, second] = await this.#reach(path, body, fate === 'doubled');
    await this.#travel();
    if (fate === 'answer lost') throw this.#failed(`answer to ${kind} lost`);
    if (!this.online) throw this.#failed('offline when the answer came');
    if (order < this.#lastAnswered) tally.add('net:reordered');
    this.#lastAnswered = Math.max(order, this.#lastAnswered);
    // Of a doubled request's answers either may be the one that arrives.
    const answer = second !== undefined && this.#dice.is(0.5) ? second : first;
    if (answer.status >= 500) this.#failed(`${answer.status} to ${kind}`);
    note(`${this.#who.member} ${kind} ${fate} ${answer.status} ${this.#see(kind, answer, body, askedAt)}`);
    return answer;
  }

  #pushes({ rows }: Pushed): void {
    this.carried.pushes += 1;
    for (const { next } of rows) {
      for (const [field, value] of Object.entries(next.body)) {
        const key = `${next.id} ${field} ${String(value)}`;
        if (!this.firstSent.has(key)) this.firstSent.set(key, performance.now());
      }
    }
  }

  async #reach(path: string, body: unknown, twice: boolean): Promise<readonly [Answer, Answer | undefined]> {
    const one = async (): Promise<Answer> => {
      await this.#travel();
      const process = this.#dice.pick(this.#options.processes);
      try {
        return await process.answer(this.#who, path, structuredClone(body));
      } catch (error) {
        throw this.#failed(error instanceof Error ? `${error.name} ${error.message}` : String(error));
      }
    };
    if (!twice) return [await one(), undefined];
    // The second copy may come long after the first was answered.
    const late = wait(this.#dice.roll() * 60).then(one);
    const first = one();
    late.catch(() => undefined);
    const answer = await first;
    return [answer, this.#dice.is(0.5) ? await late : undefined];
  }

  #fate(): Fate {
    const x = this.#dice.roll();
    if (this.#quiet() || x >= 0.16) return 'arrives';
    if (x < 0.05) return 'request lost';
    return x < 0.1 ? 'answer lost' : 'doubled';
  }

  async #travel(): Promise<void> {
    const x = this.#dice.roll();
    if (!this.#quiet()) await wait(x * x * 20);
  }

  /** Somebody looks at the screen soon: the gate need not wait its whole time. */
  #failed(words: string): TypeError {
    this.#onFault();
    this.#options.note(`${this.#who.member} no answer: ${words}`);
    return new TypeError(words);
  }

  /** What a token says, for the trace. */
  #place({ collection, token }: PullPage): string {
    const { association, member, device } = this.#who;
    const place = SEAL.open({ association, member, device, collection }, token);
    return `${collection}@${JSON.stringify({ ...place, identity: undefined, issued: undefined })}`;
  }

  #see(kind: string, { status, body: text }: Answer, request: unknown, askedAt: number): string {
    if (status !== 200) return '';
    const { member } = this.#who;
    const { witness, tally } = this.#options;
    const show = (doc: WireDoc, via: string, named = false): void =>
      witness({ member, doc, named, via, askedAt });
    const short = (doc: WireDoc): string => `${doc.id}=${doc._deleted ? 'gone' : String(doc.body['v'])}`;
    if (kind === 'pull') {
      const { pages } = JSON.parse(text) as PullAnswer;
      const documents = pages.flatMap((page) => page.documents);
      for (const doc of documents) show(doc, kind);
      for (const page of pages) if (page.repair) tally.add('net:repair');
      this.carried.rows += documents.length;
      return `${documents.map(short).join(' ')} ${pages.map((page) => this.#place(page)).join(' ')}`;
    }
    if (kind === 'push') {
      const { rows } = JSON.parse(text) as PushAnswer;
      const sent = (request as { rows: { next: WireDoc }[] }).rows;
      this.carried.rows += rows.filter(({ verdict }) => verdict !== 'retry').length;
      for (const row of rows) {
        tally.add(`verdict:${row.verdict}`);
        if (row.verdict === 'ok' && row.server === undefined) this.deleted.add(row.id);
        if ('server' in row && row.server !== undefined) show(row.server, `${kind} ${row.verdict}`, true);
      }
      return rows
        .map((row, index) => `${row.verdict} ${sent[index] === undefined ? '' : short(sent[index].next)}`)
        .join(' ');
    }
    if (kind === 'verify') {
      const { documents } = JSON.parse(text) as VerifyAnswer;
      for (const doc of documents) show(doc, kind, doc._deleted);
      return documents.map(short).join(' ');
    }
    return '';
  }
}
