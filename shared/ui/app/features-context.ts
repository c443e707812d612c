/** The features of the app, for those that loop over them: which of them are here, and what of them is for this member. */
import { createContext, useContext, useMemo } from 'react';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import { useReplica } from './context.ts';
import type { Audience, Feature } from './feature.ts';

interface FeaturesHere {
  readonly all: readonly Feature[];
  /** Modules that this association does not use. */
  readonly off: readonly string[];
}

/** Handed in, not imported: a feature may ask for the list that it is in. See Features.tsx. */
export const FeaturesContext = createContext<FeaturesHere>({ all: [], off: [] });

/** Those in use here. */
export function useFeatures(): readonly Feature[] {
  const { all, off } = useContext(FeaturesContext);
  return useMemo(() => all.filter((feature) => isInUse(feature, off)), [all, off]);
}

/** With those that are switched off: what was written with one of them is still there. */
export function useAllFeatures(): readonly Feature[] {
  return useContext(FeaturesContext).all;
}

export function isInUse({ module }: Feature, off: readonly string[]): boolean {
  return module === undefined || !off.includes(module);
}

export function isFor(thing: { readonly for?: Audience }, principal: Principal): boolean {
  return thing.for === undefined || thing.for(principal);
}

/** All that the features say under one heading, as far as it is for this member: `useOffered((f) => f.commands)`. */
export function useOffered<T extends { readonly for?: Audience }>(
  part: (feature: Feature) => readonly T[] | undefined,
): readonly T[] {
  const features = useFeatures();
  const { principal } = useReplica();
  return offered(features, principal, part);
}

export function offered<T extends { readonly for?: Audience }>(
  features: readonly Feature[],
  principal: Principal,
  part: (feature: Feature) => readonly T[] | undefined,
): readonly T[] {
  return features.flatMap((feature) => part(feature) ?? []).filter((thing) => isFor(thing, principal));
}

/** The path of the list of what is not sent. @throws Error when no feature has one */
export function useSyncPath(): string {
  const features = useAllFeatures();
  const path = features.find((feature) => feature.syncPath !== undefined)?.syncPath;
  if (path === undefined) throw new Error('no feature has a syncPath');
  return path;
}
