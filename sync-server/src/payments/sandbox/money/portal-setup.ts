/** A method added in the portal is saved as Checkout saves one: through a setup intent. */
import type { Customer, Session } from '../core/records.ts';
import { born } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { makeSetup } from './setups.ts';

/** @param back where the browser goes afterwards */
export function makePortalSetup(world: World, customer: Customer, back: string): Session {
  const types = ['card', 'us_bank_account'];
  const fields = { customer: customer.id, metadata: {}, description: null, types };
  const session: Session = {
    ...born(world, 'cs_test_', 'checkout.session'),
    amount_total: null,
    cancel_url: back,
    currency: 'usd',
    customer: customer.id,
    expires_at: world.engine.now(),
    locale: null,
    metadata: {},
    mode: 'setup',
    payment_intent: null,
    payment_method_types: types,
    payment_status: 'no_payment_required',
    setup_intent: makeSetup(world, fields).id,
    status: 'open',
    success_url: back,
  };
  return world.sessions.add(session, { intent: {}, lines: [] });
}
