/**
 * Changing several requests, a few at a time, each by its own command and rule: how far it is, what could not be done, and
 * the way back for those that were. Stopping leaves what is done as it is.
 */
import { useRef, useState } from 'react';
import { changeRequest, type RequestChanges } from '@communitrak/replica/commands/requests.ts';
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { useReplica } from '../../../app/context.ts';
import type { WorkDone } from '../../../kit/states/LongWork.tsx';
import { faultWords, takingBack } from '../../requests/index.ts';
import type { Refused } from './bulk-plan.ts';

export interface BulkResult {
  readonly done: readonly RequestRow[];
  readonly failed: readonly Refused[];
}

export interface BulkRun {
  /** Undefined while nothing runs. */
  readonly progress: WorkDone | undefined;
  readonly run: (rows: readonly RequestRow[], changes: RequestChanges) => Promise<BulkResult>;
  readonly stop: () => void;
}

/** Together, so that what looks at all requests looks once at what several have become. */
const AT_ONCE = 10;

export function useBulkRun(): BulkRun {
  const replica = useReplica();
  const [progress, setProgress] = useState<WorkDone>();
  const stopped = useRef(false);
  return {
    progress,
    stop: () => {
      stopped.current = true;
    },
    run: async (rows, changes) => {
      stopped.current = false;
      const done: RequestRow[] = [];
      const failed: Refused[] = [];
      const changeOne = async (row: RequestRow): Promise<void> => {
        const result = await changeRequest(replica, row.id, changes);
        if (result.ok) done.push(row);
        else failed.push({ row, why: faultWords(result.code) });
      };
      for (let from = 0; from < rows.length && !stopped.current; from += AT_ONCE) {
        setProgress({ done: from, total: rows.length });
        await Promise.all(rows.slice(from, from + AT_ONCE).map(changeOne));
      }
      setProgress(undefined);
      return { done, failed };
    },
  };
}

/** @returns how many are as they were again */
export async function undoAll(
  replica: Replica,
  rows: readonly RequestRow[],
  changes: RequestChanges,
): Promise<number> {
  let undone = 0;
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const results = await Promise.all(
      rows.slice(from, from + AT_ONCE).map((row) => changeRequest(replica, row.id, takingBack(row, changes))),
    );
    undone += results.filter(({ ok }) => ok).length;
  }
  return undone;
}
