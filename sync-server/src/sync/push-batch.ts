/**
 * Rows of a push on their way: judged one by one in order, written together as far as they do not touch each other. A
 * row that names one still waiting to be written makes everything waiting be written first, so later rows see earlier
 * ones.
 */
import { stubOf } from '@communitrak/domain/core/envelope.ts';
import { refuse, type Verdict } from '@communitrak/domain/core/verdict.ts';
import type { PushVerdict } from '@communitrak/protocol/push.ts';
import { NOT_ALLOWED } from '../access/decide.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import type { Known } from '../access/principals.ts';
import type { Database } from '../ports/doc-store.ts';
import { Documents } from './documents.ts';
import { judge, refusedWith, type Judgement } from './judge.ts';
import { needsOf } from './needed.ts';
import type { GoodRow } from './push-row.ts';
import { STANDING_ID, standingVerdict } from './standing.ts';
import type { StoredEnvelope } from '../access/stored-envelope.ts';
import { wireOf } from './stored-document.ts';
import type { Caller } from './sync-service.ts';
import { writeRows, type RowWrite, type WriteParts, type WriteContext } from './write-rows.ts';

const MAX_ATTEMPTS = 20;

export interface RightsRead {
  readonly known: Known;
  /** Server time at which they certainly were so. */
  readonly readAt: number;
}

/** Rights as they are now; never remembered ones. */
export async function rightsNow({ rules, principals, clock }: WriteParts, who: Caller): Promise<RightsRead> {
  const readAt = clock();
  const known = await rules.rightsForPush(principals, who);
  if (known === undefined) throw new NoSuchMember(`No member ${who.member}`);
  return { known, readAt };
}

interface Waiting extends RowWrite {
  readonly index: number;
}

export class PushBatch {
  readonly documents: Documents;
  readonly #parts: WriteParts;
  readonly #who: Caller;
  readonly #database: Database;
  readonly #verdicts = new Map<number, PushVerdict>();
  #waiting: Waiting[] = [];
  #rights: RightsRead;

  constructor(parts: WriteParts, who: Caller, database: Database, rights: RightsRead) {
    this.#parts = parts;
    this.#who = who;
    this.#database = database;
    this.#rights = rights;
    this.documents = new Documents(database);
  }

  /** Everything the rows' rules look at: their own documents, what they name, what the stored versions name. */
  async load(rows: readonly GoodRow[]): Promise<void> {
    await this.documents.load([STANDING_ID, ...rows.flatMap((row) => this.#named(row))]);
    await this.documents.load(rows.flatMap((row) => needsOf(row.entity, this.documents.get(row.id)?.doc)));
  }

  /** As the member may see it. */
  seen(id: string): StoredEnvelope | undefined {
    const stored = this.documents.get(id);
    const visible = stored !== undefined && this.#parts.rules.visible(this.#rights.known.rights, stored);
    return visible ? stored : undefined;
  }

  answer(index: number, verdict: PushVerdict): void {
    this.#verdicts.set(index, verdict);
  }

  async take(index: number, row: GoodRow): Promise<void> {
    const ids = new Set(this.#waiting.map((waiting) => waiting.row.id));
    const touches = this.#touched(row).some((id) => ids.has(id));
    // What gives rights may change what the next row's author may do.
    if (touches || row.entity.givesRights) await this.flush();
    const judgement = this.#judge(row);
    if (judgement.kind === 'write') this.#waiting.push({ index, row, write: judgement });
    else this.answer(index, await this.#settle(row, judgement));
    if (row.entity.givesRights) {
      await this.flush();
      this.#rights = await rightsNow(this.#parts, this.#who);
    }
  }

  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) return;
    const verdicts = await writeRows(this.#parts, this.#context(), waiting);
    for (const [at, { index, row }] of waiting.entries()) {
      const verdict = verdicts[at] ?? (await this.#again(row));
      await this.#parts.lateRows.settled(this.#database, this.#who.member, row.id);
      this.answer(index, verdict);
    }
  }

  /** In the order of the rows. */
  verdicts(count: number): readonly PushVerdict[] {
    return Array.from({ length: count }, (_, index) => {
      const verdict = this.#verdicts.get(index);
      if (verdict === undefined) throw new Error(`Row ${index} was not answered`);
      return verdict;
    });
  }

  #context(): WriteContext {
    return {
      who: this.#who,
      database: this.#database,
      documents: this.documents,
      ...this.#rights,
    };
  }

  #named({ id, next, entity }: GoodRow): readonly string[] {
    return [id, ...(next._deleted ? [] : needsOf(entity, next))];
  }

  #touched(row: GoodRow): readonly string[] {
    return [...this.#named(row), ...needsOf(row.entity, this.documents.get(row.id)?.doc)];
  }

  /** A rule that throws is our fault: the row is refused, so that its text is kept, and the batch goes on. */
  #judge(row: GoodRow): Judgement {
    const { rules, clock, log } = this.#parts;
    const lookup = (id: string) => this.documents.get(id);
    try {
      const { known } = this.#rights;
      const judgement = judge({ row, known, lookup, rules, now: clock() });
      if (judgement.kind !== 'write') return judgement;
      const standing = standingVerdict(row, known.principal, lookup);
      return standing.ok ? judgement : { kind: 'answer', verdict: this.#refused(row.id, standing) };
    } catch (error) {
      const { association } = this.#who;
      log.error({ error, association, type: row.entity.type }, 'a rule threw: row refused');
      return { kind: 'answer', verdict: this.#refused(row.id, NOT_ALLOWED) };
    }
  }

  /** With what the member may see of it. */
  #refused(id: string, verdict: Verdict): PushVerdict {
    const seen = this.seen(id);
    return refusedWith(id, verdict, seen === undefined ? stubOf(id) : wireOf(seen));
  }

  async #settle(row: GoodRow, judgement: Exclude<Judgement, RowWrite['write']>): Promise<PushVerdict> {
    if (judgement.kind === 'answer') return judgement.verdict;
    const { lateRows } = this.#parts;
    const late = await lateRows.tooLate(this.#database, this.#who.member, row.id);
    if (!late) return { id: row.id, verdict: 'retry' };
    await lateRows.settled(this.#database, this.#who.member, row.id);
    return this.#refused(row.id, refuse('missing-document'));
  }

  /** Someone else was faster, or it took too long: from the beginning, with what is there now and today's rights. */
  async #again(row: GoodRow): Promise<PushVerdict> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      for (const id of [STANDING_ID, ...this.#touched(row)]) this.documents.forget(id);
      this.#rights = await rightsNow(this.#parts, this.#who);
      await this.load([row]);
      const judgement = this.#judge(row);
      if (judgement.kind !== 'write') return this.#settle(row, judgement);
      const [verdict] = await writeRows(this.#parts, this.#context(), [{ row, write: judgement }]);
      if (verdict !== undefined) return verdict;
    }
    return { id: row.id, verdict: 'retry' };
  }
}
