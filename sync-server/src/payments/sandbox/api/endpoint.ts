/** An endpoint: its method and path, the parameters it knows, what it does. */
import type { World } from '../core/world.ts';
import type { Keyed, Page, Query, Table } from '../core/table.ts';
import type { Raw } from './form.ts';
import { invalid, missing } from './problems.ts';
import { integer, list, range, readFields, text } from './rules.ts';
import type { Fields, Range, Read } from './rules.ts';

export interface Call {
  readonly world: World;
  /** What stands in the path, from left to right. */
  readonly id: string;
}

export interface Endpoint {
  readonly method: string;
  /** `v1/customers/:id/payment_methods` */
  readonly path: string;
  readonly answer: (call: Call, raw: Readonly<Record<string, Raw>>) => unknown;
  /** @throws ApiProblem when a parameter is unknown, missing or wrong */
  readonly check: (raw: Readonly<Record<string, Raw>>) => void;
}

const common = { expand: list(text()) };

export function endpoint<F extends Fields>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  fields: F,
  run: (call: Call, params: Read<F>) => unknown,
): Endpoint {
  const all = { ...fields, ...common };
  return {
    method,
    path,
    check: (raw) => {
      readFields(all, raw);
    },
    answer: (call, raw) => run(call, readFields(all, raw) as Read<F>),
  };
}

export const paging = { limit: integer(1), starting_after: text() };
export const dated = { ...paging, created: range };

const USUAL = 10;
const MOST = 100;

interface PageParams {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly created?: Range;
}

/** Stripe's list of a page of a table. */
export function answerPage<T extends Keyed, N>(
  url: string,
  table: Table<T, N>,
  params: PageParams,
  query: Pick<Query<T>, 'by' | 'matches'> = {},
  view: (body: T) => unknown = (body) => body,
): unknown {
  const limit = params.limit ?? USUAL;
  if (limit > MOST) throw invalid(`This value must be less than or equal to ${String(MOST)}.`, 'limit');
  const after = params.starting_after;
  if (after !== undefined && table.get(after) === undefined) throw missing('object', after, 'starting_after');
  const page = table.page({ ...query, limit, after, from: params.created?.from, to: params.created?.to });
  return answerList(url, page, view);
}

export function answerList<T>(url: string, page: Page<T>, view: (body: T) => unknown): unknown {
  return { object: 'list', data: page.data.map(view), has_more: page.more, url };
}
