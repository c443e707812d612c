/** `expand[]`: puts whole objects where their ids stand. https://docs.stripe.com/expand */
import type { World } from '../core/world.ts';
import { readTransaction } from '../money/transactions.ts';
import { invalid } from './problems.ts';

type Finder = (world: World, id: string) => unknown;

const FINDERS: Readonly<Record<string, Finder>> = {
  acct: (world, id) => world.engine.platform.accounts.get(id),
  bpc: (world, id) => world.portalConfigurations.get(id),
  ch: (world, id) => world.charges.get(id),
  cus: (world, id) => world.customers.get(id),
  du: (world, id) => world.disputes.get(id),
  fee: (world, id) => world.engine.platform.fees.get(id),
  in: (world, id) => world.invoices.get(id),
  pi: (world, id) => world.intents.get(id),
  pm: (world, id) => world.methods.get(id),
  po: (world, id) => world.payouts.get(id),
  price: (world, id) => world.prices.get(id),
  prod: (world, id) => world.products.get(id),
  py: (world, id) => world.charges.get(id),
  pyr: (world, id) => world.refunds.get(id),
  re: (world, id) => world.refunds.get(id),
  seti: (world, id) => world.setups.get(id),
  sub: (world, id) => world.subscriptions.get(id),
  txn: (world, id) => {
    const transaction = world.transactions.get(id);
    return transaction === undefined ? undefined : readTransaction(world, transaction);
  },
};

type Shape = Readonly<Record<string, unknown>>;

/** Fields that are there only for whoever asks for them: by kind of object and name. */
export type Includable = Readonly<Record<string, (world: World, subject: Shape) => unknown>>;

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null;

function find(world: World, id: string): unknown {
  return FINDERS[id.slice(0, id.indexOf('_'))]?.(world, id);
}

const refuse = (path: string) => invalid(`This property cannot be expanded (${path}).`, 'expand');

/** What stands in a field, its id replaced by the object. */
function look(world: World, value: Shape, field: string, includable: Includable, whole: string): unknown {
  const held = value[field];
  if (typeof held === 'string') return find(world, held) ?? held;
  if (held !== undefined) return held;
  const include = includable[`${String(value['object'])}.${field}`];
  if (include === undefined) throw refuse(whole);
  return include(world, value);
}

/** @throws ApiProblem for a property that cannot be expanded */
export function expandPath(
  world: World,
  value: unknown,
  path: readonly string[],
  includable: Includable,
  whole = path.join('.'),
): unknown {
  const [field, ...rest] = path;
  if (field === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((it) => expandPath(world, it, path, includable, whole));
  if (!isShape(value)) throw refuse(whole);
  const found = look(world, value, field, includable, whole);
  return { ...value, [field]: expandPath(world, found, rest, includable, whole) };
}
