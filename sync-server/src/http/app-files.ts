/**
 * The built app under `/app/`: files by name, and the page itself for every deep link. Hashed files may be kept for
 * ever; the page, the service worker and the manifest are asked for again each time, or a new version never arrives.
 */
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { Router } from 'express';
import type { RequestHandler, Response } from 'express';
import { ProblemError } from './problem.ts';

const YEAR_SECONDS = 31_536_000;
/** `main.3f9a0c1b.js`, `assets/icon-3f9a0c1b2d.png`: webpack's content hash in the name. */
const HASHED = /[.-][0-9a-f]{8,}\.[a-z0-9]+(\.map)?$/;

function cacheHeaders(res: Response, path: string): void {
  const forever = HASHED.test(path);
  res.set('Cache-Control', forever ? `public, max-age=${String(YEAR_SECONDS)}, immutable` : 'no-cache');
  if (path.endsWith('.webmanifest')) res.type('application/manifest+json');
}

/** Hashed assets as the build has compressed them, for whoever takes that: smaller than what could be done while one waits. */
function compressed(appDir: string): RequestHandler {
  return (req, res, next) => {
    const { path } = req;
    const asked =
      (req.method === 'GET' || req.method === 'HEAD') && /^\/assets\/[\w.-]+\.(js|css|ttf)$/.test(path);
    if (!asked || req.acceptsEncodings('br') === false) return next();
    const file = join(appDir, `${path}.br`);
    if (!existsSync(file)) return next();
    res.vary('Accept-Encoding').type(extname(path)).set('Content-Encoding', 'br');
    cacheHeaders(res, path);
    return res.sendFile(file, { dotfiles: 'allow', cacheControl: false });
  };
}

/** A deep link names a place in the app; a name with an ending is a file, and a missing one must not become the page. */
function isDeepLink(path: string): boolean {
  return !/\.[a-z0-9]{2,12}$/i.test(path);
}

function page(appDir: string): RequestHandler {
  const index = join(appDir, 'index.html');
  return (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') next();
    else if (!isDeepLink(req.path)) next();
    else if (!existsSync(index)) next(new ProblemError('unavailable', 'the app is not built: npm run build'));
    else res.set('Cache-Control', 'no-cache').sendFile(index, { dotfiles: 'allow' });
  };
}

/** @param appDir folder with index.html, sw.js and the assets. */
export function appFiles(appDir: string): Router {
  const router = Router();
  // Relative addresses in the page, and the worker's scope, need the slash.
  router.get(/^\/app$/, (_req, res) => res.redirect(308, '/app/'));
  const files = express.static(appDir, { index: false, redirect: false, setHeaders: cacheHeaders });
  router.use('/app', compressed(appDir), files, page(appDir));
  return router;
}
