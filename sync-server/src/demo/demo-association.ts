/**
 * Writes the demo association Willow Creek: the roster through the same code that an import uses, then office, board,
 * tenants, a year of requests with drawn photos, and sign-ins to try it with. For an empty data folder.
 */
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { dateInZone, isoInstant } from '@communitrak/domain/core/dates.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { FILE_LIMIT_BYTES, type FileRef } from '@communitrak/domain/core/files.ts';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import { changeProperty, propertyEntity } from '@communitrak/domain/properties/index.ts';
import { demandWritten } from '../ports/server-writes.ts';
import { importRoster } from '../imports/import-roster.ts';
import { drawPhoto } from './drawing/photo.ts';
import type { Demo, DemoParts, DemoSignIn, DemoWrite } from './parts.ts';
import { DEMO_ASSOCIATION, type Actor } from './neighbourhood.ts';
import { DEMO_NAME, DEMO_ZONE, demoPeople, type DemoPeople } from './people.ts';
import { condensed, demoRequests, shotsOf, type Shot } from './requests.ts';
import { demoMoney } from './money/money.ts';
import { readStories } from './story.ts';

export type { Demo, DemoParts, DemoSignIn, DemoWrite } from './parts.ts';
export { DEMO_ASSOCIATION } from './neighbourhood.ts';

const YEAR_MS = 366 * 24 * 3_600_000;
/** Documents handed over at once. */
const BATCH = 500;
const TOWNHOMES = 60;
export const DEMO_PASSWORD = 'willow-creek-demo';

/** The demo's people and places. Throws when the roster it ships with has a fault: then the demo is broken, not the roster. */
export function readDemoPeople(now: number): DemoPeople {
  const csv = readFileSync(new URL('./willow-creek.csv', import.meta.url), 'utf8');
  const today = dateInZone(isoInstant(now), DEMO_ZONE);
  const { documents, faults } = importRoster(csv, { association: DEMO_ASSOCIATION, today });
  const [fault] = faults;
  if (fault !== undefined) throw new Error(`The demo's roster, row ${fault.row}: ${fault.advice}`);
  return demoPeople(documents.map(sorted));
}

/** Townhomes along the creek, houses behind it: what dues by class or by share are laid on. */
function sorted(doc: Envelope): Envelope {
  const property = propertyEntity.read(doc);
  if (property?.body.kind !== 'home') return doc;
  const isTownhome = Number(property.body.lot) <= TOWNHOMES;
  return changeProperty(
    property,
    isTownhome ? { class: 'Townhome', share: 420 } : { class: 'House', share: 585 },
  );
}

/** Draws and stores every photo of the stories, one after the other, letting others have their turn between. */
async function storePhotos(
  files: DemoParts['files'],
  shots: readonly Shot[],
): Promise<ReadonlyMap<string, FileRef>> {
  const stored = new Map<string, FileRef>();
  for (const { scene, seed } of shots) {
    const { bytes, width, height } = drawPhoto(scene, seed);
    const { sha256 } = await files.put(DEMO_ASSOCIATION, Readable.from([bytes]), FILE_LIMIT_BYTES);
    const name = `IMG_${String(2041 + stored.size)}.jpg`;
    stored.set(seed, { sha256, bytes: bytes.length, type: 'image/jpeg', width, height, name });
    await setImmediate();
  }
  return stored;
}

async function writeAll({ writes: port }: DemoParts, writes: readonly DemoWrite[]): Promise<void> {
  for (let start = 0; start < writes.length; start += BATCH) {
    demandWritten(await port.write(DEMO_ASSOCIATION, writes.slice(start, start + BATCH)));
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
  const { writes, accounts, files, clock, log } = parts;
  const now = clock();
  const people = readDemoPeople(now);
  await writes.createAssociation(DEMO_ASSOCIATION);
  await writeAll(parts, people.documents.map(byImport(isoInstant(now - YEAR_MS))));
  log.info({ documents: people.documents.length }, 'demo: people and places written');
  const stories = readStories();
  const photos = await storePhotos(files, stories.flatMap(shotsOf));
  const photo = (seed: string): FileRef => {
    const ref = photos.get(seed);
    if (ref === undefined) throw new RangeError(`The demo has no photo ${seed}`);
    return ref;
  };
  const { rounds, count } = demoRequests(stories, people, photo, now);
  for (const round of condensed(rounds)) await writeAll(parts, round);
  const money = demoMoney(people, now).rounds;
  for (const round of money) await writeAll(parts, round);
  log.info({ entries: money.flat().length }, 'demo: three years of money written');
  const signIns = await openAccounts(accounts, people);
  const written = new Set([...rounds.flat(), ...money.flat()].map(({ doc }) => doc.id));
  const documents = people.documents.length + written.size;
  log.info({ requests: count, photos: photos.size, documents }, 'demo: requests and sign-ins written');
  return { association: DEMO_ASSOCIATION, name: DEMO_NAME, signIns, documents, photos: photos.size };
}
