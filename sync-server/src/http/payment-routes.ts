/**
 * `/a/<association>/payments`: the ways to Stripe's own pages, and what is done with saved methods. Messages have exactly
 * their fields and no other, so that nothing of a card is ever let in.
 */
import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import Type from 'typebox';
import { LocalId } from '@communitrak/domain/core/shapes.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import { METHOD_KINDS } from '@communitrak/domain/payments/index.ts';
import type { Pages } from '../payments/payments.ts';
import { asMember } from './caller.ts';
import { jsonBody, parseBody } from './json-body.ts';
import type { HttpParts } from './parts.ts';
import { ProblemError } from './problem.ts';
import { param } from './request.ts';
import { neverStored } from './sync-routes.ts';

const LIMIT_BYTES = 2000;
const EXACT = { additionalProperties: false };
/** Ids of payments are longer than those of what they pay. */
const PaymentLocal = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$', maxLength: 110 });
const PayMessage = Type.Object({ payment: PaymentLocal }, EXACT);
const MethodMessage = Type.Object({ household: LocalId, kind: Type.Enum(METHOD_KINDS) }, EXACT);
const HouseholdMessage = Type.Object({ household: LocalId }, EXACT);
const Nothing = Type.Object({}, EXACT);

type Handle = (pages: Pages, who: Principal, req: Request) => Promise<object | void>;

export function paymentRoutes(parts: HttpParts): Router {
  const router = Router({ mergeParams: true });
  router.use(neverStored);
  const route = (handle: Handle): RequestHandler =>
    asMember(parts, { device: false }, async ({ association, member }, req, res) => {
      const found = await parts.sync.member(association, member);
      if (found === undefined) throw new ProblemError('not-a-member');
      if (parts.payments === undefined) throw new ProblemError('payments-closed');
      const answer = await handle(parts.payments.pages, found.principal, req);
      if (answer === undefined) res.status(204).end();
      else res.json(answer);
    });
  const post = (path: string, handle: Handle): void => {
    router.post(path, ...jsonBody(LIMIT_BYTES), route(handle));
  };
  post('/pages/pay', (pages, who, req) => pages.pay(who, parseBody(PayMessage, req).payment));
  post('/pages/leave', (pages, who, req) => pages.leave(who, parseBody(PayMessage, req).payment));
  post('/pages/method', (pages, who, req) => {
    const { household, kind } = parseBody(MethodMessage, req);
    return pages.addMethod(who, household, kind);
  });
  post('/pages/portal', (pages, who, req) => pages.portal(who, parseBody(HouseholdMessage, req).household));
  post('/methods/:id/default', (pages, who, req) => {
    parseBody(Nothing, req);
    return pages.makeDefault(who, param(req, 'id'));
  });
  post('/methods/:id/remove', (pages, who, req) => {
    parseBody(Nothing, req);
    return pages.removeMethod(who, param(req, 'id'));
  });
  return router;
}
