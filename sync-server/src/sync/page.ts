/**
 * One page under way: takes ids in the order of the reading, decides for each whether the document, a stub or nothing goes
 * out, and collects JSON. On a store with several copies every row is decided on a quorum read; the view's copy may lag.
 */
import { stubOf } from '@communitrak/domain/core/envelope.ts';
import type { Judged, Rights } from '../access/visibility.ts';
import type { Database } from '../ports/doc-store.ts';
import { supersedes, type ChangeIndex } from './change-index.ts';
import type { SyncRules } from './rules.ts';
import { readStored, wireOf } from './stored-document.ts';

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
    const unread = candidates.filter((candidate) => this.#fromView(candidate) === undefined);
    const read = await this.#read(unread);
    for (const candidate of candidates) {
      const doc = read.get(candidate.id) ?? this.#fromView(candidate);
      if (doc !== undefined) this.#decide(candidate.id, doc);
    }
  }

  #decide(id: string, doc: Decidable): void {
    const { rights, rules } = this.#options;
    this.#looked += 1;
    if (this.#rows.has(id)) return;
    if (rules.visible(rights, doc)) this.#rows.set(id, doc.json());
    else if (rules.mayHold(rights, doc)) this.#rows.set(id, JSON.stringify(stubOf(id)));
  }

  #fromView({ id, rev }: Candidate): Decidable | undefined {
    const { index, topology } = this.#options;
    const entry = index.entry(id);
    const json = entry?.json;
    if (topology !== 'single' || entry === undefined || json === undefined) return undefined;
    if (rev !== undefined && supersedes(rev, entry.rev)) return undefined;
    return { deleted: entry.deleted, keys: entry.keys, json: () => json };
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
