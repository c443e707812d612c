/** Server time in epoch milliseconds; tests supply their own. */
export type { Clock } from '@communitrak/domain/core/dates.ts';
