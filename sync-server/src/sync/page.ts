/**
 * One page under way: takes ids in the order of the reading, decides for each whether the document, a stub or nothing goes
 * out, and collects JSON. On a store with several copies every row is decided on a quorum read; the view's copy may lag.
 */
import { stubOf } from '@communitrak/domain/core/envelope.ts';
import type { Judged, Rights } from '../access/visibility.ts';
import type { Database } from '../ports/doc-store.ts';
import { supersedes, type ChangeIndex } from './change-index.ts';
import type { SyncRules } from './rules.ts';
import { readStored } from '../access/stored-envelope.ts';
import { wireOf } from './stored-document.ts';

export interface Candidate {
  readonly id: string;
  /** Revision that the reading named; what the view holds must not be older. */
  readonly rev?: string;
}

export interface PageOptions {
  readonly index: ChangeIndex;
  readonly database: Database;
  readonly topology: 'single' | 'clustered';
  readonly rights: Rights;
  readonly rules: SyncRules;
  readonly limit: number;
}

interface Decidable extends Judged {
  json(): string;
}

export class Page {
  readonly #options: PageOptions;
  readonly #rows = new Map<string, string>();
  #looked = 0;

  constructor(options: PageOptions) {
    this.#options = options;
  }

  get full(): boolean {
    return this.#options.rules.pageIsFull(this.#rows.size, this.#looked, this.#options.limit);
  }

  /** How many more candidates may be offered at once: each becomes at most one row. */
  get room(): number {
    return Math.max(1, this.#options.limit - this.#rows.size);
  }

  get rows(): readonly string[] {
    return [...this.#rows.values()];
  }

  /** Decides each candidate; at most `room` of them. */
  async offer(candidates: readonly Candidate[]): Promise<void> {
    const held = candidates.map((candidate) => this.#fromView(candidate));
    const read = await this.#read(candidates.filter((_, index) => held[index] === undefined));
    for (const [index, { id }] of candidates.entries()) {
      const doc = read.get(id) ?? held[index];
      if (doc !== undefined) this.#decide(id, doc);
    }
  }

  /** Offered twice (a walk, then the changes since), it goes out as it is now: the token covers what changed in between. */
  #decide(id: string, doc: Decidable): void {
    const { rights, rules } = this.#options;
    this.#looked += 1;
    if (rules.visible(rights, doc)) this.#rows.set(id, doc.json());
    else if (this.#rows.has(id) || rules.mayHold(rights, doc)) this.#rows.set(id, JSON.stringify(stubOf(id)));
  }

  #fromView({ id, rev }: Candidate): Decidable | undefined {
    const { index, topology } = this.#options;
    if (topology !== 'single') return undefined;
    const entry = index.entry(id);
    if (entry === undefined || (rev !== undefined && supersedes(rev, entry.rev))) return undefined;
    const json = index.peekBody(id);
    if (json === undefined) return undefined;
    // Only what is sent counts as used. It may have been evicted while others were read.
    return { deleted: entry.deleted, keys: entry.keys, json: () => index.useBody(id) ?? json };
  }

  async #read(candidates: readonly Candidate[]): Promise<ReadonlyMap<string, Decidable>> {
    if (candidates.length === 0) return new Map();
    const docs = await this.#options.database.getMany(candidates.map(({ id }) => id));
    return new Map(
      [...docs].map(([id, doc]) => {
        const stored = readStored(doc);
        const { deleted, keys } = stored;
        return [id, { deleted, keys, json: () => JSON.stringify(wireOf(stored)) }] as const;
      }),
    );
  }
}
