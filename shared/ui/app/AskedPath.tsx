/**
 * A path that somebody outside asks for (`?open=requests/0190…`): a communitrak:// link, a shortcut of the installed app.
 * It is shown where a feature lets it in for this member; anything else leads to the start and never somewhere near.
 */
import type { ReactNode } from 'react';
import { matchPath, Navigate, useSearchParams } from 'react-router';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import { useReplica } from './context.ts';
import type { Feature } from './feature.ts';
import { isFor, useFeatures } from './features-context.ts';
import { ASKED, useAt } from './paths.ts';

/** Segments of the alphabet of ids, and nothing that a router would read otherwise. */
const SHAPE = /^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*)*$/;

/** '' when no feature lets it in. */
export function letIn(features: readonly Feature[], principal: Principal, asked: string): string {
  if (!SHAPE.test(asked)) return '';
  const fits = (pattern: string): boolean => matchPath(`/${pattern}`, `/${asked}`) !== null;
  const allowed = features.some(({ deepLinks = [], routes }) => {
    const route = routes.find(({ path }) => fits(path));
    return route !== undefined && isFor(route, principal) && deepLinks.some(fits);
  });
  return allowed ? asked : '';
}

export function AskedPath({ children }: { readonly children: ReactNode }): ReactNode {
  const [search] = useSearchParams();
  const features = useFeatures();
  const { principal } = useReplica();
  const at = useAt();
  const asked = search.get(ASKED);
  if (asked === null) return children;
  return <Navigate to={at(letIn(features, principal, asked))} replace />;
}
