/** What an operator's machinery asks: alive, ready, and how it goes. */
import { Router } from 'express';
import { guardMetrics } from './metrics-guard.ts';
import type { HttpParts } from './parts.ts';
import { ProblemError } from './problem.ts';

export function healthRoutes(parts: HttpParts): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'alive' });
  });
  router.get('/readyz', async (_req, res) => {
    if (parts.isDraining()) throw new ProblemError('unavailable', 'stopping');
    await parts.store.ping();
    res.set('Cache-Control', 'no-store').json({ status: 'ready' });
  });
  router.get('/metrics', guardMetrics(parts.metricsToken, parts.publicUrl), async (_req, res) => {
    res
      .set('Cache-Control', 'no-store')
      .type(parts.metrics.contentType)
      .send(await parts.metrics.text());
  });
  return router;
}
