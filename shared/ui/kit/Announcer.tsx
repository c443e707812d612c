/**
 * One polite live region for the whole app. `const announce = useAnnounce(); announce(t('requests.sent'))` is read
 * aloud and shown for some seconds at the bottom; with an act it offers undo.
 */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';

export interface AnnouncementAct {
  readonly label: string;
  readonly run: () => void;
}
export type Announce = (words: string, act?: AnnouncementAct) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

interface Announcement {
  readonly words: string;
  readonly act: AnnouncementAct | undefined;
  readonly serial: number;
}

/** Long enough to read two lines, and to reach the act. */
const SHOWN_MS = 7000;

export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  const [current, setCurrent] = useState<Announcement>();
  const serial = useRef(0);
  const announce = useCallback<Announce>((words, act) => {
    serial.current += 1;
    setCurrent({ words, act, serial: serial.current });
  }, []);
  useEffect(() => {
    if (current === undefined) return undefined;
    const timer = setTimeout(() => setCurrent(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [current]);
  const act = current?.act;
  const shown = useMemo(
    () => (
      <output className="ct-toast-place ct-no-print" aria-live="polite">
        {current === undefined ? null : (
          <div className="ct-toast" key={current.serial}>
            <span>{current.words}</span>
            {act === undefined ? null : (
              <button
                type="button"
                className="ct-toast-act"
                onClick={() => {
                  setCurrent(undefined);
                  act.run();
                }}
              >
                {act.label}
              </button>
            )}
          </div>
        )}
      </output>
    ),
    [current, act],
  );
  return (
    <AnnounceContext value={announce}>
      {children}
      {shown}
    </AnnounceContext>
  );
}
