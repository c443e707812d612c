/** The one list of reactions. A name that is added has every association's feed read from the beginning once. */
import { closeYears } from './close-years.ts';
import { newRequest } from './new-request.ts';
import { postChargeRun } from './post-charge-run.ts';
import type { Reaction } from './reaction.ts';

export const allReactions: readonly Reaction[] = [newRequest, postChargeRun, closeYears];
