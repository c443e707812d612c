/** How a request stands, in rows of name and value; what this member may change is changed where it stands. */
import { useMemo, type ReactNode } from 'react';
import { IconChevronDown } from '@tabler/icons-react';
import { householdKey } from '@communitrak/domain/core/principal.ts';
import { staff } from '@communitrak/replica/queries/people.ts';
import type {
  RequestDetail,
  RequestPriority,
  RequestStatus,
} from '@communitrak/replica/queries/request-rows.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useNow } from '../../kit/use-now.ts';
import { PickMenu } from '../../kit/PickMenu.tsx';
import { DateText } from '../../kit/Values.tsx';
import { localDate } from './local-date.ts';
import { DueSheet } from './DueSheet.tsx';
import { DueMark, RequestStatusTag } from './RequestMarks.tsx';
import {
  isOpenStatus,
  KIND_WORDS,
  PRIORITIES,
  PRIORITY_WORDS,
  STATUSES,
  STATUS_WORDS,
} from './request-words.ts';

export type FactMenu = 'status' | 'assignee' | 'priority' | 'due';

interface FactsProps {
  readonly detail: RequestDetail;
  readonly open: FactMenu | undefined;
  readonly onOpen: (menu: FactMenu | undefined) => void;
  readonly onStatus: (status: RequestStatus) => void;
  readonly onAssign: (member: string) => void;
  readonly onPriority: (priority: RequestPriority) => void;
  readonly onDue: (due: string) => void;
}

/**
 * Who manages requests sees every row. Whoever only follows theirs sees what they do not know yet: that they reported it,
 * and when, stands in the timeline.
 */
export function RequestFacts(props: FactsProps): ReactNode {
  const t = useText();
  const { detail } = props;
  const all = detail.may.assign;
  return (
    <dl className="rq-facts" aria-label={t('requests.detail.facts')}>
      <Fact name={t('requests.detail.status')}>
        <StatusFact {...props} />
      </Fact>
      <Fact name={t('requests.detail.assignee')}>
        <AssigneeFact {...props} />
      </Fact>
      {all || detail.priority !== 'normal' ? (
        <Fact name={t('requests.detail.priority')}>
          <PriorityFact {...props} />
        </Fact>
      ) : null}
      {all || detail.due !== '' ? (
        <Fact name={t('requests.detail.due')}>
          <DueFact {...props} />
        </Fact>
      ) : null}
      <Fact name={t('requests.detail.place')}>
        <Plain>{detail.place === '' ? t('requests.detail.noPlace') : detail.place}</Plain>
      </Fact>
      <Origin detail={detail} />
      <Fact name={t('requests.detail.kind')}>
        <Plain>{t(KIND_WORDS[detail.kind])}</Plain>
      </Fact>
    </dl>
  );
}

/** Whose it is: of no news to those whose it is. */
function Origin({ detail }: { readonly detail: RequestDetail }): ReactNode {
  const t = useText();
  const replica = useReplica();
  if (replica.principal.keys.has(householdKey(detail.household))) return null;
  return (
    <>
      {detail.householdName === '' ? null : (
        <Fact name={t('requests.detail.household')}>
          <Plain>{detail.householdName}</Plain>
        </Fact>
      )}
      <Fact name={t('requests.detail.reporter')}>
        <Plain>
          {detail.reporterName}, <DateText at={detail.at} />
        </Plain>
      </Fact>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="rq-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Plain({ children }: { readonly children: ReactNode }): ReactNode {
  return <span className="rq-fact-plain">{children}</span>;
}

/** May set another status that is not an end. */
export function movesAlong({ status, may }: RequestDetail): boolean {
  return isOpenStatus(status) && may.transitions.some(isOpenStatus);
}

function StatusFact({ detail, open, onOpen, onStatus }: FactsProps): ReactNode {
  const t = useText();
  const steps = STATUSES.filter(
    (status) => status === detail.status || detail.may.transitions.includes(status),
  );
  const tag = <RequestStatusTag status={detail.status} />;
  // Ending and reopening have buttons of their own; a menu is for those who move a request along.
  if (!movesAlong(detail)) return <Plain>{tag}</Plain>;
  return (
    <PickMenu
      label={t('requests.detail.status')}
      name={t('requests.act.setStatus', { value: t(STATUS_WORDS[detail.status]) })}
      value={detail.status}
      picks={steps.map((status) => ({ value: status, label: t(STATUS_WORDS[status]) }))}
      open={open === 'status'}
      onOpen={(wanted) => onOpen(wanted ? 'status' : undefined)}
      onPick={(value) => {
        const status = steps.find((step) => step === value && step !== detail.status);
        if (status !== undefined) onStatus(status);
      }}
    >
      {tag}
    </PickMenu>
  );
}

function AssigneeFact({ detail, open, onOpen, onAssign }: FactsProps): ReactNode {
  const t = useText();
  const replica = useReplica();
  const known = useQuery(useMemo(() => staff(replica), [replica]));
  const people = known ?? [];
  const now = detail.assigneeName === '' ? t('requests.detail.nobody') : detail.assigneeName;
  if (!detail.may.assign) return <Plain>{now}</Plain>;
  const me = replica.principal.member;
  const mine = people.filter(({ member }) => member === me);
  const others = people.filter(({ member }) => member !== me);
  return (
    <PickMenu
      label={t('requests.detail.assignee')}
      name={t('requests.act.setAssignee', { value: now })}
      value={detail.assignee}
      picks={[
        { value: '', label: t('requests.act.assignNobody') },
        ...mine.map(({ member, name }) => ({ value: member, label: t('requests.act.assignMe'), help: name })),
        ...others.map(({ member, name }) => ({ value: member, label: name })),
      ]}
      open={open === 'assignee'}
      onOpen={(wanted) => onOpen(wanted ? 'assignee' : undefined)}
      onPick={(member) => {
        if (member !== detail.assignee) onAssign(member);
      }}
    >
      {now}
    </PickMenu>
  );
}

function PriorityFact({ detail, open, onOpen, onPriority }: FactsProps): ReactNode {
  const t = useText();
  const now = t(PRIORITY_WORDS[detail.priority]);
  if (!detail.may.assign) return <Plain>{now}</Plain>;
  return (
    <PickMenu
      label={t('requests.detail.priority')}
      name={t('requests.act.setPriority', { value: now })}
      value={detail.priority}
      picks={PRIORITIES.map((priority) => ({ value: priority, label: t(PRIORITY_WORDS[priority]) }))}
      open={open === 'priority'}
      onOpen={(wanted) => onOpen(wanted ? 'priority' : undefined)}
      onPick={(value) => {
        const priority = PRIORITIES.find((one) => one === value && one !== detail.priority);
        if (priority !== undefined) onPriority(priority);
      }}
    >
      {now}
    </PickMenu>
  );
}

function DueFact({ detail, open, onOpen, onDue }: FactsProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const today = localDate(useNow());
  const late = detail.due !== '' && isOpenStatus(detail.status) && detail.due < today;
  const date = detail.due === '' ? t('requests.detail.noDue') : formats.date(detail.due);
  const now = late ? t('requests.overdue.since', { date }) : date;
  const shown = late ? <DueMark due={detail.due} overdue long /> : now;
  if (!detail.may.assign) return <Plain>{shown}</Plain>;
  return (
    <>
      <button
        type="button"
        className="ct-pick"
        aria-haspopup="dialog"
        aria-label={t('requests.act.setDue', { value: now })}
        onClick={() => onOpen('due')}
      >
        <span className="ct-pick-value">{shown}</span>
        <IconChevronDown aria-hidden />
      </button>
      {open === 'due' ? <DueSheet due={detail.due} onClose={() => onOpen(undefined)} onDue={onDue} /> : null}
    </>
  );
}
