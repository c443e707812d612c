/** One case of `npm run bench -- sync`: its name is what the command line may ask for. */
import type { Report } from '../report.ts';

export interface SyncCase {
  readonly name: string;
  /** Reports its lines; leaves no process and no folder behind. */
  run(report: Report): Promise<void>;
}
