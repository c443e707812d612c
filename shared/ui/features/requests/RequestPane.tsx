/**
 * A whole request: how it stands, what was reported, what happened, and what this member may do. The same on a page of
 * its own and beside the inbox's list; `level` is the level of its inner headings there.
 */
import { useState, type ReactNode } from 'react';
import { IconPencil } from '@tabler/icons-react';
import type { RequestDetail, RequestStatus } from '@communitrak/replica/queries/request-rows.ts';
import { useReading } from '../../app/unread/use-unread.ts';
import { useText } from '../../i18n/Text.tsx';
import { Actions, Button } from '../../kit/Button.tsx';
import { useKeys } from '../../kit/Keys.tsx';
import { Composer, type ComposeMode } from './Composer.tsx';
import { DecideSheet, type Decision } from './DecideSheet.tsx';
import { EditSheet } from './EditSheet.tsx';
import { FilePhotos } from './FilePhotos.tsx';
import { RefusedNotices } from './RefusedNotice.tsx';
import { movesAlong, RequestFacts, type FactMenu } from './RequestFacts.tsx';
import { actWords, isOpenStatus } from './request-words.ts';
import { Timeline, useChangeWords } from './Timeline.tsx';
import { useRequestInPalette } from './use-palette-acts.ts';
import { useRequestActs, type RequestActs } from './use-request-acts.ts';

export type HeadingLevel = 'h2' | 'h3';

interface RequestPaneProps {
  readonly detail: RequestDetail;
  readonly level: HeadingLevel;
}

/** Steps that want words or a confirmation; the others happen at once. */
function decisionOf(status: RequestStatus, detail: RequestDetail): Decision | undefined {
  if (status === 'approved' || status === 'rejected') return status;
  return status === 'open' && !isOpenStatus(detail.status) ? 'open' : undefined;
}

export function RequestPane({ detail, level: Heading }: RequestPaneProps): ReactNode {
  const t = useText();
  useReading(detail.id);
  const acts = useRequestActs(detail, useChangeWords(detail));
  const [menu, setMenu] = useState<FactMenu>();
  const [decision, setDecision] = useState<Decision>();
  const [compose, setCompose] = useState<{ mode: ComposeMode; focus: number }>({ mode: 'answer', focus: 0 });
  const setStatus = (status: RequestStatus): void => {
    const asked = decisionOf(status, detail);
    if (asked === undefined) void acts.change({ status });
    else setDecision(asked);
  };
  const write = (mode: ComposeMode): void => setCompose(({ focus }) => ({ mode, focus: focus + 1 }));
  usePaneKeys(detail, setMenu, write);
  useRequestInPalette(detail, {
    status: setStatus,
    assign: (assignee) => void acts.change({ assignee }),
    priority: (priority) => void acts.change({ priority }),
    due: () => setMenu('due'),
    write,
  });
  // Whoever works on requests came to end them; whoever reported one came to read.
  const leads = detail.may.assign || detail.may.transitions.some((status) => status === 'approved');
  return (
    <div className="rq-pane">
      <RefusedNotices requestId={detail.id} />
      {leads ? <MainActs detail={detail} onStatus={setStatus} /> : null}
      <div className="rq-pane-body">
        <RequestFacts
          detail={detail}
          open={menu}
          onOpen={setMenu}
          onStatus={setStatus}
          onAssign={(assignee) => void acts.change({ assignee })}
          onPriority={(priority) => void acts.change({ priority })}
          onDue={(due) => void acts.change({ due })}
        />
        <div className="rq-pane-main">
          <Reported detail={detail} level={Heading} />
          <Heading>{t('requests.detail.timeline')}</Heading>
          <Timeline detail={detail} />
          <Writing detail={detail} acts={acts} compose={compose} onCompose={setCompose} />
          {leads ? null : <MainActs detail={detail} onStatus={setStatus} />}
        </div>
      </div>
      <DecideSheet
        detail={detail}
        decision={decision}
        onClose={() => setDecision(undefined)}
        onDecide={async (status, text) => {
          const written = await acts.change({ status }, text);
          if (written) setDecision(undefined);
          return written;
        }}
      />
    </div>
  );
}

function usePaneKeys(
  detail: RequestDetail,
  open: (menu: FactMenu) => void,
  write: (mode: ComposeMode) => void,
): void {
  const t = useText();
  const { may } = detail;
  useKeys([
    ...(may.assign ? [{ key: 'a', label: t('requests.keys.assign'), run: () => open('assignee') }] : []),
    ...(movesAlong(detail)
      ? [{ key: 's', label: t('requests.keys.status'), run: () => open('status') }]
      : []),
    ...(may.answer ? [{ key: 'r', label: t('requests.keys.reply'), run: () => write('answer') }] : []),
    ...(may.note ? [{ key: 'n', label: t('requests.keys.note'), run: () => write('note') }] : []),
  ]);
}

/** What was reported: the words and the photos. */
function Reported({ detail, level: Heading }: RequestPaneProps): ReactNode {
  const t = useText();
  const [editing, setEditing] = useState(false);
  return (
    <>
      {detail.description === '' ? null : (
        <>
          <Heading className="ct-hidden">{t('requests.detail.description')}</Heading>
          <p className="ct-prose rq-description">{detail.description}</p>
        </>
      )}
      {detail.files.length === 0 ? null : (
        <div className="rq-photos">
          <Heading className="ct-hidden">{t('requests.detail.photos')}</Heading>
          <FilePhotos documentId={detail.id} files={detail.files} />
        </div>
      )}
      {detail.may.edit ? (
        <Button
          kind="quiet"
          className="rq-edit"
          icon={<IconPencil aria-hidden />}
          onClick={() => setEditing(true)}
        >
          {t('requests.edit.open')}
        </Button>
      ) : null}
      {editing ? <EditSheet detail={detail} onClose={() => setEditing(false)} /> : null}
    </>
  );
}

const ENDS = ['approved', 'rejected', 'done'] as const satisfies readonly RequestStatus[];

/** The steps that end or reopen a request, as buttons: what this member most likely came to do. */
function MainActs(props: {
  readonly detail: RequestDetail;
  readonly onStatus: (status: RequestStatus) => void;
}): ReactNode {
  const t = useText();
  const { detail, onStatus } = props;
  const shown: readonly RequestStatus[] = isOpenStatus(detail.status) ? ENDS : ['open'];
  const steps = shown.filter((status) => detail.may.transitions.includes(status));
  if (steps.length === 0) return null;
  return (
    <Actions>
      {steps.map((status) => (
        <Button key={status} onClick={() => onStatus(status)}>
          {t(actWords(status, detail.may.assign))}
        </Button>
      ))}
    </Actions>
  );
}

function Writing(props: {
  readonly detail: RequestDetail;
  readonly acts: RequestActs;
  readonly compose: { readonly mode: ComposeMode; readonly focus: number };
  readonly onCompose: (compose: { mode: ComposeMode; focus: number }) => void;
}): ReactNode {
  const t = useText();
  const { detail, acts, compose, onCompose } = props;
  if (!detail.may.answer && !detail.may.note) {
    return <p className="ct-soft">{t('requests.answer.closed')}</p>;
  }
  return (
    <Composer
      detail={detail}
      acts={acts}
      mode={compose.mode}
      focus={compose.focus}
      onMode={(mode) => onCompose({ ...compose, mode })}
    />
  );
}
