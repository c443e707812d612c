/** One case of the house's bench. */
import type { Report } from '../report.ts';
import type { PeerBuild } from './peer-build.ts';

interface Named {
  readonly name: string;
}

export type HouseCase = Named &
  (
    | { readonly run: (report: Report, peer: PeerBuild) => Promise<void> }
    /** It brings its own peer, or has none: nothing of then is built for it. */
    | { readonly alone: (report: Report) => Promise<void> }
  );
