/** What a command answers: done, or why not. It never throws for an expected reason. */
import type { RefusalCode } from '@communitrak/domain/core/verdict.ts';

export type CommandResult =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false;
      readonly code: RefusalCode | 'quota-exceeded' | 'storage-failed';
      readonly detail?: string;
    };
