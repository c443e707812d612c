/**
 * What a form does with its draft: takes over what another window writes, with the way back to what stood here, and
 * offers to discard. Which words say so is DraftNotice's.
 */
import { useEffect, useRef, useState } from 'react';
import { changedOf } from './form-faults.ts';
import type { Draft } from './use-draft.ts';

export interface FormDraft {
  readonly state: Draft<unknown>['state'];
  /** The form opened with what was kept earlier. */
  readonly restored: boolean;
  /** Another window has changed it (`newer`), or sent or discarded it (`gone`); what is shown is that. */
  readonly elsewhere: 'newer' | 'gone' | undefined;
  /** Puts back what stood here before; undefined when nothing of one's own was lost. */
  readonly bringBack: (() => void) | undefined;
  /** Back to what the form started from, and nothing is kept. */
  readonly discard: () => Promise<void>;
}

interface FormDraftOptions<V> {
  readonly draft: Draft<V> | undefined;
  readonly first: V;
  readonly values: V;
  /** Shows these values, and keeps nothing. */
  readonly show: (values: V) => void;
  readonly again: () => void;
}

interface Taken<V> {
  readonly kind: 'newer' | 'gone';
  readonly mine: V | undefined;
}

/** Follows another window's writing, and remembers what stood here before it did. */
function useTaken<V extends object>({ draft, first, values, show }: FormDraftOptions<V>) {
  const [taken, setTaken] = useState<Taken<V>>();
  const current = useRef({ values, show });
  useEffect(() => {
    current.current = { values, show };
  });
  const elsewhere = draft?.elsewhere;
  useEffect(() => {
    if (elsewhere === undefined) return;
    const now = current.current;
    const theirs = { ...first, ...elsewhere.values };
    if (changedOf(now.values, theirs) === undefined) return;
    now.show(theirs);
    setTaken((before) => ({
      kind: elsewhere.values === undefined ? 'gone' : 'newer',
      // Their next letters change theirs, not what stood here.
      mine: before?.mine ?? (elsewhere.overOwn ? now.values : undefined),
    }));
  }, [elsewhere, first]);
  return { taken, forget: () => setTaken(undefined) };
}

export function useFormDraft<V extends object>(options: FormDraftOptions<V>): FormDraft | undefined {
  const { draft, first, show, again } = options;
  const [restored, setRestored] = useState(
    draft?.opening !== undefined && changedOf(first, { ...first, ...draft.opening }) !== undefined,
  );
  const { taken, forget } = useTaken(options);
  if (draft === undefined) return undefined;
  const mine = taken?.mine;
  const bringBack = (values: V): void => {
    show(values);
    draft.keep(changedOf(first, values));
    forget();
  };
  return {
    state: draft.state,
    restored,
    elsewhere: taken?.kind,
    bringBack: mine === undefined ? undefined : () => bringBack(mine),
    discard: async () => {
      again();
      setRestored(false);
      forget();
      await draft.drop();
    },
  };
}
