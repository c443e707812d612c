/**
 * better-auth's database, on documents. Conditions are checked again inside each write's read-decide-write loop, which
 * is what better-auth asks of an adapter's guarded updates.
 */
import { createAdapterFactory } from 'better-auth/adapters';
import { text } from './model.ts';
import type { Found, Model, ModelParts } from './model.ts';
import { createModels } from './models.ts';
import { matches } from './where.ts';
import type { Condition, Row } from './where.ts';

interface Query {
  readonly model: string;
  readonly where?: readonly Condition[] | undefined;
}

type Sort = { readonly field: string; readonly direction: 'asc' | 'desc' };

function sorted(rows: readonly Row[], sort: Sort | undefined): readonly Row[] {
  if (sort === undefined) return rows;
  const sign = sort.direction === 'asc' ? 1 : -1;
  const key = (row: Row): string => text(row[sort.field]);
  return [...rows].sort((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0));
}

type Models = Readonly<Record<string, Model>>;

function modelOf(models: Models, name: string): Model {
  const model = models[name];
  if (model === undefined) throw new Error(`accounts keep no ${name}`);
  return model;
}

async function find(models: Models, { model, where = [] }: Query): Promise<readonly Found[]> {
  return (await modelOf(models, model).find(where)).filter(({ row }) => matches(row, where));
}

async function updateEach(models: Models, query: Query, update: Row, limit: number): Promise<readonly Row[]> {
  const updated: Row[] = [];
  for (const found of (await find(models, query)).slice(0, limit)) {
    // A session's token is not in its document: what was found by it stays found.
    const known = (row: Row): Row => ({ ...found.row, ...row });
    const row = await modelOf(models, query.model).update(found.docId, (current) =>
      matches(known(current), query.where ?? []) ? { ...known(current), ...update } : undefined,
    );
    if (row !== undefined) updated.push(row);
  }
  return updated;
}

async function removeEach(models: Models, query: Query): Promise<number> {
  let removed = 0;
  for (const { docId } of await find(models, query)) {
    removed += (await modelOf(models, query.model).remove(docId)) ? 1 : 0;
  }
  return removed;
}

/** Of several askers at once exactly one gets the row: the store lets only one of them remove it. */
async function consume(models: Models, query: Query): Promise<Row | null> {
  for (const { docId, row } of await find(models, query)) {
    if (await modelOf(models, query.model).remove(docId)) return row;
  }
  return null;
}

interface Page {
  readonly limit: number;
  readonly offset?: number | undefined;
  readonly sortBy?: Sort | undefined;
}

async function list(models: Models, query: Query & Page): Promise<readonly Row[]> {
  const rows = (await find(models, query)).map(({ row }) => row);
  const offset = query.offset ?? 0;
  return sorted(rows, query.sortBy).slice(offset, offset + query.limit);
}

export function createAdapter(parts: ModelParts) {
  const models = createModels(parts);
  return createAdapterFactory({
    config: {
      adapterId: 'communitrak-documents',
      adapterName: 'Documents',
      supportsDates: false,
      supportsNumericIds: false,
      supportsJSON: true,
      supportsArrays: true,
    },
    // The factory types each answer by the caller's own generic; what is stored is what it asked to be stored.
    adapter: () => ({
      create: async <T>({ model, data }: { model: string; data: T & Row }) =>
        (await modelOf(models, model).insert(data)) as T,
      findOne: async <T>(query: Query) => ((await find(models, query))[0]?.row ?? null) as T | null,
      findMany: async <T>(query: Query & Page) => [...(await list(models, query))] as T[],
      update: async <T>(query: Query & { update: T }) =>
        ((await updateEach(models, query, query.update as Row, 1))[0] ?? null) as T | null,
      updateMany: async (query: Query & { update: Row }) =>
        (await updateEach(models, query, query.update, Number.POSITIVE_INFINITY)).length,
      delete: async (query: Query) => {
        await consume(models, query);
      },
      deleteMany: (query: Query) => removeEach(models, query),
      consumeOne: async <T>(query: Query) => (await consume(models, query)) as T | null,
      count: async (query: Query) => (await find(models, query)).length,
    }),
  });
}
