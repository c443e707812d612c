/** The Express app: which router answers what, in which order. Listens to nothing, knows no store and no environment. */
import compression from 'compression';
import express, { Router } from 'express';
import type { Express, Request, Response } from 'express';
import { appFiles } from './http/app-files.ts';
import { authBridge } from './http/auth-bridge.ts';
import { fileRoutes } from './http/file-routes.ts';
import { frontPage } from './http/front-page.ts';
import { healthRoutes } from './http/health.ts';
import { requestLog } from './http/log.ts';
import { checkOrigin } from './http/origin.ts';
import { shedLoad } from './http/overload.ts';
import type { HttpParts } from './http/parts.ts';
import { errorHandler, ProblemError } from './http/problem.ts';
import { associationPaymentRoutes } from './http/association-payment-routes.ts';
import { paymentRoutes } from './http/payment-routes.ts';
import { limitRequests } from './http/rate-limit.ts';
import { permissionsPolicy, requireTls, securityHeaders, trustedProxies } from './http/security.ts';
import { sessionRoutes } from './http/session-routes.ts';
import { stripeWebhooks } from './http/stripe-webhooks.ts';
import { syncRoutes } from './http/sync-routes.ts';

/** A stream must leave at once, and files are packed already. */
function compressible(req: Request, res: Response): boolean {
  if (/\/events$|\/files\//.test(req.path)) return false;
  return compression.filter(req, res);
}

function associationRoutes(parts: HttpParts): Router {
  const router = Router({ mergeParams: true });
  router.use('/sync', syncRoutes(parts));
  router.use('/files', fileRoutes(parts));
  router.use('/payments', paymentRoutes(parts), associationPaymentRoutes(parts));
  return router;
}

export function createApp(parts: HttpParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies(parts.publicUrl));
  app.set('etag', false);
  app.use(requestLog(parts.log), parts.metrics.middleware);
  app.use(securityHeaders(parts.publicUrl), permissionsPolicy);
  app.use(healthRoutes(parts));
  app.use(requireTls(parts.publicUrl));
  app.use(compression({ filter: compressible }));
  // Before anything reads a body: a signature is of the bytes as they came. Whoever signs is not one of our pages.
  app.use('/stripe', stripeWebhooks(parts));
  app.use(frontPage(), appFiles(parts.appDir));
  app.use(
    ['/api', '/a'],
    shedLoad(parts.limits.atOnce),
    limitRequests(parts.limits),
    checkOrigin(parts.origins),
  );
  app.use('/api/auth', authBridge(parts));
  app.use('/api', sessionRoutes(parts));
  app.use('/a/:association', associationRoutes(parts));
  app.use((_req, _res, next) => next(new ProblemError('not-found')));
  app.use(errorHandler(parts.log));
  return app;
}
