/**
 * `/a/<association>/payments/account|billing`: the leaders' ways to Stripe's own pages, and the end of the service. Always
 * open, however unpaid the bill: it is paid here.
 */
import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import Type from 'typebox';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import type { AssociationActs } from '../payments/association-payments.ts';
import { asMember } from './caller.ts';
import { jsonBody, parseBody } from './json-body.ts';
import type { HttpParts } from './parts.ts';
import { ProblemError } from './problem.ts';
import { neverStored } from './sync-routes.ts';

const LIMIT_BYTES = 2000;
const EXACT = { additionalProperties: false };
const Nothing = Type.Object({}, EXACT);
const CancelMessage = Type.Object({ cancel: Type.Boolean() }, EXACT);

type Act = (acts: AssociationActs, who: Principal, req: Request) => Promise<object | void>;

/** Of a message without any fields. */
const bare =
  (act: (acts: AssociationActs, who: Principal) => Promise<object | void>): Act =>
  (acts, who, req) => {
    parseBody(Nothing, req);
    return act(acts, who);
  };

const ACTS: Readonly<Record<string, Act>> = {
  '/account/onboarding': bare((acts, who) => acts.onboarding(who)),
  '/account/refresh': bare((acts, who) => acts.refresh(who)),
  '/billing/method': bare((acts, who) => acts.billingMethod(who)),
  '/billing/portal': bare((acts, who) => acts.billingPortal(who)),
  '/billing/cancel': (acts, who, req) => acts.cancel(who, parseBody(CancelMessage, req).cancel),
};

export function associationPaymentRoutes(parts: HttpParts): Router {
  const router = Router({ mergeParams: true });
  router.use(neverStored);
  const route = (act: Act): RequestHandler =>
    asMember(parts, { device: false }, async ({ association, member }, req, res) => {
      const found = await parts.sync.member(association, member);
      if (found === undefined) throw new ProblemError('not-a-member');
      if (parts.associationActs === undefined) throw new ProblemError('payments-closed');
      const answer = await act(parts.associationActs, found.principal, req);
      if (answer === undefined) res.status(204).end();
      else res.json(answer);
    });
  for (const [path, act] of Object.entries(ACTS)) router.post(path, ...jsonBody(LIMIT_BYTES), route(act));
  return router;
}
