/** `/api/session` and `/api/sessions`: who this is, where they belong, and which devices are signed in. */
import { Router } from 'express';
import type { SessionAnswer, SessionAssociation } from '@communitrak/protocol/session.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import type { Membership } from '../accounts/memberships.ts';
import { signedIn } from './caller.ts';
import type { HttpParts } from './parts.ts';
import { ProblemError } from './problem.ts';
import { header, param, query } from './request.ts';
import { neverStored } from './sync-routes.ts';

/** Its name begins with __Secure- behind TLS. */
const SESSION_COOKIE = /communitrak\.session_token=./;

/** Undefined for a membership whose association or member is no longer there. */
async function describe(parts: HttpParts, membership: Membership): Promise<SessionAssociation | undefined> {
  const { association, member } = membership;
  const found = await parts.sync.member(association, member);
  if (found === undefined) return undefined;
  const doc = await parts.sync.read({ association, member, device: '' }, `association:${association}`);
  const name = doc?.body['name'];
  return {
    id: association,
    name: typeof name === 'string' ? name : association,
    member,
    memberName: found.acl.name,
    state: found.acl.state,
    keys: [...found.principal.keys].sort(),
    epoch: found.acl.epoch,
  };
}

export function sessionRoutes(parts: HttpParts): Router {
  const router = Router();
  router.use(neverStored);
  const answer = signedIn(parts, async ({ account, memberships }, _req, res) => {
    const described = await Promise.all(memberships.map((membership) => describe(parts, membership)));
    const associations = described.filter((one) => one !== undefined);
    res.json({ account, associations, protocol: PROTOCOL_VERSION } satisfies SessionAnswer);
  });
  router.get('/session', (req, res, next) => {
    // Asked right after a sign-in that succeeded: without a cookie now, the browser did not keep it.
    const justSignedIn = query(req, 'after') === 'sign-in';
    const bare = !SESSION_COOKIE.test(header(req, 'cookie')) && header(req, 'authorization') === '';
    if (justSignedIn && bare) throw new ProblemError('cookies-needed');
    return answer(req, res, next);
  });
  router.get(
    '/sessions',
    signedIn(parts, async ({ account, sessionId }, _req, res) => {
      res.json(await parts.accounts.sessions(account.id, sessionId));
    }),
  );
  router.delete(
    '/sessions/:id',
    signedIn(parts, async ({ account }, req, res) => {
      const wipe = query(req, 'wipe') === '1';
      if (!(await parts.accounts.revoke(account.id, param(req, 'id'), wipe)))
        throw new ProblemError('not-found');
      res.status(204).end();
    }),
  );
  return router;
}
