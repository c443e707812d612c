/** Hands the features to the screens, with what the association has switched off. Around it: a replica. */
import { useMemo, type ReactNode } from 'react';
import { modulesOff } from '@communitrak/replica/queries/modules.ts';
import { useReplica } from './context.ts';
import type { Feature } from './feature.ts';
import { FeaturesContext } from './features-context.ts';
import { useQuery } from './use-query.ts';

const NONE: readonly string[] = [];

export function Features(props: {
  readonly all: readonly Feature[];
  readonly children: ReactNode;
}): ReactNode {
  const { all, children } = props;
  const replica = useReplica();
  const off = useQuery(useMemo(() => modulesOff(replica), [replica]));
  const here = useMemo(() => ({ all, off: off ?? NONE }), [all, off]);
  return <FeaturesContext value={here}>{children}</FeaturesContext>;
}
