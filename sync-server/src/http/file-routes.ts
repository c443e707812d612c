/** `/a/<association>/files/<sha256>`: bytes in and out. Who may read them is asked of the sync room for each request. */
import { Readable } from 'node:stream';
import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { FILE_LIMIT_BYTES } from '@communitrak/domain/core/files.ts';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import { asMember } from './caller.ts';
import type { Member } from './caller.ts';
import { kindOf, readHead } from './file-check.ts';
import type { HttpParts } from './parts.ts';
import { ProblemError } from './problem.ts';
import { header, param, query } from './request.ts';

const SHA256 = /^[0-9a-f]{64}$/;
/** Types shown in the page; anything else is a download without a type that a browser would act on. */
const INLINE = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);

/** Reads what is still coming, so that the client sees the answer instead of a broken connection. */
async function drain(source: AsyncIterable<Buffer>): Promise<void> {
  let read = 0;
  for await (const chunk of source) {
    read += chunk.length;
    if (read > FILE_LIMIT_BYTES) return;
  }
}

async function checkMember(parts: HttpParts, who: Member, declared: number): Promise<void> {
  const found = await parts.sync.member(who.association, who.member);
  if (found?.acl.state !== 'active') throw new ProblemError('not-a-member');
  if (declared > FILE_LIMIT_BYTES) throw new ProblemError('too-large');
  if (!(await parts.quota.allows(who.association, who.member, declared)))
    throw new ProblemError('over-quota');
}

async function receive(parts: HttpParts, who: Member, req: Request): Promise<void> {
  const sha256 = param(req, 'sha256');
  if (!SHA256.test(sha256)) throw new ProblemError('bad-request', 'sha256');
  await checkMember(parts, who, Number(header(req, 'content-length')) || 0);
  const { head, whole } = await readHead(req);
  if (head.length === 0) throw new ProblemError('bad-request', 'empty');
  if (kindOf(head, header(req, 'content-type').startsWith('image/')).kind === 'bad-image') {
    await drain(whole);
    throw new ProblemError('unsupported-image');
  }
  const stored = await parts.files.put(who.association, Readable.from(whole), FILE_LIMIT_BYTES);
  await parts.quota.count(who.association, who.member, stored.bytes);
  // What arrived stays under its true hash, unlisted, and is cleared like any other that no document lists.
  if (stored.sha256 !== sha256) throw new ProblemError('hash-mismatch');
}

/** The name comes from a member: only encoded, so that it cannot end the header or begin another. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `${kind}; filename*=UTF-8''${encoded}`;
}

function describe(res: Response, ref: FileRef, bytes: number): void {
  const inline = INLINE.has(ref.type);
  res.status(200).set({
    'Content-Type': inline ? ref.type : 'application/octet-stream',
    'Content-Length': String(bytes),
    'Content-Disposition': disposition(inline ? 'inline' : 'attachment', ref.name),
    // Not even in the browser's own cache: after a revocation nothing of it may be left on the device.
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  });
}

/** One answer for a file that is not there, not listed, or not this member's to see. */
async function give(parts: HttpParts, who: Member, req: Request, res: Response): Promise<void> {
  const sha256 = param(req, 'sha256');
  const ref = SHA256.test(sha256) ? await parts.sync.mayReadFile(who, query(req, 'doc'), sha256) : undefined;
  const file = ref === undefined ? undefined : await parts.files.get(who.association, sha256);
  if (ref === undefined || file === undefined) throw new ProblemError('not-found');
  describe(res, ref, file.bytes);
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  const source = file.open();
  source.once('error', (error) => {
    parts.log.error({ err: error }, 'a stored file could not be read');
    res.destroy();
  });
  res.once('close', () => source.destroy());
  source.pipe(res);
}

export function fileRoutes(parts: HttpParts): Router {
  const router = Router({ mergeParams: true });
  const put: RequestHandler = asMember(parts, { device: false }, async (who, req, res) => {
    await receive(parts, who, req);
    res.set('Cache-Control', 'no-store').status(204).end();
  });
  router.put('/:sha256', put);
  router.get(
    '/:sha256',
    asMember(parts, { device: false }, (who, req, res) => give(parts, who, req, res)),
  );
  return router;
}
