/** Homes and amounts as papers and spreadsheets write them: by lot, address or name; with a sign for money and commas. */
import { MOST_CENTS } from './entry.ts';

export interface NamedHome {
  /** Household's local id. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly people: readonly string[];
}

/** Accents, case and punctuation aside. */
export const plainName = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whole cents; 0 for what is no amount above 0 with at most two decimals. */
export function amountCents(text: string): number {
  const match = /^\$?\s*(?<whole>\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(?<part>\d{1,2}))?$/.exec(text.trim());
  if (match?.groups === undefined) return 0;
  const { whole = '', part = '' } = match.groups;
  const cents = Number(`${whole.replaceAll(',', '')}${part.padEnd(2, '0')}`);
  return cents <= MOST_CENTS ? cents : 0;
}

/** Local ids of the homes that fit. @param payer who paid, where the paper names somebody */
export type FindHome = (home: string, payer: string) => readonly string[];

/** By lot or address first; by name only where the paper says no place, or several homes share it. */
export function homeFinder(homes: readonly NamedHome[]): FindHome {
  const places = new Map<string, Set<string>>();
  const names = new Map<string, Set<string>>();
  const put = (map: Map<string, Set<string>>, key: string, id: string): void => {
    if (key === '') return;
    const known = map.get(key);
    if (known === undefined) map.set(key, new Set([id]));
    else known.add(id);
  };
  for (const { id, name, address, people } of homes) {
    const lot = /\blot\s+(\S+?),/i.exec(`${address},`)?.[1] ?? '';
    for (const place of [address, ...address.split(','), lot, id]) put(places, plainName(place), id);
    for (const one of [name, ...people]) put(names, plainName(one), id);
  }
  return (home, payer) => {
    const place = plainName(home);
    const named = names.get(plainName(payer)) ?? new Set<string>();
    if (place === '') return [...named];
    const there = [...(places.get(place) ?? names.get(place) ?? [])];
    // An owner and a tenant share a lot: then who paid says which of them is meant.
    const both = there.length > 1 ? there.filter((id) => named.has(id)) : there;
    return both.length === 1 ? both : there;
  };
}
