/** Why the server did not take a file. */
import type { ProblemCode } from '@communitrak/protocol/problem.ts';

export const FILE_FAULTS = [
  'hash-mismatch',
  'unsupported-image',
  'over-quota',
  'too-large',
  'not-a-member',
  'unsupported-media-type',
  'bad-request',
] as const satisfies readonly ProblemCode[];
export type FileFault = (typeof FILE_FAULTS)[number];

/** What an answer's problem means for the file; an unknown one is a fault of the request. */
export function fileFault(problem: string | undefined): FileFault {
  return FILE_FAULTS.find((fault) => fault === problem) ?? 'bad-request';
}
