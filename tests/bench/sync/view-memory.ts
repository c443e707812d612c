/**
 * What a view counts for itself beside what the process's heap grew by, for documents of several shapes: the budget of
 * all views is only as true as this. The rows are parsed from text as the store's answers are.
 */
import type { ChangeRow } from '@communitrak/sync-server/ports/doc-store.ts';
import { ViewIndex } from '@communitrak/sync-server/sync/view-index.ts';
import { round, type Report } from '../report.ts';
import type { SyncCase } from './case.ts';
import { heapMeter } from './heap.ts';

const DOCUMENTS = 20_000;

interface Shape {
  readonly words: string;
  readonly keys: readonly string[];
  readonly text: string;
  /** Written again after the view was filled, so that they lie in its ring too. */
  readonly changed: number;
  readonly bodies: boolean;
}

const small: Shape = {
  words: '',
  keys: ['all'],
  text: 'x'.repeat(240),
  changed: 0,
  bodies: true,
};
const SHAPES: readonly Shape[] = [
  { ...small, words: '0.5 KB, one key' },
  { ...small, words: '0.5 KB, three keys', keys: ['office', 'hh:', 'u:m'] },
  { ...small, words: '2 KB, one key', text: 'x'.repeat(1700) },
  { ...small, words: '0.5 KB beyond Latin-1', text: 'ж'.repeat(240) },
  { ...small, words: 'without bodies', bodies: false },
  { ...small, words: '10,000 changed since, seqs of 200 letters', changed: 10_000 },
];

/** As it comes from the store: nothing in it is shared with anything else. */
function rowOf({ keys, text }: Shape, n: number, generation: number): ChangeRow {
  const local = `0193a2b4-7c1d-7e00-8000-${String(n).padStart(12, '0')}`;
  const own = keys.map((key) => (key.endsWith(':') ? `${key}${n % 200}` : key));
  const rev = `${generation}-${String(n).padStart(32, '0')}`;
  const at = 1_790_000_000_000 + n;
  const made = {
    id: `property:${local}`,
    rev,
    seq: `${String(n).padStart(6, '0')}-${'g1AAAA'.repeat(32)}${generation}`,
    deleted: false,
    doc: {
      _id: `property:${local}`,
      _rev: rev,
      version: 1,
      parent: '',
      order: `0000${n}`,
      hash: String(n).padStart(64, 'h'),
      keys: Object.fromEntries(own.map((key) => [key, [{ from: at }]])),
      stamp: {
        at: new Date(at).toISOString(),
        by: 'system',
        byName: 'Import',
        number: '',
        state: 'accepted',
      },
      body: { remark: text, lot: String(n) },
    },
  };
  return JSON.parse(JSON.stringify(made)) as ChangeRow;
}

function built(shape: Shape): ViewIndex {
  const index = new ViewIndex(() => 'places');
  for (let n = 0; n < DOCUMENTS; n += 1) index.apply(rowOf(shape, n, 1), true);
  for (let n = 0; n < shape.changed; n += 1) index.apply(rowOf(shape, n, 2), false);
  // Lists are put in order at their first use, and stay so.
  [...index.idsAfter('places', ['all', 'office'], '')].at(-1);
  if (!shape.bodies) index.evictBodies(Infinity);
  return index;
}

async function measured(
  shape: Shape,
  heapNow: () => Promise<number>,
): Promise<{ counted: number; heap: number }> {
  const before = await heapNow();
  const held = [built(shape)];
  const after = await heapNow();
  const counted = held.pop()?.bytes ?? 0;
  return { counted: counted / DOCUMENTS, heap: (after - before) / DOCUMENTS };
}

export const viewMemory: SyncCase = {
  name: 'view-memory',
  run: async (report: Report) => {
    const heapNow = heapMeter();
    await measured(small, heapNow);
    for (const shape of SHAPES) {
      const { counted, heap } = await measured(shape, heapNow);
      report({
        bench: 'sync-view-memory',
        case: `a document of a view, ${shape.words}`,
        value: round(counted, 0),
        unit: 'bytes counted',
        peer: 'the heap, measured',
        peerValue: round(heap, 0),
        ratio: round(heap / counted),
        want: '0.8 to 1.1',
      });
    }
  },
};
