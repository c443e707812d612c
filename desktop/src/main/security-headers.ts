/** What every answer under app:// carries. One concern: what a page of ours may load and run. */

/**
 * Only files of the package run. Inline *styles* are allowed because the component kit writes a style element for its
 * theme variables; inline scripts are not. `connect-src 'self'` is what keeps data from leaving by any other way.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Answers of the server are data: opened as a page they may do nothing at all. */
export const DATA_POLICY = "default-src 'none'; sandbox";

export function withSecurityHeaders(headers: Headers, policy: string): Headers {
  headers.set('content-security-policy', policy);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  return headers;
}
