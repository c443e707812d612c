/**
 * The true history of a run, taken from what was written to the store and nothing the server decided: which keys a member
 * held when, for whom a document was when, what was ever stored of whom. The oracle judges by it alone.
 */
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import type { Interval } from '@communitrak/domain/core/acl.ts';
import type { Body } from '@communitrak/domain/core/envelope.ts';
import type { StoredDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import type { ModelClock } from './model-dice.ts';
import { audienceIn, ORPHANS } from './model-entities.ts';

/** What is told slightly before or after the fact is still told in good faith (the server allows itself a minute). */
const SLACK_MS = 120_000;

const generationOf = ({ _rev: rev }: StoredDoc): number => Number.parseInt(rev, 10);

type Spans = Map<string, Interval[]>;

const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null;
export const bodyOf = (doc: StoredDoc): Body => (isBody(doc['body']) ? doc['body'] : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const parentOf = (doc: StoredDoc): string => text(doc['parent']);

export function stampOf(doc: StoredDoc): { readonly by: string; readonly number: string } {
  const stamp = doc['stamp'];
  const fields = isBody(stamp) ? stamp : {};
  return { by: text(fields['by']), number: text(fields['number']) };
}

export const typeOf = (doc: StoredDoc): string => doc._id.slice(0, doc._id.indexOf(':'));
export const isShared = (doc: StoredDoc): boolean => ['note', 'memo', 'reply'].includes(typeOf(doc));

function setSpans(spans: Spans, keys: readonly string[], now: number): void {
  closeOthers(spans, keys, now);
  openSpans(spans, keys, now);
}

function closeOthers(spans: Spans, keys: readonly string[], now: number): void {
  for (const [key, intervals] of spans) {
    const last = intervals.at(-1);
    if (last === undefined || last.to !== undefined || keys.includes(key)) continue;
    intervals.splice(-1, 1, { from: last.from, to: now });
  }
}

function openSpans(spans: Spans, keys: readonly string[], now: number): void {
  for (const key of keys) {
    const intervals = spans.get(key) ?? [];
    spans.set(key, intervals);
    if (intervals.length === 0 || intervals.at(-1)?.to !== undefined) intervals.push({ from: now });
  }
}

function met(a: Interval, b: Interval, slack: number): boolean {
  return a.from <= (b.to ?? Infinity) + slack && b.from <= (a.to ?? Infinity) + slack;
}

export class Truth {
  readonly #clock: ModelClock;
  readonly #docs: ReadonlyMap<string, StoredDoc>;
  readonly #ofMember = new Map<string, Spans>();
  readonly #ofDocument = new Map<string, Spans>();
  /** `<member> <id>`: wrote it once, and so held it. */
  readonly #authors = new Set<string>();
  /** `<member> <id> <field> <value>` of everything ever stored. */
  readonly #stored = new Set<string>();
  /** Documents that were given a second number by somebody who knew the first version. */
  readonly renumbered: string[] = [];
  readonly #numbers = new Map<string, string>();

  /** @param docs the store's own, current when `wrote` is called */
  constructor(clock: ModelClock, docs: ReadonlyMap<string, StoredDoc>) {
    this.#clock = clock;
    this.#docs = docs;
  }

  /** @param blind written over a deletion of which its writer had read nothing */
  readonly wrote = (doc: StoredDoc, blind: boolean): void => {
    const now = this.#clock.now();
    if (typeOf(doc) === 'grant') this.#granted(doc, now);
    if (!isShared(doc)) return;
    const { by, number } = stampOf(doc);
    this.#number(doc._id, { by, number, blind });
    if (by !== SYSTEM) this.#authors.add(`${by} ${doc._id}`);
    for (const field of ['v', 'w']) this.#stored.add(`${doc._id} ${field} ${text(bodyOf(doc)[field])}`);
    setSpans(this.#shown(doc._id), [...this.audienceOf(doc), ...this.#justNow(doc, now)], now);
    for (const child of this.#docs.values()) {
      // It loses the old keys when it is written anew: soon, says the server, and at rest the oracle looks.
      if (parentOf(child) === doc._id) openSpans(this.#shown(child._id), this.audienceOf(child), now);
    }
  };

  /** Today's keys of a member, by the grant that is stored. */
  keysOf(member: string): readonly string[] {
    const grant = this.#docs.get(`grant:${member}`);
    const keys = grant === undefined || grant._deleted === true ? [] : bodyOf(grant)['keys'];
    return [`u:${member}`, ...(Array.isArray(keys) ? keys.map(String) : [])];
  }

  /** For whom a document is today, by its own words or its parent's; nobody, once it is deleted. */
  audienceOf(doc: StoredDoc): readonly string[] {
    if (doc._deleted === true) return [];
    if (typeOf(doc) !== 'reply') return audienceIn(bodyOf(doc)) ?? [];
    const parent = this.#docs.get(parentOf(doc));
    return parent === undefined || parent._deleted === true ? ORPHANS : (audienceIn(bodyOf(parent)) ?? []);
  }

  sees(member: string, doc: StoredDoc): boolean {
    const keys = this.keysOf(member);
    return this.audienceOf(doc).some((key) => keys.includes(key));
  }

  wasStored(id: string, field: string, value: string): boolean {
    return this.#stored.has(`${id} ${field} ${value}`);
  }

  /** A device of the member may have been told of it in good faith, at some time until now. */
  couldHold(member: string, id: string, askedAt: number): boolean {
    const slack = this.#slack(askedAt);
    if (this.#authors.has(`${member} ${id}`)) return true;
    const [held, shown] = [this.#ofMember.get(member), this.#ofDocument.get(id)];
    return [...(held ?? [])].some(([key, intervals]) =>
      intervals.some((one) => (shown?.get(key) ?? []).some((other) => met(one, other, slack))),
    );
  }

  /** The member may be sent this very version now: they hold, or held a moment ago, a key of its own audience. */
  mayRead(member: string, body: Body, askedAt: number): boolean {
    const since = this.#clock.now() - this.#slack(askedAt);
    const held = this.#ofMember.get(member);
    return (audienceIn(body) ?? []).some((key) =>
      (held?.get(key) ?? []).some(({ to }) => to === undefined || to >= since),
    );
  }

  #number(
    id: string,
    { by, number, blind }: { readonly by: string; readonly number: string; readonly blind: boolean },
  ): void {
    const before = this.#numbers.get(id);
    if (number !== '') this.#numbers.set(id, number);
    const knew = !blind && (by === SYSTEM || this.#authors.has(`${by} ${id}`));
    if (before !== undefined && before !== number && knew) {
      this.renumbered.push(`${id} was ${before} and became ${number || 'nothing'} by ${by}`);
    }
  }

  /** What may be late: what everybody may, and what was asked for so long ago. */
  #slack(since = this.#clock.now()): number {
    return SLACK_MS + (this.#clock.now() - since);
  }

  #granted(doc: StoredDoc, now: number): void {
    const member = doc._id.slice('grant:'.length);
    const spans = this.#ofMember.get(member) ?? new Map<string, Interval[]>();
    this.#ofMember.set(member, spans);
    setSpans(spans, this.keysOf(member), now);
  }

  #shown(id: string): Spans {
    const spans = this.#ofDocument.get(id) ?? new Map<string, Interval[]>();
    this.#ofDocument.set(id, spans);
    return spans;
  }

  /** Keys that a reply's note has lost while the reply was being written: it was judged by them. */
  #justNow(doc: StoredDoc, now: number): readonly string[] {
    if (typeOf(doc) !== 'reply' || doc._deleted === true || generationOf(doc) > 1) return [];
    const spans = this.#ofDocument.get(parentOf(doc)) ?? new Map<string, Interval[]>();
    return [...spans].flatMap(([key, intervals]) => {
      const to = intervals.at(-1)?.to;
      return to !== undefined && to >= now - this.#slack() ? [key] : [];
    });
  }
}
