/**
 * The authorisation matrix on a real server: its people signed in over HTTP, its cells' documents in the store, the rule
 * beside it told of each. Asks at every door and holds every answer's text against what its reader may see.
 */
import { Readable } from 'node:stream';
import { toWire } from '@communitrak/protocol/document.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import type { PushVerdict } from '@communitrak/protocol/push.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import { entityOf } from '@communitrak/domain/registry.ts';
import { mergeKeys } from '@communitrak/sync-server/access/key-intervals.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import { toStore } from '@communitrak/sync-server/sync/stored-document.ts';
import type { Database } from '@communitrak/sync-server/ports/doc-store.ts';
import type { ServerOptions } from '@communitrak/sync-server/server.ts';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import { sameContent } from '@communitrak/protocol/hash.ts';
import { accepted } from '@communitrak/testkit/builders.ts';
import { PLANTED, SUBJECT, type Cell } from './matrix-cells.ts';
import { actors, ASSOCIATION, endedLinks, type Actor } from '@communitrak/testkit/matrix-people.ts';
import { MatrixRule, type MatrixRow } from './matrix-rule.ts';
import { worldDocuments } from './matrix-world.ts';
import { clientOf, openTestServer, PASSWORD, signInAt, type Client, type TestServer } from './test-server.ts';
import { writeAll } from './sync-rig.ts';

const ROWS_AT_ONCE = 60;
const SAMPLE_FILE_BYTES = 100;

export interface Sent {
  readonly row: MatrixRow;
  readonly answer: PushVerdict;
}

export interface MatrixStage {
  readonly test: TestServer;
  readonly rule: MatrixRule;
  readonly database: Database;
  readonly clients: ReadonlyMap<string, Client>;
  /** Documents of these cells as they must be before anybody asks. */
  prepare(cells: readonly Cell[]): Promise<void>;
  /** Of what the actors write themselves. */
  learn(doc: Envelope): void;
  write(docs: readonly Envelope[]): Promise<void>;
  /** @returns the answer's text; its reader is held against it */
  ask(who: Actor, method: string, path: string, body?: unknown): Promise<{ status: number; text: string }>;
  push(who: Actor, collection: CollectionName, rows: readonly MatrixRow[]): Promise<readonly PushVerdict[]>;
  /** Holds an answer got in another way against its reader; `sent` is what the reader had said. */
  hold(who: Actor, text: string, sent: string, where: string): void;
  /** What was told to whom without being theirs; empty when nothing was. */
  readonly leaks: string[];
  close(): Promise<void>;
}

async function signEverybodyIn(test: TestServer): Promise<ReadonlyMap<string, Client>> {
  const clients = new Map<string, Client>();
  for (const { member, name } of actors) {
    const email = `${member}@matrix.example.org`;
    const { id } = await test.server.accounts.addAccount({ email, password: PASSWORD, name });
    await test.server.accounts.link(id, ASSOCIATION, member);
    clients.set(member, clientOf(test.url, ASSOCIATION, await signInAt(test.url, email, PASSWORD)));
  }
  return clients;
}

/** No rule of today lets anybody delete anything; what is deleted is made so in the store. */
async function deleteStored(database: Database, ids: readonly string[]): Promise<void> {
  const stored = await database.getMany(ids);
  const docs = [...stored.values()]
    .map(readStored)
    .map(({ doc, keys, rev }) => toStore({ doc, deleted: true, keys: mergeKeys(keys, [], Date.now()), rev }));
  const results = await database.putMany(docs);
  if (results.some(({ ok }) => !ok)) throw new Error('not deleted');
}

/** In order; a document that comes twice comes in two writes. */
function waves(docs: readonly Envelope[]): readonly (readonly Envelope[])[] {
  const first = new Map<string, Envelope>();
  const later: Envelope[] = [];
  for (const doc of docs) {
    if (first.has(doc.id)) later.push(doc);
    else first.set(doc.id, doc);
  }
  return [[...first.values()], ...(later.length === 0 ? [] : waves(later))];
}

/** A sort key fills numbers up with zeros: `zqjxvk001268zqj` is `zqjxvk1268zqj`. */
const unpadded = (subject: string): string => subject.replace(/^zqjxvk0+/, 'zqjxvk');

class Readers {
  readonly leaks: string[] = [];
  readonly #rule: MatrixRule;
  readonly #ids = new Map<string, Set<string>>();
  readonly #planted = new Map<string, string>();

  constructor(rule: MatrixRule) {
    this.#rule = rule;
  }

  learn({ id, body }: Envelope): void {
    const planted = body['planted'];
    if (typeof planted === 'string') this.#planted.set(planted, id);
    for (const [subject] of id.matchAll(SUBJECT))
      this.#ids.set(subject, (this.#ids.get(subject) ?? new Set()).add(id));
  }

  /** @param sent what the reader itself had said */
  hold({ member }: Actor, text: string, sent: string, where: string): void {
    for (const [planted] of text.matchAll(PLANTED)) {
      const id = this.#planted.get(planted);
      if (id === undefined || !this.#rule.sees(member, id))
        this.leaks.push(`${member} read ${id} at ${where}`);
    }
    for (const [shown] of text.matchAll(SUBJECT)) {
      const subject = unpadded(shown);
      if (sent.includes(shown) || sent.includes(subject)) continue;
      const ids = [...(this.#ids.get(subject) ?? [])];
      if (!ids.some((id) => this.#rule.everSaw(member, id)))
        this.leaks.push(`${member} was told of ${subject} at ${where}`);
    }
  }
}

const imported = (doc: Envelope): Envelope => accepted(doc, SYSTEM);

function isRemade(doc: Envelope, stored: Envelope | undefined): boolean {
  if (stored === undefined || entityOf(doc.type)?.insertOnly !== true) return false;
  return !sameContent(toWire(doc, false), toWire(stored, false));
}

export async function openMatrix(options: Partial<ServerOptions> = {}): Promise<MatrixStage> {
  // The rule knows what is written, and nothing of what is written because of it.
  const test = await openTestServer({ reactions: [], ...options });
  const { server } = test;
  const rule = new MatrixRule();
  const readers = new Readers(rule);
  const write = async (docs: readonly Envelope[]): Promise<void> => {
    for (const doc of docs) {
      rule.put(imported(doc));
      readers.learn(doc);
    }
    for (const wave of waves(docs)) await writeAll(server.sync, ASSOCIATION, wave);
  };
  // What the test server itself has brought along is part of the world.
  for (const doc of test.small.documents) rule.put(imported(doc));
  await write([...worldDocuments(), ...endedLinks()]);
  const clients = await signEverybodyIn(test);
  // The one file that the domain's samples list.
  await server.files.put(ASSOCIATION, Readable.from([Buffer.from('hello\n')]), SAMPLE_FILE_BYTES);
  const database = await server.store.open(`association-${ASSOCIATION}`, { create: false });
  if (database === undefined) throw new Error('no database');

  const stage: MatrixStage = {
    test,
    rule,
    database,
    clients,
    write,
    leaks: readers.leaks,
    learn: (doc) => readers.learn(doc),
    hold: (who, text, sent, where) => readers.hold(who, text, sent, where),
    async prepare(cells) {
      const before = cells.flatMap((cell) => cell.before);
      // What is insert-only and was made anew by whom a cell was about before: only a store without rules takes it away.
      const remade = before.filter((doc) => isRemade(doc, rule.get(doc.id))).map(({ id }) => id);
      await deleteStored(database, [...new Set(remade)]);
      for (const id of new Set(remade)) rule.remove(id);
      await write(before);
      const ids = cells.filter(({ deleted }) => deleted).flatMap(({ before }) => before.map(({ id }) => id));
      await deleteStored(database, [...new Set(ids)]);
      for (const id of new Set(ids)) rule.remove(id);
    },
    async ask(who, method, path, body) {
      const client = clients.get(who.member);
      if (client === undefined) throw new Error(`${who.member} is not signed in`);
      const url = `${test.url}/a/${ASSOCIATION}${path}`;
      const answer = await fetch(url, {
        method,
        headers: {
          cookie: client.cookie,
          'x-communitrak-device': client.device,
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const headers = JSON.stringify([...answer.headers]);
      readers.hold(who, `${headers}${text}`, `${path}${JSON.stringify(body ?? '')}`, `${method} ${path}`);
      return { status: answer.status, text };
    },
    async push(who, collection, rows) {
      const verdicts: PushVerdict[] = [];
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        const part = rows.slice(from, from + ROWS_AT_ONCE);
        const asked = await stage.ask(who, 'POST', '/sync/push', {
          protocol: PROTOCOL_VERSION,
          collection,
          rows: part,
        });
        if (asked.status !== 200) throw new Error(`push: ${asked.status} ${asked.text}`);
        verdicts.push(...(JSON.parse(asked.text) as { rows: PushVerdict[] }).rows);
      }
      return verdicts;
    },
    close: () => test.close(),
  };
  return stage;
}

export function collectionOf(type: string): CollectionName {
  const entity = entityOf(type);
  if (entity === undefined) throw new Error(`no entity ${type}`);
  return entity.collection;
}

export const wire = (doc: Envelope) => toWire(doc, false);
