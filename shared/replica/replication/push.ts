/**
 * RxDB's push handler for one collection, and the sending again of rows that were answered `retry`. A verdict for each
 * row: one bad row never blocks the others (trap T5).
 */
import { promiseWait } from 'rxdb/plugins/core';
import { stubOf, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { PushRow, PushVerdict } from '@communitrak/protocol/push.ts';
import type { DocCollection } from '../database.ts';
import { plain } from '../documents.ts';
import { HttpFault } from '../http.ts';
import type { GoneList } from '../local/gone.ts';
import type { Mark, Parked } from '../local/marks.ts';
import type { Gate } from './gate.ts';
import type { Lock } from './lock.ts';
import { asItStands, isEcho, isTooLarge, portions, toRow, type RxRow } from './rows.ts';
import type { Settling } from './settling.ts';
import type { Transport } from './transport.ts';
import { settle, type Settled, type VerdictOptions } from './verdicts.ts';

export interface PushOptions extends VerdictOptions {
  readonly rx: DocCollection;
  readonly lock: Lock;
  readonly settling: Settling;
  readonly gate: Gate;
  readonly transport: Transport;
  readonly gone: GoneList;
  /** After a round of verdicts: how many rows were taken, and whether the server sent versions to deliver. */
  readonly onSettled: (taken: number) => void;
}

export interface Pusher {
  /** RxDB's handler: answers with the server's versions that replace what was pushed. */
  handler(rows: readonly RxRow[]): Promise<WireDoc[]>;
  /** Rows answered `retry` whose time has come (or all of them). */
  readonly sendParked: (all: boolean) => Promise<void>;
}

const refusedHere = (row: PushRow, code: 'too-large' | 'invalid'): PushVerdict => ({
  id: row.next.id,
  verdict: 'refused',
  code,
  server: row.assumed ?? stubOf(row.next.id),
});

/** The request itself was refused: halve it until the row at fault is alone, and refuse that one. */
async function pushPortion(options: PushOptions, rows: readonly PushRow[]): Promise<readonly PushVerdict[]> {
  const [first] = rows;
  if (first === undefined) return [];
  try {
    return await options.transport.push(options.collection, rows);
  } catch (error) {
    const fault = error instanceof HttpFault && (error.status === 400 || error.status === 413);
    if (!fault) throw error;
    if (rows.length === 1) return [refusedHere(first, error.status === 413 ? 'too-large' : 'invalid')];
    const half = Math.ceil(rows.length / 2);
    const left = await pushPortion(options, rows.slice(0, half));
    return [...left, ...(await pushPortion(options, rows.slice(half)))];
  }
}

/** A new document under an id whose deletion this device has forgotten: start from the deletion. */
function fromTombstone(row: PushRow, verdict: PushVerdict): PushRow | undefined {
  if (verdict.verdict !== 'conflict' || row.assumed !== null || !verdict.server._deleted) return undefined;
  return { assumed: verdict.server, next: row.next };
}

async function send(options: PushOptions, row: PushRow, verdict: PushVerdict): Promise<PushVerdict> {
  const again = fromTombstone(row, verdict);
  if (again === undefined) return verdict;
  const [second] = await pushPortion(options, [again]);
  return second ?? verdict;
}

async function verdictsOf(
  options: PushOptions,
  rows: readonly PushRow[],
): Promise<ReadonlyMap<PushRow, PushVerdict>> {
  const verdicts = new Map<PushRow, PushVerdict>();
  const large = new Set(rows.filter(isTooLarge));
  for (const row of large) verdicts.set(row, refusedHere(row, 'too-large'));
  for (const portion of portions(rows.filter((row) => !large.has(row)))) {
    const answers = await pushPortion(options, portion);
    for (const [index, row] of portion.entries()) {
      const answer = answers[index];
      if (answer !== undefined) verdicts.set(row, await send(options, row, answer));
    }
  }
  return verdicts;
}

/** In the order of the rows. */
async function pushAll(
  options: PushOptions,
  rows: readonly PushRow[],
  marks: ReadonlyMap<string, Mark>,
  mayMerge: boolean,
): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  for (const [row, verdict] of await verdictsOf(options, rows)) {
    settled.push(await settle(options, row, verdict, { mark: marks.get(row.next.id), mayMerge }));
  }
  options.onSettled(settled.filter((one) => one.verdict === 'ok' || one.verdict === 'gone').length);
  return settled;
}

const isDue = (parked: Parked, now: number, all: boolean): boolean => all || parked.notBefore <= now;

async function marksById(options: PushOptions): Promise<ReadonlyMap<string, Mark>> {
  return new Map((await options.marks.all()).map((mark) => [mark.documentId, mark]));
}

/** Longer than a storage takes from a document's write to its mark's. */
const MARK_TRIES = 40;
const MARK_WAIT_MS = 25;

interface Standing {
  readonly rows: readonly PushRow[];
  /** As old as what lies here of them, or younger. */
  readonly marks: ReadonlyMap<string, Mark>;
}

const isWaiting = (doc: WireDoc | undefined): boolean => doc?.stamp.state === 'waiting';

/**
 * The rows as the member stands by them now. Every edit has its mark; without it all of the document would pass for the
 * member's own. When its document went while it was being edited, the sweep has forgotten the mark, and whoever wrote puts
 * it back once the document is written, which is maybe now; or the member is taking it back.
 */
async function standing(options: PushOptions, rows: readonly PushRow[]): Promise<Standing> {
  for (let tries = 1; ; tries += 1) {
    // In this order: whoever writes leaves the mark first, and whoever takes back forgets it last.
    const docs = await options.rx.findByIds(rows.map((row) => row.next.id)).exec();
    const marks = await marksById(options);
    const here = (id: string): WireDoc | undefined => {
      const doc = docs.get(id);
      return doc === undefined ? undefined : toWire(plain(doc), false);
    };
    const left = rows
      .filter(({ next }) => next._deleted || isWaiting(here(next.id)))
      .map((row) => asItStands(row, here(row.next.id), marks.get(row.next.id)));
    const isMarked = ({ next }: PushRow): boolean => next._deleted || !isWaiting(next) || marks.has(next.id);
    if (tries === MARK_TRIES || left.every(isMarked)) return { rows: left, marks };
    await promiseWait(MARK_WAIT_MS);
  }
}

const unpark = (options: PushOptions, { documentId }: Mark): Promise<void> =>
  options.marks.change(documentId, ({ parked: _parked, ...mark }) => mark);

/**
 * RxDB is wrong about a parked row (the server never had it); and for a moment after a page, or after a crash in that
 * moment, its own record of a document is older than the document that the member edits.
 */
function startingFrom(row: PushRow, mark: Mark | undefined): PushRow {
  if (mark?.parked !== undefined) return { assumed: mark.parked.assumed, next: row.next };
  const knows = row.assumed !== null && !row.assumed._deleted;
  return knows || mark === undefined || mark.base === null ? row : { assumed: mark.base, next: row.next };
}

async function push(options: PushOptions, all: readonly PushRow[]): Promise<WireDoc[]> {
  const { rows: stood, marks: known } = await standing(options, all);
  const rows = stood.map((row) => startingFrom(row, known.get(row.next.id)));
  const settled = rows.length === 0 ? [] : await pushAll(options, rows, known, true);
  for (const { id, verdict } of settled) {
    const mark = known.get(id);
    if (verdict !== 'retry' && mark?.parked !== undefined) await unpark(options, mark);
  }
  const instead = settled.flatMap((one) => (one.instead === undefined ? [] : [one.instead]));
  await options.gone.note(instead);
  return instead;
}

/** A parked row as the member stands by it now; undefined: taken back, or somebody has sent it. */
async function stillParked(
  options: PushOptions,
  id: string,
): Promise<{ row: PushRow; mark: Mark } | undefined> {
  const doc = await options.rx.findOne(id).exec();
  const mark = await options.marks.get(id);
  if (mark?.parked === undefined) return undefined;
  const { assumed, next } = mark.parked;
  const here = doc === null ? undefined : toWire(plain(doc), false);
  return { row: asItStands({ assumed, next }, here, mark), mark };
}

async function resend(options: PushOptions, all: boolean): Promise<void> {
  const { collection, clock, deliveries } = options;
  const due = [...(await marksById(options)).values()].filter(
    (mark) => mark.collection === collection && mark.parked !== undefined && isDue(mark.parked, clock(), all),
  );
  for (const { documentId } of due) {
    const found = await stillParked(options, documentId);
    if (found === undefined) continue;
    const { row, mark } = found;
    const [one] = await pushAll(options, [row], new Map([[documentId, mark]]), false);
    if (one === undefined || one.verdict === 'retry') continue;
    // RxDB thinks the document is as the server has it: what replaces it comes as a pulled version would.
    if (one.instead !== undefined) deliveries.add([one.instead]);
    await unpark(options, mark);
  }
}

export function createPusher(options: PushOptions): Pusher {
  const { lock, settling, gate, gone } = options;
  // An app that is too old asks for nothing any more, but what it holds is still taken: refused, with that reason.
  return {
    handler: async (rows) => {
      const all = rows.map(toRow);
      // Before RxDB records that it was sent: a crash later must not leave that record behind for good. It records a new
      // document that was discarded just before a crash, too.
      await gone.note(all.flatMap(({ next }) => (next._deleted ? [next] : [])));
      const real = all.filter((row) => !isEcho(row));
      if (real.length === 0) return [];
      const pushed = async (): Promise<WireDoc[]> => {
        const instead = await push(options, real);
        settling.answered(rows.map((row) => row.newDocumentState.id));
        return instead;
      };
      return gate.pass(() => lock(pushed), 'also-when-too-old');
    },
    sendParked: (all) => gate.pass(() => lock(() => resend(options, all)), 'also-when-too-old'),
  };
}
