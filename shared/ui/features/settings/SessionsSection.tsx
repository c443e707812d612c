/** Where this account is signed in, and signing it out elsewhere. The list is the server's: it needs a connection. */
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { openSessions, revokeSession, type OpenSession } from '@communitrak/replica/commands/session.ts';
import { usePlatform } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button } from '../../kit/Button.tsx';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Section } from '../../kit/Page.tsx';
import { useNow } from '../../kit/use-now.ts';
import { EraseSheet } from './EraseSheet.tsx';

/** A session, and the name that its device goes by here. */
interface Chosen {
  readonly session: OpenSession;
  readonly device: string;
}

type Answer = readonly OpenSession[] | 'failed' | undefined;

export function SessionsSection(): ReactNode {
  const t = useText();
  const announce = useAnnounce();
  const platform = usePlatform();
  const { answer, ask } = useOpenSessions();
  const [erasing, setErasing] = useState<Chosen>();
  const end = async ({ session, device }: Chosen, erase: boolean): Promise<void> => {
    setErasing(undefined);
    try {
      const ended = await revokeSession(platform, session.id, erase);
      const words = erase
        ? t('settings.sessions.erased', { device })
        : t('settings.sessions.ended', { device });
      announce(ended ? words : t('settings.sessions.gone'));
    } catch {
      announce(t('settings.sessions.failed'));
    }
    ask();
  };
  return (
    <Section title={t('settings.sessions.title')} text={t('settings.sessions.text')}>
      {answer === undefined ? <Skeleton rows={2} /> : null}
      {answer === 'failed' ? (
        <Notice
          title={t('settings.sessions.failed')}
          actions={<Button onClick={ask}>{t('settings.sessions.again')}</Button>}
        >
          <p>{t('settings.sessions.failed.text')}</p>
        </Notice>
      ) : null}
      {typeof answer === 'object' ? (
        <Sessions sessions={answer} onEnd={(chosen) => void end(chosen, false)} onErase={setErasing} />
      ) : null}
      <EraseSheet
        device={erasing?.device}
        onErase={() => (erasing === undefined ? undefined : void end(erasing, true))}
        onClose={() => setErasing(undefined)}
      />
    </Section>
  );
}

interface SessionsProps {
  readonly sessions: readonly OpenSession[];
  readonly onEnd: (chosen: Chosen) => void;
  readonly onErase: (chosen: Chosen) => void;
}

function Sessions({ sessions, onEnd, onErase }: SessionsProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const now = useNow();
  return (
    <div className="ct-box st-sessions">
      <List label={t('settings.sessions.list')}>
        {sessions.map((session) => {
          const device = session.device === '' ? t('settings.sessions.unknown') : session.device;
          return (
            <ListRow
              key={session.id}
              title={device}
              meta={t('settings.sessions.used', { when: formats.when(session.lastUsedAt, now) })}
              trail={
                session.current ? (
                  t('settings.sessions.this')
                ) : (
                  <>
                    <Button onClick={() => onEnd({ session, device })}>{t('settings.sessions.end')}</Button>
                    <Button kind="danger" onClick={() => onErase({ session, device })}>
                      {t('settings.sessions.erase')}
                    </Button>
                  </>
                )
              }
            />
          );
        })}
      </List>
    </div>
  );
}

function useOpenSessions(): { readonly answer: Answer; readonly ask: () => void } {
  const platform = usePlatform();
  const [answer, setAnswer] = useState<Answer>();
  const [serial, setSerial] = useState(0);
  useEffect(() => {
    let wanted = true;
    openSessions(platform).then(
      (sessions) => wanted && setAnswer(sessions),
      () => wanted && setAnswer('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [platform, serial]);
  return { answer, ask: useCallback(() => setSerial((before) => before + 1), []) };
}
