/** What happens on the server while a browser is elsewhere: written through the server's own doors. */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { PASSWORD, type Stage } from './stage.ts';
import { demandWritten } from '@communitrak/sync-server/ports/server-writes.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Changes the one document of a type whose body fits. @throws Error when there is none */
async function change(
  { server }: Stage,
  association: string,
  type: string,
  fits: (body: Fields) => boolean,
  changes: (body: Fields) => Fields,
): Promise<void> {
  const db = await server.store.open(`association-${association}`, { create: false });
  const all = (await db?.range({ startId: `${type}:`, endId: `${type}:\ufff0` })) ?? [];
  const found = all.find(({ body }) => fits(body as Fields));
  if (found === undefined) throw new Error(`no such ${type} in the store`);
  const { _id: id, version, parent, order, stamp, body } = found as unknown as Envelope & { _id: string };
  const doc = { id, type, version, parent, order, stamp, body: { ...body, ...changes(body) } };
  const writes = [{ doc, by: 'olivia', byName: 'Olivia Park' }];
  demandWritten(await server.sync.write(association, writes));
}

/** The office closes the request of this title. */
export const closeRequest = (stage: Stage, association: string, title: string): Promise<void> =>
  change(
    stage,
    association,
    'request',
    (body) => body['title'] === title,
    () => ({ status: 'done' }),
  );

/** The association has another telephone number: something that everybody sees, and nobody on the pictures. */
export const changePhone = (stage: Stage, association: string): Promise<void> =>
  change(
    stage,
    association,
    'association',
    () => true,
    ({ phone }) => ({ phone: phone === '+1 407 555 0101' ? '+1 407 555 0102' : '+1 407 555 0101' }),
  );

const TABLET =
  'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/604.1';

/** Another device of theirs signs in. */
export async function signInElsewhere(
  { url }: Stage,
  { email, password = PASSWORD }: { readonly email: string; readonly password?: string },
): Promise<void> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': TABLET, origin: url },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`signing in was answered ${answer.status}: ${await answer.text()}`);
}
