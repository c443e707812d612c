/**
 * Who or what was chosen last, for each kind of picker: those stand first while nothing is typed. Ids alone, kept on this
 * device for one association; the app hands the store in. Without one (tests, the catalogue) nothing is remembered.
 */
import { createContext } from 'react';
import { attempt, forgetBelow, type StorageOf } from '../stored.ts';

export interface Recents {
  /** Newest first. @param kind what is picked: `person` */
  readonly read: (kind: string) => readonly string[];
  readonly chosen: (kind: string, id: string) => void;
}

export const NO_RECENTS: Recents = { read: () => [], chosen: () => undefined };
export const RecentsContext = createContext<Recents>(NO_RECENTS);

const PREFIX = 'communitrak.recent.';
/** As many as are taken in at a glance. */
const MOST = 5;

/** @param association local id: people of one have no place in another's list */
export function storedRecents(storage: StorageOf, association: string): Recents {
  const keyOf = (kind: string): string => `${PREFIX}${association}.${kind}`;
  const read = (kind: string): readonly string[] => {
    const text = attempt(() => storage().getItem(keyOf(kind))) ?? 'null';
    const value = attempt((): unknown => JSON.parse(text));
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string').slice(0, MOST) : [];
  };
  return {
    read,
    chosen: (kind, id) => {
      const next = [id, ...read(kind).filter((one) => one !== id)].slice(0, MOST);
      attempt(() => storage().setItem(keyOf(kind), JSON.stringify(next)));
    },
  };
}

/** Of all associations: with the rest, when a member's data are erased from this device. */
export function forgetRecents(storage: StorageOf): void {
  forgetBelow(storage, PREFIX);
}
