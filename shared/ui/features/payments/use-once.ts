/** An act that is under way at most once, however often it is pressed. */
import { useRef, useState } from 'react';

export interface Once {
  readonly busy: boolean;
  /** Runs it, or does nothing while another is under way. */
  readonly once: (act: () => Promise<void>) => Promise<void>;
}

export function useOnce(): Once {
  const [busy, setBusy] = useState(false);
  const under = useRef(false);
  const once = async (act: () => Promise<void>): Promise<void> => {
    if (under.current) return;
    under.current = true;
    setBusy(true);
    await act().finally(() => {
      under.current = false;
      setBusy(false);
    });
  };
  return { busy, once };
}
