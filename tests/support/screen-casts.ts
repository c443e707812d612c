/** Who looks at the screens, and of which association: the demo, and one in which nothing has happened. */
import {
  DEMO_ASSOCIATION,
  writeDemo,
  type DemoSignIn,
} from '@communitrak/sync-server/demo/demo-association.ts';
import { writeDemoPayments } from '@communitrak/sync-server/first-start.ts';
import { pino } from 'pino';
import { addPeople, ANA, BEA, OLIVIA, PASSWORD, writeSmall, type Stage } from './stage.ts';

export interface Cast {
  readonly association: string;
  readonly resident: { readonly email: string; readonly password: string };
  readonly board: { readonly email: string; readonly password: string };
  readonly office: { readonly email: string; readonly password: string };
  /** Local id of a request with photos of the resident's household; 'none' where there is none. */
  readonly request: string;
}

async function aRequestOf(stage: Stage, email: string): Promise<string> {
  const db = await stage.server.store.open(`association-${DEMO_ASSOCIATION}`, { create: false });
  const all = (await db?.range({ startId: 'request:', endId: 'request:\ufff0' })) ?? [];
  const details = (await db?.range({ startId: 'member-details:', endId: 'member-details:\ufff0' })) ?? [];
  const mine = details
    .map(({ body }) => body as { email: string; households: string[] })
    .find((one) => one.email === email);
  const withPhotos = all.find(({ body }) => {
    const { household, files } = body as { household: string; files: unknown[] };
    return files.length > 0 && mine?.households.includes(household) === true;
  });
  return withPhotos?._id.slice('request:'.length) ?? 'none';
}

const signInOf = (signIns: readonly DemoSignIn[], role: string): DemoSignIn => {
  const found = signIns.find((one) => one.role === role);
  if (found === undefined) throw new Error(`The demo has no sign-in for ${role}`);
  return found;
};

/** After so many seconds what the first payments brought is on its way to the association's bank. */
const UNTIL_PAID_OUT_S = 7 * 86_400;

/** Homes pay, a week goes by at the stand-in, and what it told has been dealt with. */
async function payOnline({ server, sandbox }: Stage): Promise<void> {
  if (sandbox === undefined) return;
  const { store, sync, trial } = server;
  await writeDemoPayments({ store, sync, trial, clock: Date.now }, new AbortController().signal);
  sandbox.clock.advance(UNTIL_PAID_OUT_S);
  await sandbox.delivered();
  await server.payments?.idle();
}

/** Writes the demo association into the stage; with online payments where there is a stand-in for Stripe. */
export async function demoCast(stage: Stage): Promise<Cast> {
  const { sync: writes, accounts, files } = stage.server;
  const clock = Date.now;
  const { signIns } = await writeDemo({ writes, accounts, files, clock, log: pino({ level: 'silent' }) });
  const resident = signInOf(signIns, 'head of household');
  const request = await aRequestOf(stage, resident.email);
  if (stage.sandbox !== undefined) await payOnline(stage);
  const [board, office] = [signInOf(signIns, 'board'), signInOf(signIns, 'office')];
  return { association: DEMO_ASSOCIATION, resident, board, office, request };
}

/** Writes an association in which nothing has been reported yet. */
export async function emptyCast(stage: Stage): Promise<Cast> {
  await writeSmall(stage);
  await addPeople(stage, [BEA]);
  const sign = (email: string) => ({ email, password: PASSWORD });
  return {
    association: 'maple-row',
    resident: sign(ANA.email),
    board: sign(BEA.email),
    office: sign(OLIVIA.email),
    request: 'none',
  };
}
