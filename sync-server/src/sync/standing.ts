/**
 * Whether the association's own bill lets a change through. Asked of what would otherwise be written, and of nothing else:
 * what is stored already is answered as ever, and a refusal tells nothing but that the bill is unpaid.
 */
import { mayWriteDuring, SERVICE_ID, serviceEntity } from '@communitrak/domain/billing/index.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import { ALLOWED, type Verdict } from '@communitrak/domain/core/verdict.ts';
import type { Lookup } from './needed.ts';
import type { GoodRow } from './push-row.ts';

/** To be loaded with whatever a push looks at. */
export const STANDING_ID = SERVICE_ID;

/** Without a bill, as before the first one, everything goes. */
export function standingVerdict({ entity }: GoodRow, principal: Principal, lookup: Lookup): Verdict {
  if (entity.byItself) return ALLOWED;
  const stored = lookup(SERVICE_ID);
  const service = stored === undefined || stored.deleted ? undefined : serviceEntity.read(stored.doc);
  return mayWriteDuring(service?.body.state, principal);
}
