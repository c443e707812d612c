/**
 * What must be true when everything has come to rest: the guarantees of shared/docs/sync.md section 1, by brute force.
 */
import { canonicalJson } from '@communitrak/protocol/hash.ts';
import type { StoredDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import type { Device, Written } from './model-device.ts';
import { bodyOf, isShared, parentOf, stampOf, typeOf, type Truth } from './model-truth.ts';

export interface World {
  readonly docs: ReadonlyMap<string, StoredDoc>;
  readonly truth: Truth;
  readonly devices: readonly Device[];
}

/** A document as a device should have it. */
function expected(doc: StoredDoc): string {
  const { _id: id, version, order, stamp } = doc;
  return canonicalJson({
    id,
    type: typeOf(doc),
    version,
    parent: parentOf(doc),
    order,
    stamp,
    body: bodyOf(doc),
  });
}

/** G1: exactly what the member may see. */
async function converged({ docs, truth }: World, device: Device): Promise<readonly string[]> {
  const held = await device.held();
  const faults: string[] = [];
  const say = (words: string): void => void faults.push(`G1 ${device.member} ${words}`);
  for (const doc of docs.values()) {
    if (!isShared(doc)) continue;
    const here = held.get(doc._id);
    const visible = truth.sees(device.member, doc);
    if (visible && here === undefined) say(`lacks ${doc._id} ${JSON.stringify(bodyOf(doc))}`);
    if (!visible && here !== undefined) faults.push(`G2 ${device.member} still holds ${doc._id}`);
    if (!visible || here === undefined) continue;
    const { id, type, version, parent, order, stamp, body } = here;
    const found = canonicalJson({ id, type, version, parent, order, stamp, body });
    if (found !== expected(doc)) say(`holds ${id} as ${found}, want ${expected(doc)}`);
  }
  for (const id of held.keys()) if (!docs.has(id)) say(`holds ${id}, which nobody else has`);
  return faults;
}

/** RxDB's own note of how far it has read names the document it read last, and nothing of it. */
const isPosition = (doc: object): boolean => 'isCheckpoint' in doc && doc.isCheckpoint === '1';
/** What the member wrote and the server did not accept: their own words, judged below. */
const isOwn = (doc: object): boolean => 'kind' in doc && doc.kind === 'unaccepted';

/** G2: nothing of what is not theirs lies anywhere on the disk. */
async function clean({ docs, truth }: World, device: Device): Promise<readonly string[]> {
  const foreign = [...docs.values()].filter((doc) => isShared(doc) && !truth.sees(device.member, doc));
  const faults: string[] = [];
  for (const [where, contents] of await device.contents()) {
    for (const doc of contents.filter((one) => !isPosition(one) && !isOwn(one))) {
      // That it belongs to something deleted is a reply's own business.
      const text = JSON.stringify(doc).replace(/"parent":"[^"]*"/g, '');
      for (const { _id: id } of foreign) {
        const named = text.includes(`"${id}"`) || text.includes(`|${id}"`) || text.includes(`mark:${id}"`);
        if (named) faults.push(`G2 ${device.member} has ${id} left in ${where} ${text}`);
      }
    }
  }
  for (const item of await device.replica.parts.unaccepted.all()) {
    for (const field of ['v', 'w']) {
      const value = item.body[field];
      const mine = typeof value !== 'string' || value === '' || value.startsWith(`${device.member}.`);
      if (!mine) faults.push(`G2 ${device.member} keeps somebody else's words: ${JSON.stringify(item)}`);
    }
  }
  return faults;
}

/** The last that the member wrote of each field; more than one where the device died under a later one. */
function latest(written: readonly Written[]): readonly (readonly Written[])[] {
  const last = new Map<string, Map<string, readonly Written[]>>();
  for (const one of written) {
    const before = last.get(one.id) ?? new Map<string, readonly Written[]>();
    const field = one.field ?? '';
    const alternatives = one.sure ? [one] : [...(before.get(field) ?? []), one];
    // A whole document overwrites all fields, if it was saved.
    const others = [...before].filter(([name]) => name !== field);
    const left = others.map(([name, each]) => [name, one.whole ? [...each, one] : each] as const);
    last.set(one.id, new Map([...(one.whole && one.sure ? [] : left), [field, alternatives]]));
  }
  return [...last.values()].flatMap((fields) => [...fields.values()]);
}

/** G3: on the server, or in the list of what was not accepted. */
async function kept({ truth }: World, device: Device): Promise<readonly string[]> {
  const { unaccepted, pendingChanges } = device.replica.parts;
  const listed = await unaccepted.all();
  const held = await device.held();
  const isKept = ({ id, field, value }: Written): boolean => {
    const items = listed.filter(({ documentId }) => documentId === id);
    if (field === undefined)
      return !held.has(id) || device.line.deleted.has(id) || items.some(({ deletion }) => deletion);
    return truth.wasStored(id, field, value) || items.some(({ body }) => body[field] === value);
  };
  const faults: string[] = [];
  for (const alternatives of latest(device.written)) {
    if (alternatives.some((one) => isKept(one)) || !alternatives.some(({ sure }) => sure)) continue;
    const words = alternatives.map(({ id, field, value }) => `${id} ${field ?? 'deletion'} ${value}`);
    faults.push(`G3 ${device.member} lost ${words.join(' or ')}`);
  }
  for (const pending of await pendingChanges.all())
    faults.push(`G3 ${device.member} still waits to send ${JSON.stringify(pending)}`);
  return faults;
}

/** What is on its way when it is discarded may still arrive. */
const ON_ITS_WAY_MS = 300;

/** What was discarded before it was sent is never sent. */
function discarded({ truth }: World, { member, discarded, line }: Device): readonly string[] {
  return discarded.flatMap(({ what: { id, field, value }, at }) => {
    if (field === undefined) return [];
    const sent = line.firstSent.get(`${id} ${field} ${value}`) ?? Infinity;
    if (sent <= at + ON_ITS_WAY_MS || !truth.wasStored(id, field, value)) return [];
    return [`D ${member} discarded ${id} ${field} ${value}, which was sent afterwards and stored`];
  });
}

/** G4: a number belongs to one document, and a document has one number. */
function claimed({ docs, truth }: World): readonly string[] {
  const faults: string[] = [];
  const byNumber = new Map<string, string>();
  for (const doc of docs.values()) {
    if (typeOf(doc) !== 'note') continue;
    const { number } = stampOf(doc);
    if (doc._deleted !== true && number === '') faults.push(`G4 ${doc._id} has no number`);
    const other = byNumber.get(number);
    if (number !== '' && other !== undefined) faults.push(`G4 ${doc._id} and ${other} are both ${number}`);
    byNumber.set(number, doc._id);
  }
  return [...faults, ...truth.renumbered.map((words) => `G4 ${words}`)];
}

/** G5: one request for all collections, and nothing moves. */
async function still(device: Device): Promise<readonly string[]> {
  device.line.count();
  await device.synced();
  const { pulls, pushes, others, rows } = device.line.count();
  if (pulls === 1 && pushes === 0 && others === 0 && rows === 0) return [];
  return [
    `G5 ${device.member} asked again: ${pulls} pulls, ${pushes} pushes, ${others} others, ${rows} rows`,
  ];
}

export async function violations(world: World): Promise<readonly string[]> {
  const faults = [...claimed(world)];
  for (const device of world.devices) {
    faults.push(...(await converged(world, device)), ...(await clean(world, device)));
    faults.push(...(await kept(world, device)), ...(await still(device)), ...discarded(world, device));
  }
  return faults;
}
