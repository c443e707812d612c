/** "Check my data": compares with the server, mends, and says in words what was found. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { checkMyData, type CheckProgress, type CheckResult } from '@communitrak/replica/status/check.ts';
import { useReplica } from '../../app/context.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';
import { Actions, Button } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Section } from '../../kit/Page.tsx';
import { LongWork, type WorkDone } from '../../kit/states/LongWork.tsx';
import './settings.css';

type Stage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: CheckProgress | undefined }
  | { readonly kind: 'done'; readonly result: CheckResult };

const STOPPED = {
  offline: { title: 'settings.check.offline', text: 'settings.check.offline.text' },
  'signed-out': { title: 'settings.check.signedOut', text: 'settings.check.signedOut.text' },
  'app-too-old': { title: 'settings.check.tooOld', text: 'settings.check.tooOld.text' },
  'other-window': { title: 'settings.check.otherWindow', text: 'settings.check.otherWindow.text' },
  cancelled: { title: 'settings.check.cancelled', text: 'settings.check.cancelled.text' },
} as const satisfies Record<
  Extract<CheckResult, { ok: false }>['reason'],
  { readonly title: MessageId; readonly text: MessageId }
>;

/** Of nothing there is nothing to say yet. */
const workOf = (progress: CheckProgress | undefined): WorkDone | undefined =>
  progress === undefined || progress.total === 0
    ? undefined
    : { done: progress.checked, total: progress.total };

export function CheckSection(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const [stage, setStage] = useState<Stage>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const start = async (): Promise<void> => {
    const abort = new AbortController();
    running.current = abort;
    setStage({ kind: 'running', progress: undefined });
    const onProgress = (progress: CheckProgress): void => setStage({ kind: 'running', progress });
    const result = await checkMyData(replica, onProgress, abort.signal);
    setStage({ kind: 'done', result });
  };
  return (
    <Section title={t('settings.check.title')} text={t('settings.check.text')}>
      <div aria-live="polite">{stage.kind === 'done' ? <Found result={stage.result} /> : null}</div>
      {stage.kind === 'running' ? (
        <LongWork
          title={t('settings.check.title')}
          progress={workOf(stage.progress)}
          onStop={() => running.current?.abort()}
        />
      ) : (
        <Actions>
          <Button onClick={() => void start()}>{t('settings.check.start')}</Button>
        </Actions>
      )}
    </Section>
  );
}

function Found({ result }: { readonly result: CheckResult }): ReactNode {
  const t = useText();
  if (!result.ok) {
    return (
      <Notice tone="plain" title={t(STOPPED[result.reason].title)}>
        <p>{t(STOPPED[result.reason].text)}</p>
      </Notice>
    );
  }
  const { checked, missing, outdated, extra, repaired, newer, damaged } = result;
  const fine = missing + outdated + extra === 0;
  return (
    <Notice tone="done" title={t(fine ? 'settings.check.fine' : 'settings.check.mended')}>
      <p>
        {fine
          ? t('settings.check.fine.text', { checked })
          : t('settings.check.mended.text', { checked, missing, outdated, extra, repaired })}
      </p>
      {newer === 0 ? null : <p>{t('settings.check.newer', { count: newer })}</p>}
      {damaged === 0 ? null : <p>{t('settings.check.damaged', { count: damaged })}</p>}
    </Notice>
  );
}
