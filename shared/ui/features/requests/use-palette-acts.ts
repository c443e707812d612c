/** What this member may do with the open request, for the search: each step, person and priority by its own name. */
import { useMemo } from 'react';
import { staff } from '@communitrak/replica/queries/people.ts';
import type {
  RequestDetail,
  RequestPriority,
  RequestStatus,
} from '@communitrak/replica/queries/request-rows.ts';
import { useReplica } from '../../app/context.ts';
import { useOpenRecord, type RecordAct } from '../../app/palette/open-record.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { actWords, isOpenStatus, NEW_PRIORITY_WORDS, PRIORITIES, STATUS_WORDS } from './request-words.ts';

export interface RequestDoes {
  readonly status: (status: RequestStatus) => void;
  readonly assign: (member: string) => void;
  readonly priority: (priority: RequestPriority) => void;
  readonly due: () => void;
  readonly write: (mode: 'answer' | 'note') => void;
}

function steps({ may, status: now }: RequestDetail, t: Say, does: RequestDoes): readonly RecordAct[] {
  return may.transitions
    .filter((status) => status !== now)
    .map((status) => {
      const ends = !isOpenStatus(status) || !isOpenStatus(now);
      const label = ends
        ? t(actWords(status, may.assign))
        : t('requests.act.toStatus', { value: t(STATUS_WORDS[status]) });
      return { id: `status-${status}`, label, onlyFound: !ends, run: () => does.status(status) };
    });
}

function assigning(
  { assignee }: RequestDetail,
  people: readonly { readonly member: string; readonly name: string }[],
  me: string,
  t: Say,
  does: RequestDoes,
): readonly RecordAct[] {
  const others = people.filter(({ member }) => member !== assignee);
  return [
    ...others.map(({ member, name }) => ({
      id: `assign-${member}`,
      label: member === me ? t('requests.act.assignMe') : t('requests.act.assignTo', { name }),
      onlyFound: member !== me,
      run: () => does.assign(member),
    })),
    ...(assignee === ''
      ? []
      : [{ id: 'assign-', label: t('requests.act.unassign'), onlyFound: true, run: () => does.assign('') }]),
  ];
}

function managing({ priority: now }: RequestDetail, t: Say, does: RequestDoes): readonly RecordAct[] {
  return [
    { id: 'due', label: t('requests.act.setDueDate'), run: does.due },
    ...PRIORITIES.filter((priority) => priority !== now).map((priority) => ({
      id: `priority-${priority}`,
      label: t('requests.act.toPriority', { value: t(NEW_PRIORITY_WORDS[priority]) }),
      onlyFound: true,
      run: () => does.priority(priority),
    })),
  ];
}

/** The request is the record that is open here. */
export function useRequestInPalette(detail: RequestDetail, does: RequestDoes): void {
  const t = useText();
  const replica = useReplica();
  const known = useQuery(useMemo(() => staff(replica), [replica]));
  const people = known ?? [];
  const { may } = detail;
  const me = replica.principal.member;
  useOpenRecord({
    id: detail.id,
    title: detail.title,
    acts: [
      ...(may.answer
        ? [{ id: 'answer', label: t('requests.keys.reply'), run: () => does.write('answer') }]
        : []),
      ...(may.note ? [{ id: 'note', label: t('requests.keys.note'), run: () => does.write('note') }] : []),
      ...steps(detail, t, does),
      ...(may.assign ? [...assigning(detail, people, me, t, does), ...managing(detail, t, does)] : []),
    ],
  });
}
