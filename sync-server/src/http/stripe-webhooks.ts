/** `/stripe/webhook` and `/stripe/connect-webhook`: Stripe's events, answered as soon as they are written down. */
import express, { Router } from 'express';
import type { RequestHandler } from 'express';
import type { Endpoint } from '../payments/payments.ts';
import type { HttpParts } from './parts.ts';
import { ProblemError } from './problem.ts';
import { header } from './request.ts';

/** Much more than an event has. */
const LIMIT = '1mb';

export function stripeWebhooks({ payments }: HttpParts): Router {
  const router = Router();
  // Whatever it calls itself: the signature says what it is.
  const raw = express.raw({ type: () => true, limit: LIMIT });
  const take = (endpoint: Endpoint): RequestHandler => {
    return async (req, res) => {
      if (payments === undefined) throw new ProblemError('not-found');
      const body: unknown = req.body;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      await payments.receive(endpoint, bytes, header(req, 'stripe-signature'));
      res.set('Cache-Control', 'no-store').json({ received: true });
    };
  };
  router.post('/webhook', raw, take('platform'));
  router.post('/connect-webhook', raw, take('connect'));
  return router;
}
