/** From a request to whoever sends it: the session, the member of the association in the address, the device. */
import type { Request, RequestHandler, Response } from 'express';
import { DEVICE_HEADER } from '@communitrak/protocol/headers.ts';
import type { AccountSession } from '../accounts/accounts.ts';
import type { Caller } from '../sync/sync-service.ts';
import type { HttpParts } from './parts.ts';
import { ProblemError } from './problem.ts';
import { header, param, query } from './request.ts';

type Handler<T> = (who: T, req: Request, res: Response) => Promise<void> | void;

const DEVICE = /^[A-Za-z0-9-]{8,64}$/;

export async function sessionOf(parts: HttpParts, req: Request, res: Response): Promise<AccountSession> {
  const session = await parts.accounts.session(req.headers);
  if (session === undefined)
    throw new ProblemError((await parts.accounts.wipeAsked(req.headers)) ? 'wipe-asked' : 'signed-out');
  for (const line of session.setCookies) res.append('Set-Cookie', line);
  return session;
}

export function signedIn(parts: HttpParts, handler: Handler<AccountSession>): RequestHandler {
  return async (req, res) => handler(await sessionOf(parts, req, res), req, res);
}

export interface Member extends Caller {
  readonly sessionId: string;
}

/** A device names itself in a header, or in the query where none can be set (EventSource). */
function deviceOf(req: Request): string {
  const device = header(req, DEVICE_HEADER) || query(req, 'device');
  if (device !== '' && !DEVICE.test(device)) throw new ProblemError('bad-request', DEVICE_HEADER);
  return device;
}

/** Not a member and no such association are the same answer. */
export async function memberOf(parts: HttpParts, req: Request, res: Response): Promise<Member> {
  const session = await sessionOf(parts, req, res);
  const association = param(req, 'association');
  const membership = session.memberships.find((one) => one.association === association);
  if (membership === undefined) throw new ProblemError('not-a-member');
  res.locals['association'] = association;
  return { association, member: membership.member, device: deviceOf(req), sessionId: session.sessionId };
}

/** @param options.device whether the message is about a device's own state: then it must name itself. */
export function asMember(
  parts: HttpParts,
  options: { readonly device: boolean },
  handler: Handler<Member>,
): RequestHandler {
  return async (req, res) => {
    const member = await memberOf(parts, req, res);
    if (options.device && member.device === '') throw new ProblemError('bad-request', DEVICE_HEADER);
    await handler(member, req, res);
  };
}
