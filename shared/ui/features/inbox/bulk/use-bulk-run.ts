/**
 * Changing several requests one after the other, each by its own command and rule: how far it is, what could not be done, and
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
      for (const [index, row] of rows.entries()) {
        if (stopped.current) break;
        setProgress({ done: index, total: rows.length });
        const result = await changeRequest(replica, row.id, changes);
        if (result.ok) done.push(row);
        else failed.push({ row, why: faultWords(result.code) });
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
  for (const row of rows) {
    const result = await changeRequest(replica, row.id, takingBack(row, changes));
    if (result.ok) undone += 1;
  }
  return undone;
}
