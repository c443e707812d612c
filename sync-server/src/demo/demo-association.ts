/**
 * Writes the demo association Willow Creek: the roster through the same code that an import uses, then office, board,
 * tenants, a year of requests with drawn photos, and sign-ins to try it with. For an empty data folder.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { dateInZone, isoInstant } from '@communitrak/domain/core/dates.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { FILE_LIMIT_BYTES, type FileRef } from '@communitrak/domain/core/files.ts';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import { importRoster } from '../imports/import-roster.ts';
import { drawPhoto, SCENE_NAMES, type SceneName } from './drawing/photo.ts';
import type { Demo, DemoParts, DemoSignIn, DemoWrite } from './parts.ts';
import { DEMO_ASSOCIATION, type Actor } from './neighbourhood.ts';
import { DEMO_NAME, DEMO_ZONE, demoPeople, type DemoPeople } from './people.ts';
import { demoRequests, type TakePhoto } from './requests.ts';
import { readStories } from './story.ts';

export type { Demo, DemoParts, DemoSignIn, DemoWrite } from './parts.ts';
export { DEMO_ASSOCIATION } from './neighbourhood.ts';

const YEAR_MS = 366 * 24 * 3_600_000;
/** Documents handed over at once. */
const BATCH = 500;
export const DEMO_PASSWORD = 'willow-creek-demo';

/** The demo's people and places. Throws when the roster it ships with has a fault: then the demo is broken, not the roster. */
export function readDemoPeople(now: number): DemoPeople {
  const csv = readFileSync(new URL('./willow-creek.csv', import.meta.url), 'utf8');
  const today = dateInZone(isoInstant(now), DEMO_ZONE);
  const { documents, faults } = importRoster(csv, { association: DEMO_ASSOCIATION, today });
  const [fault] = faults;
  if (fault !== undefined) throw new Error(`The demo's roster, row ${fault.row}: ${fault.advice}`);
  return demoPeople(documents);
}

interface Camera {
  readonly takePhoto: TakePhoto;
  readonly photos: ReadonlyMap<string, Buffer>;
}

function camera(): Camera {
  const photos = new Map<string, Buffer>();
  const takePhoto = (name: string, seed: string): FileRef => {
    const scene = SCENE_NAMES.find((one): one is SceneName => one === name);
    if (scene === undefined) throw new RangeError(`There is no scene ${name}`);
    const { bytes, width, height } = drawPhoto(scene, seed);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    photos.set(sha256, bytes);
    const file = `IMG_${String(2040 + photos.size)}.jpg`;
    return { sha256, bytes: bytes.length, type: 'image/jpeg', width, height, name: file };
  };
  return { takePhoto, photos };
}

async function storePhotos(files: DemoParts['files'], photos: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const [sha256, bytes] of photos) {
    const stored = await files.put(DEMO_ASSOCIATION, Readable.from([bytes]), FILE_LIMIT_BYTES);
    if (stored.sha256 !== sha256) throw new Error(`A photo of the demo arrived as ${stored.sha256}`);
  }
}

async function writeAll(sync: DemoParts['sync'], writes: readonly DemoWrite[]): Promise<void> {
  for (let start = 0; start < writes.length; start += BATCH) {
    await sync.write(DEMO_ASSOCIATION, writes.slice(start, start + BATCH));
  }
}

function signInsOf({ office, board, tenants, places }: DemoPeople): readonly [DemoSignIn, Actor][] {
  const [head, member] = places.household('2').people;
  if (head === undefined || member === undefined) throw new RangeError('Lot 2 has two people');
  const all = [
    ['office', office.manager],
    ['board', board.first],
    ['head of household', head],
    ['household member', member],
    ['tenant', tenants[0]],
  ] as const;
  return all.map(([role, who]) => {
    const { email, principal } = who;
    return [{ role, name: principal.name, email, password: DEMO_PASSWORD }, who];
  });
}

async function openAccounts(
  accounts: DemoParts['accounts'],
  people: DemoPeople,
): Promise<readonly DemoSignIn[]> {
  const signIns = signInsOf(people);
  for (const [{ email, password, name }, who] of signIns) {
    const { id } = await accounts.addAccount({ email, password, name });
    await accounts.link(id, DEMO_ASSOCIATION, who.principal.member);
  }
  return signIns.map(([signIn]) => signIn);
}

const byImport =
  (at: string) =>
  (doc: Envelope): DemoWrite => ({ doc, by: SYSTEM, byName: 'Import', at });

/** Accounts come last: as long as nobody can sign in, nobody sees a demo half written. */
export async function writeDemo(parts: DemoParts): Promise<Demo> {
  const { sync, accounts, files, clock, log } = parts;
  const now = clock();
  const people = readDemoPeople(now);
  await writeAll(sync, people.documents.map(byImport(isoInstant(now - YEAR_MS))));
  log.info({ documents: people.documents.length }, 'demo: people and places written');
  const { takePhoto, photos } = camera();
  const { rounds, count } = demoRequests(readStories(), people, takePhoto, now);
  await storePhotos(files, photos);
  for (const round of rounds) await writeAll(sync, round);
  const signIns = await openAccounts(accounts, people);
  const documents = people.documents.length + new Set(rounds.flat().map(({ doc }) => doc.id)).size;
  log.info({ requests: count, photos: photos.size, documents }, 'demo: requests and sign-ins written');
  return { association: DEMO_ASSOCIATION, name: DEMO_NAME, signIns, documents, photos: photos.size };
}
