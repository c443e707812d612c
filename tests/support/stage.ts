/**
 * A whole system for browser tests, pictures and benches: the real server on the embedded store in a folder of its own,
 * in this process, with the demo association or an empty one written through the server's own doors.
 */
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createAssociation } from '@communitrak/domain/associations/index.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { NO_ADDRESS } from '@communitrak/domain/core/shapes.ts';
import { createHouseholdLink, type LinkRole } from '@communitrak/domain/household-links/index.ts';
import { createHousehold } from '@communitrak/domain/households/index.ts';
import { createMember, createMemberDetails, createMemberRole } from '@communitrak/domain/members/index.ts';
import { createProperty } from '@communitrak/domain/properties/index.ts';
import type { Role } from '@communitrak/domain/core/principal.ts';
import { parseConfig } from '@communitrak/sync-server/config.ts';
import { createLog } from '@communitrak/sync-server/server-log.ts';
import { createSandbox, type Sandbox } from '@communitrak/sync-server/payments/sandbox/create-sandbox.ts';
import { startServer, type Server } from '@communitrak/sync-server/server.ts';
import { logFileOfRun } from './e2e-logs.ts';
import { createWith, writeAll } from './sync-rig.ts';

export const PASSWORD = 'correct horse battery';

export interface Stage {
  readonly url: string;
  readonly server: Server;
  readonly dataDir: string;
  /** The stand-in for Stripe, of a stage that takes payments. */
  readonly sandbox?: Sandbox;
  close(): Promise<void>;
}

/** In the browser tests everything goes to one file, which is looked through at the end of the run (e2e-logs.ts). */
function stageLog(): Logger {
  const file = logFileOfRun();
  if (file === undefined) return createLog('error');
  return createLog('trace', { write: (line) => appendFileSync(file, line) });
}

/** @param appDir another folder of the built app than pwa/dist */
export async function openStage(env: Readonly<Record<string, string>> = {}, appDir?: string): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'communitrak-stage-'));
  const parsed = parseConfig({ PORT: '0', DATA_DIR: dataDir, ...env });
  if (!parsed.ok) throw new Error(parsed.faults.join('; '));
  const server = await startServer(parsed.config, {
    log: stageLog(),
    ...(appDir === undefined ? {} : { appDir }),
  });
  return {
    url: server.url,
    server,
    dataDir,
    async close() {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const [WEBHOOK_SECRET, CONNECT_SECRET] = ['whsec_stage_platform', 'whsec_stage_connect'];

/** With the stand-in for Stripe beside the server. */
export async function openPayingStage(): Promise<Stage> {
  const sandbox = await createSandbox({ timing: { firstMs: 1 } });
  const stage = await openStage({
    STRIPE_SECRET_KEY: 'sk_test_stage',
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_CONNECT_WEBHOOK_SECRET: CONNECT_SECRET,
    STRIPE_API_BASE: sandbox.url,
  }).catch(async (error: unknown) => {
    await sandbox.close();
    throw error;
  });
  sandbox.setWebhooks({
    platform: { url: `${stage.url}/stripe/webhook`, secret: WEBHOOK_SECRET },
    connect: { url: `${stage.url}/stripe/connect-webhook`, secret: CONNECT_SECRET },
  });
  return {
    ...stage,
    sandbox,
    async close() {
      await stage.close();
      await sandbox.close();
    },
  };
}

export interface Resident {
  readonly member: string;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly households: readonly { readonly household: string; readonly role: LinkRole }[];
  readonly roles: readonly Role[];
}

export const ANA: Resident = {
  member: 'ana',
  first: 'Ana',
  last: 'Ruiz',
  email: 'ana@example.org',
  households: [{ household: 'h1', role: 'head' }],
  roles: [],
};
export const BEN: Resident = {
  member: 'ben',
  first: 'Ben',
  last: 'Okafor',
  email: 'ben@example.org',
  households: [{ household: 'h2', role: 'head' }],
  roles: [],
};
export const OLIVIA: Resident = {
  member: 'olivia',
  first: 'Olivia',
  last: 'Park',
  email: 'office@example.org',
  households: [],
  roles: ['office'],
};

export const BEA: Resident = {
  member: 'bea',
  first: 'Bea',
  last: 'Lindqvist',
  email: 'bea@example.org',
  households: [{ household: 'h2', role: 'member' }],
  roles: ['board'],
};

function documentsOf(association: string, one: Resident): Envelope[] {
  const { member, first, last, email, households, roles } = one;
  return [
    createMember({ first, last, title: '', state: 'active', addedBy: '' }, member),
    ...households.map(({ household, role }) =>
      createHouseholdLink({ association, member, household, role, from: '2020-01-01' }),
    ),
    createMemberDetails({
      member,
      households: households.map(({ household }) => household),
      email,
      phone: '',
      mailing: NO_ADDRESS,
    }),
    ...(roles.length === 0 ? [] : [createMemberRole(member, roles)]),
  ];
}

/** An association of two homes and three people, with nothing reported yet. Everyone signs in with PASSWORD. */
export async function writeSmall(stage: Stage, association = 'maple-row'): Promise<void> {
  const { server } = stage;
  const where = { unit: '', city: 'Orlando', state: 'FL', zip: '32801' };
  const homes = ['1', '2'].flatMap((n) => [
    createProperty({ kind: 'home', name: '', lot: n, street: `${n}0 Maple Row`, ...where }, `p${n}`),
    createHousehold({ name: n === '1' ? 'Ruiz' : 'Okafor', kind: 'owner', property: `p${n}` }, `h${n}`),
  ]);
  const docs: Envelope[] = [
    createAssociation(association, {
      name: 'Maple Row Homeowners Association',
      timeZone: 'America/New_York',
      currency: 'USD',
      locale: 'en-US',
      address: { ...NO_ADDRESS, street: '1 Maple Row', city: 'Orlando', state: 'FL', zip: '32801' },
      email: 'office@example.org',
      phone: '',
      tenantsSeeCommunity: true,
    }),
    ...homes,
  ];
  await createWith(server.sync, association, docs);
  await addPeople(stage, [ANA, BEN, OLIVIA], association);
}

/** People of that association, each with an account. */
export async function addPeople(
  { server }: Stage,
  people: readonly Resident[],
  association = 'maple-row',
): Promise<void> {
  const docs = people.flatMap((one) => documentsOf(association, one));
  await writeAll(server.sync, association, docs);
  for (const { member, first, last, email } of people) {
    const { id } = await server.accounts.addAccount({ email, password: PASSWORD, name: `${first} ${last}` });
    await server.accounts.link(id, association, member);
  }
}
