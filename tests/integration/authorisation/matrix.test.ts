/**
 * Role × entity × act × (visible before, after), generated from the registry and asked over HTTP of the real server, held
 * against the domain's own tables worked out by brute force: the same at every door, and nothing told to anybody that is
 * not theirs.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stubOf, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import { collectionsInUse, entities } from '@communitrak/domain/registry.ts';
import { sameContent } from '@communitrak/protocol/hash.ts';
import type { PushVerdict } from '@communitrak/protocol/push.ts';
import { ACTIONS, counter, isMaking, makeCells, type Cell } from '../../support/matrix-cells.ts';
import { MatrixDevice } from '../../support/matrix-device.ts';
import { actors, type Actor } from '@communitrak/testkit/matrix-people.ts';
import { renamed } from '../../support/matrix-subjects.ts';
import { entitiesAsked } from '../../support/entity-cases.ts';
import type { Expected, MatrixRow } from '../../support/matrix-rule.ts';
import { openMatrix, wire, type MatrixStage } from '../../support/matrix-stage.ts';

interface Asked {
  readonly cell: Cell;
  readonly row: MatrixRow;
  readonly expected: Expected;
  readonly was: 'seen' | 'once' | 'never' | 'absent';
  readonly before: WireDoc;
}

// Every entity as everybody, over HTTP: minutes of work on a busy machine, however short each question is.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let stage: MatrixStage;
const count = counter();
const shared = makeCells(
  ACTIONS.filter((action) => !isMaking(action)),
  count,
);
const own = new Map(actors.map(({ member }) => [member, makeCells(ACTIONS.filter(isMaking), count)]));
const devices = new Map<string, MatrixDevice>();
/** `<role> <type> <action> <before> <verdict>` → how often. */
const covered = new Map<string, number>();

beforeAll(async () => {
  stage = await openMatrix();
  await stage.prepare([...shared, ...[...own.values()].flat()]);
  await stage.write(shared.flatMap(({ twin }) => twin.before));
  for (const who of actors) devices.set(who.member, new MatrixDevice(stage, who));
}, 300_000);
afterAll(() => stage?.close());

function wasBefore(who: Actor, id: string): Asked['was'] {
  if (stage.rule.sees(who.member, id)) return 'seen';
  if (stage.rule.everSaw(who.member, id)) return 'once';
  return stage.rule.get(id) === undefined ? 'absent' : 'never';
}

function plan(who: Actor, cell: Cell): Asked {
  const row = cell.rowOf(who);
  const was = wasBefore(who, cell.id);
  const stored = stage.rule.get(cell.id);
  const before = was === 'seen' && stored !== undefined ? wire(stored) : stubOf(cell.id);
  const broken = cell.action === 'broken';
  const expected: Expected = broken ? { verdict: 'refused', code: 'invalid' } : stage.rule.expect(who, row);
  stage.rule.take(who, cell.id, expected);
  if (expected.write?.after !== undefined) stage.learn(expected.write.after);
  return { cell, row, expected, was, before };
}

/** The same question about a document that nobody has ever heard of; undefined when it would be made. */
function twinOf(who: Actor, { cell, row, was }: Asked): MatrixRow | undefined {
  if (was !== 'never' || isMaking(cell.action)) return undefined;
  const absent = cell.twin.subject;
  const assumed = row.assumed === null ? null : renamed(row.assumed, cell.subject, absent);
  const twin = { assumed, next: renamed(row.next, cell.subject, absent) };
  const made = cell.action !== 'broken' && stage.rule.expect(who, twin).write !== undefined;
  return made ? undefined : twin;
}

const normal = (verdict: PushVerdict): string =>
  JSON.stringify(verdict).replaceAll(/zqjxvk\d+zqj/g, 'SUBJECT');

function serverIn(verdict: PushVerdict): WireDoc | undefined {
  return 'server' in verdict ? verdict.server : undefined;
}

/** What comes with the verdict is what this member may see of it now: it itself, or the one stub. */
function checkServer(who: Actor, { cell, before }: Asked, verdict: PushVerdict): void {
  const server = serverIn(verdict);
  if (server === undefined) return;
  const stored = stage.rule.get(cell.id);
  const sees = stage.rule.sees(who.member, cell.id) && stored !== undefined;
  const label = `${who.role} ${cell.action} ${cell.id}`;
  if (verdict.verdict === 'ok' && sees) expect(sameContent(server, wire(stored)), label).toBe(true);
  else if (before._deleted || verdict.verdict === 'gone') expect(server, label).toEqual(stubOf(cell.id));
  else expect(sameContent(server, before), label).toBe(true);
}

function note(who: Actor, { cell, was, expected }: Asked): void {
  const after = stage.rule.sees(who.member, cell.id) ? 'seen' : 'unseen';
  const key = `${who.role} ${cell.entity.type} ${cell.action} ${was}-${after} ${expected.verdict}`;
  covered.set(key, (covered.get(key) ?? 0) + 1);
}

async function pushCollection(who: Actor, collection: CollectionName, cells: readonly Cell[]) {
  const asked = cells.map((cell) => plan(who, cell));
  const twins = asked.map((one) => twinOf(who, one));
  const verdicts = await stage.push(
    who,
    collection,
    asked.map(({ row }) => row),
  );
  const twinVerdicts = await stage.push(
    who,
    collection,
    twins.filter((twin) => twin !== undefined),
  );
  let at = 0;
  for (const [index, one] of asked.entries()) {
    const verdict = verdicts[index];
    if (verdict === undefined) throw new Error('unanswered');
    const { expected, cell } = one;
    const told = { verdict: verdict.verdict, ...('code' in verdict ? { code: verdict.code } : {}) };
    const { write: _write, ...want } = expected;
    expect.soft(told, `${who.role} ${cell.action} ${cell.id} (${one.was})`).toEqual(want);
    checkServer(who, one, verdict);
    note(who, one);
    if (twins[index] === undefined) continue;
    const twin = twinVerdicts[at];
    at += 1;
    if (twin === undefined) throw new Error('unanswered');
    expect
      .soft(normal(verdict), `${who.role} ${cell.action} ${cell.id} beside one that is not there`)
      .toBe(normal(twin));
  }
  return asked.filter(({ expected }) => expected.write !== undefined).map(({ cell }) => cell);
}

/** What a device holds, and what it was told of. */
async function expectHolds(device: MatrixDevice, who: Actor): Promise<void> {
  await expect
    .poll(
      async () => {
        await device.sync();
        return device.ids();
      },
      { timeout: 120_000 },
    )
    .toEqual(stage.rule.idsSeenBy(who.member));
  for (const [id, doc] of device.held) {
    const stored = stage.rule.get(id);
    expect(stored !== undefined && sameContent(doc, wire(stored)), `${who.role} ${id}`).toBe(true);
  }
  for (const id of device.told) expect(stage.rule.everSaw(who.member, id), `${who.role} ${id}`).toBe(true);
  expect(stage.leaks).toEqual([]);
}

function deviceOf(who: Actor): MatrixDevice {
  const device = devices.get(who.member);
  if (device === undefined) throw new Error('no device');
  return device;
}

describe.each(actors.map((who) => [who.role, who] as const))('%s', (_role, who) => {
  it('pulls first exactly what is theirs', () => expectHolds(deviceOf(who), who));
});

describe.each(actors.map((who) => [who.role, who] as const))('%s', (_role, who) => {
  it('is answered by the tables, and of what is not theirs as of what is not there', async () => {
    const cells = [...shared, ...(own.get(who.member) ?? [])];
    const changed: Cell[] = [];
    for (const collection of collectionsInUse()) {
      const here = cells.filter(({ entity }) => entity.collection === collection);
      changed.push(...(await pushCollection(who, collection, here)));
    }
    await stage.prepare(changed.filter(({ action }) => !isMaking(action)));
    expect(stage.leaks).toEqual([]);
  });
});

describe.each(actors.map((who) => [who.role, who] as const))('%s, after all that', (_role, who) => {
  it('holds exactly what is theirs, pulled on and pulled anew', async () => {
    await expectHolds(deviceOf(who), who);
    await expectHolds(new MatrixDevice(stage, who), who);
  });
});

it('asked every act of every entity as everybody, about documents seen and not', () => {
  const keys = [...covered.keys()];
  for (const { role } of actors)
    for (const { type } of entitiesAsked())
      for (const action of ACTIONS) {
        const has = keys.some((key) => key.startsWith(`${role} ${type} ${action} `));
        const none = action.endsWith('-own') && !keys.some((key) => key.includes(` ${type} ${action} `));
        expect(has || none, `${role} ${type} ${action}`).toBe(true);
      }
});

it('asked about every entity as who sees it, as who never did, and where seeing changes by the act', () => {
  const keys = [...covered.keys()];
  for (const { type } of entitiesAsked())
    for (const before of ['seen', 'never'])
      expect(
        keys.some((key) => key.includes(` ${type} `) && key.includes(` ${before}-`)),
        `${type} ${before}`,
      ).toBe(true);
  // Not every entity's documents come into sight and out of it by a change of theirs; all of them together do.
  if (entitiesAsked().length < entities.length) return;
  for (const change of ['absent-seen', 'seen-unseen', 'once-unseen', 'never-unseen', 'seen-seen'])
    expect(
      keys.some((key) => key.includes(` ${change} `)),
      change,
    ).toBe(true);
  for (const verdict of ['ok', 'gone', 'conflict', 'refused', 'retry'])
    expect(
      keys.some((key) => key.endsWith(` ${verdict}`)),
      verdict,
    ).toBe(true);
});

it('would have noticed what was told to somebody whose it is not', () => {
  const [who] = actors.filter(({ role }) => role === 'suspended');
  const unseen = stage.rule.living.find(
    ({ id, body }) => who !== undefined && 'planted' in body && !stage.rule.everSaw(who.member, id),
  );
  if (who === undefined || unseen === undefined) throw new Error('nothing is hidden from anybody');
  stage.hold(who, JSON.stringify(wire(unseen)), '', 'a planted answer');
  expect(stage.leaks.splice(0)).toEqual([
    expect.stringContaining(`${who.member} read ${unseen.id} at a planted answer`),
    expect.stringContaining(`${who.member} was told of`),
    ...Array<unknown>(stage.leaks.length).fill(expect.anything()),
  ]);
});

it('says which entity has no cases', () => {
  const [first] = entities;
  if (first === undefined) throw new Error('no entity');
  expect(() => makeCells(ACTIONS, counter(), [...entities, { ...first, type: 'spell' }])).toThrow(
    'spell has no cases: write shared/domain/<feature>/spell.cases.ts',
  );
});
