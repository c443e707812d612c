/**
 * Answers every request under app://communitrak: files of the package, and what the server owns passed on to it
 * (shared/docs/architecture.md section 6). A pure function of the request and its parts, tested without Electron.
 */
import { CONNECT_PATH, APP_ORIGIN, HOME_PATH, ownUrl } from './app-origin.ts';
import { problemAnswer } from './crossing-headers.ts';
import { passOn, type ForwardingParts } from './forwarding.ts';
import type { PackagedFiles } from './packaged-files.ts';
import { PAGE_POLICY, withSecurityHeaders } from './security-headers.ts';

export interface AppProtocolParts extends ForwardingParts {
  readonly files: PackagedFiles;
}

function belongsToServer(path: string): boolean {
  return path.startsWith('/api/') || path.startsWith('/a/');
}

/** The app finds its own way from its address, so each of its paths is the same page. */
function fileFor(path: string): string {
  if (path === '/app' || path.startsWith(HOME_PATH)) return '/index.html';
  return path === CONNECT_PATH ? '/connect.html' : path;
}

async function packagedAnswer(request: Request, path: string, files: PackagedFiles): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return problemAnswer(405, 'bad-request');
  const file = await files(fileFor(path));
  if (file === undefined) return problemAnswer(404, 'not-found');
  const headers = new Headers({
    'content-type': file.type,
    'content-length': String(file.content.byteLength),
    // The package is on this disk already, and changes under the same names with each version.
    'cache-control': 'no-cache',
  });
  return new Response(request.method === 'HEAD' ? null : file.content, {
    headers: withSecurityHeaders(headers, PAGE_POLICY),
  });
}

/** Who asked, as Electron knows it (absent where the app itself asked, as for the page of a window). */
function comesFromElsewhere(request: Request): boolean {
  if (!('initiatorOrigin' in request)) return false;
  return request.initiatorOrigin !== undefined && request.initiatorOrigin !== APP_ORIGIN;
}

export async function answerAppRequest(request: Request, parts: AppProtocolParts): Promise<Response> {
  const url = ownUrl(request.url);
  if (url === undefined || comesFromElsewhere(request)) return problemAnswer(403, 'not-found');
  if (belongsToServer(url.pathname)) return await passOn(request, url, parts);
  return await packagedAnswer(request, url.pathname, parts.files);
}
