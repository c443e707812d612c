/**
 * The files of the package by the path of their address. Knows one folder and refuses everything that could lead out
 * of it: such a path is treated like a file that is not there.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface PackagedFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** Undefined when the package has no such file. */
export type PackagedFiles = (path: string) => Promise<PackagedFile | undefined>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export function contentType(path: string): string {
  return TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

/** `/assets/main.js` → ['assets', 'main.js']; undefined for anything but plain names. */
export function plainSegments(path: string): readonly string[] | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined; // a broken %-sequence names no file
  }
  const segments = decoded.split('/').slice(1);
  const plain = /^[A-Za-z0-9_~@-][A-Za-z0-9._~@-]*$/;
  return segments.length > 0 && segments.every((segment) => plain.test(segment)) ? segments : undefined;
}

function isMissing(fault: unknown): boolean {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
}

export function filesIn(folder: string): PackagedFiles {
  return async (path) => {
    const segments = plainSegments(path);
    if (segments === undefined) return undefined;
    try {
      const content = new Uint8Array(await readFile(join(folder, ...segments)));
      return { content, type: contentType(path) };
    } catch (fault) {
      if (isMissing(fault)) return undefined;
      throw fault;
    }
  };
}
