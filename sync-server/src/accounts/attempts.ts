/**
 * Counters of attempts, in the store: several server processes count together, and a restart forgives nothing.
 * Keys (an address, a client's IP) are hashed before they become ids, so a counter names nobody.
 */
import type { Database } from '../ports/doc-store.ts';
import type { Clock } from '../ports/clock.ts';
import { changeDoc, TooContended } from './change-doc.ts';
import type { AccountIds } from './ids.ts';

export interface AttemptRule {
  /** Seconds. */
  readonly window: number;
  readonly max: number;
}

export interface AttemptAnswer {
  readonly allowed: boolean;
  /** Seconds until the window frees up; null when allowed. */
  readonly retryAfter: number | null;
}

export interface Attempts {
  /** Counts one attempt, unless the window is full already. */
  consume(key: string, rule: AttemptRule): Promise<AttemptAnswer>;
  forget(key: string): Promise<void>;
}

const MS = 1000;

/** A counter so contended that it cannot be written is itself an attack: the attempt does not count as allowed. */
function whenContended(error: unknown): AttemptAnswer {
  if (error instanceof TooContended) return { allowed: false, retryAfter: 1 };
  throw error;
}

export function createAttempts(db: Database, ids: AccountIds, clock: Clock): Attempts {
  const count = async (key: string, rule: AttemptRule): Promise<AttemptAnswer> => {
    let answer: AttemptAnswer = { allowed: true, retryAfter: null };
    await changeDoc(db, ids.attempts(key), (current) => {
      const now = clock();
      const until = typeof current?.['until'] === 'number' ? current['until'] : 0;
      const used = typeof current?.['count'] === 'number' ? current['count'] : 0;
      answer = { allowed: true, retryAfter: null };
      if (until <= now) return { count: 1, until: now + rule.window * MS };
      if (used < rule.max) return { count: used + 1, until };
      answer = { allowed: false, retryAfter: Math.max(1, Math.ceil((until - now) / MS)) };
      return undefined;
    });
    return answer;
  };
  return {
    consume: (key, rule) => count(key, rule).catch(whenContended),
    async forget(key) {
      await changeDoc(db, ids.attempts(key), () => 'delete');
    },
  };
}
