/** One case of the house's bench. */
import type { Report } from '../report.ts';
import type { PeerBuild } from './peer-build.ts';

export interface HouseCase {
  readonly name: string;
  readonly run: (report: Report, peer: PeerBuild) => Promise<void>;
}
