/**
 * Headers that keep a browser from doing more than our pages need, and TLS where the public address says so.
 */
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { ProblemError } from './problem.ts';

const HSTS_SECONDS = 365 * 24 * 3600;

/**
 * Proxies whose X-Forwarded-* is believed when the public address is https: TLS ends before us, in a proxy on this
 * machine or its private network. Without https nothing is in front of us, and nothing is believed.
 */
export function trustedProxies(publicUrl: string | undefined): readonly string[] | false {
  return publicUrl?.startsWith('https:') === true ? ['loopback', 'linklocal', 'uniquelocal'] : false;
}

export function securityHeaders(publicUrl: string | undefined): RequestHandler {
  const https = publicUrl?.startsWith('https:') === true;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component kit writes its style variables into style tags and attributes; scripts get no such leave.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https ? { maxAge: HSTS_SECONDS, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
}

/** What pages may ask of the device: the camera, for photos; nothing else. */
export const permissionsPolicy: RequestHandler = (_req, res, next) => {
  res.set('Permissions-Policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()');
  next();
};

/** Plain HTTP is sent to the public https address when it only reads, and refused when it would send something. */
export function requireTls(publicUrl: string | undefined): RequestHandler {
  const https = publicUrl?.startsWith('https:') === true;
  return (req, res, next) => {
    if (!https || req.secure) next();
    else if (req.method === 'GET' || req.method === 'HEAD') res.redirect(308, publicUrl + req.originalUrl);
    else next(new ProblemError('bad-request', 'https', 403));
  };
}
