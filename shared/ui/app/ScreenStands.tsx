/** Beside the screen, behind the same boundary: its effect runs once the screen's code is there and its own effects have run. */
import { useEffect } from 'react';
import { useReplica } from './context.ts';

/** A screen that asked for no first rows keeps nothing waiting: sync and counts begin once it is painted. */
export function ScreenStands(): null {
  const { start } = useReplica().parts;
  useEffect(() => start.shown(), [start]);
  return null;
}
