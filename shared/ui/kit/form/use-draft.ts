/**
 * One draft on a screen: what was kept when it opened, keeping what changes, and news of another window that writes the
 * same. Undefined until the device has been asked: a form starts from what was kept, never from nothing.
 */
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { draftSaver, type DraftSaver } from './draft-saver.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { useDraftStore, type DraftStore, type KeptDraft } from './draft-store.ts';

/** What another window has made of it; undefined values: sent or discarded there. A new object for each piece of news. */
export interface Elsewhere<V> {
  readonly values: Partial<V> | undefined;
  /** This window had written too: what it wrote is not kept any more. */
  readonly overOwn: boolean;
}

export interface Draft<V> {
  /** Undefined: nothing was kept. */
  readonly opening: Partial<V> | undefined;
  /** `failed`: the device does not take it. */
  readonly state: 'none' | 'saved' | 'failed';
  readonly elsewhere: Elsewhere<V> | undefined;
  /** Call at every change, with the fields that differ from what the form starts from; undefined when none does. */
  readonly keep: (changed: Partial<V> | undefined) => void;
  /** Posted or discarded: forgets it and whatever belongs to it. */
  readonly drop: () => Promise<void>;
}

/** @param parse what a kept value means; undefined when it cannot be read. Must be the same function at every render */
export function useDraft<V>(
  key: string,
  parse: (value: unknown) => Partial<V> | undefined,
): Draft<V> | undefined {
  const store = useDraftStore();
  const query = useMemo(() => store.watch(key), [store, key]);
  const opening = useFirst(query);
  const { state, keep, drop, wrote, overtaken } = useKeeping<V>(store, key);
  const elsewhere = useElsewhere({ query, parse, wrote, overtaken });
  return useMemo(
    () =>
      opening === undefined
        ? undefined
        : { opening: opening === null ? undefined : parse(opening.value), state, elsewhere, keep, drop },
    [opening, parse, state, elsewhere, keep, drop],
  );
}

type Kept = Query<KeptDraft | null>;

/** The first answer, for good. */
function useFirst(query: Kept): KeptDraft | null | undefined {
  const subscribe = useCallback((onChange: () => void) => query.subscribe(onChange), [query]);
  const value = useSyncExternalStore(subscribe, () => query.getSnapshot());
  const [first, setFirst] = useState(value);
  if (first === undefined && value !== undefined) setFirst(value);
  return first === undefined ? value : first;
}

/** What this window wrote last: tells its own echo from another's act. */
type Wrote = 'nothing' | 'words' | 'forgotten';

function useKeeping<V>(store: DraftStore, key: string) {
  const [state, setState] = useState<Draft<V>['state']>('none');
  const last = useRef<Wrote>('nothing');
  const saver = useRef<DraftSaver<Partial<V> | undefined>>(undefined);
  const keep = useCallback<Draft<V>['keep']>(
    (changed) => {
      last.current = changed === undefined ? 'forgotten' : 'words';
      saver.current ??= draftSaver<Partial<V> | undefined>(
        (value) => (value === undefined ? store.forget(key) : store.keep(key, value)),
        (fault) => setState(fault === undefined ? 'saved' : 'failed'),
      );
      saver.current.keep(changed);
    },
    [store, key],
  );
  const drop = useCallback(async () => {
    last.current = 'forgotten';
    await saver.current?.stop();
    saver.current = undefined;
    await store.drop(key);
    setState('none');
  }, [store, key]);
  const wrote = useCallback(() => last.current, []);
  const overtaken = useCallback(() => {
    last.current = 'nothing';
  }, []);
  return { state, keep, drop, wrote, overtaken };
}

interface ElsewhereOptions<V> {
  readonly query: Kept;
  readonly parse: (value: unknown) => Partial<V> | undefined;
  readonly wrote: () => Wrote;
  /** Another's words now stand where ours did. */
  readonly overtaken: () => void;
}

function useElsewhere<V>({ query, parse, wrote, overtaken }: ElsewhereOptions<V>): Elsewhere<V> | undefined {
  const [news, setNews] = useState<Elsewhere<V>>();
  useEffect(() => {
    let before = query.getSnapshot();
    return query.subscribe(() => {
      const was = before;
      const now = query.getSnapshot();
      before = now;
      if (was === undefined || now === undefined || now === was) return;
      const overOwn = wrote() === 'words';
      if (now === null) {
        if (wrote() !== 'forgotten') setNews({ values: undefined, overOwn });
      } else if (!now.own) {
        overtaken();
        setNews({ values: parse(now.value), overOwn });
      }
    });
  }, [query, parse, wrote, overtaken]);
  return news;
}
