/** Doing what was agreed in the sheet, saying what was done, and offering the way back where there is an honest one. */
import { useState } from 'react';
import { useReplica } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import type { WorkDone } from '../../../kit/states/LongWork.tsx';
import { isOpenStatus } from '../../requests/index.ts';
import { changesOf, type BulkChange, type BulkPlan, type Refused } from './bulk-plan.ts';
import { undoAll, useBulkRun } from './use-bulk-run.ts';

interface BulkWork {
  readonly progress: WorkDone | undefined;
  /** What could not be changed after all; undefined while there is nothing to tell. */
  readonly failed: readonly Refused[] | undefined;
  /** @param name of whom they are assigned to, or of the status */
  readonly start: (plan: BulkPlan, change: BulkChange, name: string) => Promise<void>;
  readonly stop: () => void;
}

/** @param onDone all of it is done, or it was stopped; what failed has to be looked at first */
export function useBulkWork(onDone: () => void): BulkWork {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const { progress, run, stop } = useBulkRun();
  const [failed, setFailed] = useState<readonly Refused[]>();
  const wordsOf = (change: BulkChange, count: number, name: string): string => {
    if (change.kind === 'status') return t('inbox.bulk.done.status', { count, name });
    return change.member === ''
      ? t('inbox.bulk.done.nobody', { count })
      : t('inbox.bulk.done.assign', { count, name });
  };
  const start: BulkWork['start'] = async (plan, change, name) => {
    const changes = changesOf(change);
    const result = await run(plan.will, changes);
    if (result.done.length > 0) {
      const ends = change.kind === 'status' && !isOpenStatus(change.status);
      announce(wordsOf(change, result.done.length, name), {
        label: t(ends ? 'requests.act.reopen' : 'requests.act.undo'),
        run: () => {
          void undoAll(replica, result.done, changes).then((count) =>
            announce(t('inbox.bulk.undone', { count })),
          );
        },
      });
    }
    if (result.failed.length > 0) setFailed(result.failed);
    else onDone();
  };
  return { progress, failed, start, stop };
}
