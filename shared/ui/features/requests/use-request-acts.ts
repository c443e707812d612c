/** Changing a request from its screen: done at once, said aloud, with a way back where there is an honest one. */
import { useCallback } from 'react';
import {
  answerRequest,
  addInternalNote,
  changeRequest,
  type RequestChanges,
} from '@communitrak/replica/commands/requests.ts';
import type { CommandResult } from '@communitrak/replica/commands/result.ts';
import type { PreparedPhoto } from '@communitrak/replica/files/photos.ts';
import type { RequestDetail, RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { faultWords, isOpenStatus } from './request-words.ts';
import { changeWords, type ChangeWords } from './timeline-words.ts';

/** What takes a change back: the value from before. From a closed request the only way is to reopen it. */
export function takingBack(detail: RequestRow, changes: RequestChanges): RequestChanges {
  const { status, assignee, priority, due } = changes;
  const closes = status !== undefined && !isOpenStatus(status);
  return {
    ...(status === undefined ? {} : { status: closes ? 'open' : detail.status }),
    ...(assignee === undefined ? {} : { assignee: detail.assignee }),
    ...(priority === undefined ? {} : { priority: detail.priority }),
    ...(due === undefined ? {} : { due: detail.due }),
  };
}

/** What was changed, in the words of the timeline. */
export function saidOf(detail: RequestDetail, changes: RequestChanges, words: ChangeWords): string {
  const fields = ['status', 'assignee', 'priority', 'due'] as const;
  return fields
    .flatMap((field) => {
      const to = changes[field];
      return to === undefined ? [] : [changeWords({ field, from: detail[field], to }, words)];
    })
    .join('. ');
}

export interface RequestActs {
  /** True when it was written. */
  readonly change: (changes: RequestChanges, text?: string) => Promise<boolean>;
  /** Undefined when it was written, else why not, in words. */
  readonly answer: (text: string, photos: readonly PreparedPhoto[]) => Promise<string | undefined>;
  readonly note: (text: string) => Promise<string | undefined>;
}

export function useRequestActs(detail: RequestDetail, words: ChangeWords): RequestActs {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const faultOf = useCallback(
    (result: CommandResult): string | undefined =>
      result.ok ? undefined : t('requests.answer.notSaved', { reason: t(faultWords(result.code)) }),
    [t],
  );
  const change = async (changes: RequestChanges, text?: string): Promise<boolean> => {
    const result = await changeRequest(replica, detail.id, changes, text);
    if (!result.ok) {
      announce(t('requests.act.notChanged', { reason: t(faultWords(result.code)) }));
      return false;
    }
    const said = saidOf(detail, changes, words);
    const closes = changes.status !== undefined && !isOpenStatus(changes.status);
    announce(said, {
      label: t(closes ? 'requests.act.reopen' : 'requests.act.undo'),
      run: () => {
        void changeRequest(replica, detail.id, takingBack(detail, changes)).then((back) =>
          announce(
            back.ok
              ? t('requests.act.undone')
              : t('requests.act.notChanged', { reason: t(faultWords(back.code)) }),
          ),
        );
      },
    });
    return true;
  };
  return {
    change,
    answer: async (text, photos) => faultOf(await answerRequest(replica, detail.id, text, photos)),
    note: async (text) => faultOf(await addInternalNote(replica, detail.id, text)),
  };
}
