/**
 * A request's parameters, parsed as Stripe parses them: `a[b][c]=1` is a hash in a hash, `a[0]=1` and `a[]=1` make lists.
 * Everything is text until a rule reads it.
 */
import { invalid } from './problems.ts';

export type Raw = string | readonly Raw[] | { readonly [key: string]: Raw };
type Node = Map<string, Node | string>;

const DEEPEST = 12;

function pathOf(name: string): readonly string[] {
  const open = name.indexOf('[');
  if (open <= 0) return [name];
  const inner = name.slice(open);
  if (!/^(\[[^[\]]*\])+$/.test(inner)) throw invalid(`Invalid parameter name: ${name}`, name);
  const path = [name.slice(0, open), ...inner.slice(1, -1).split('][')];
  if (path.length > DEEPEST) throw invalid(`Parameters are nested too deeply: ${name}`, name);
  return path;
}

/** `[]` takes the next free number. */
const keyIn = (node: Node, key: string): string => (key === '' ? String(node.size) : key);

function put(root: Node, path: readonly string[], value: string): void {
  let node = root;
  path.forEach((part, depth) => {
    const key = keyIn(node, part);
    if (depth === path.length - 1) {
      node.set(key, value);
      return;
    }
    const below = node.get(key);
    if (below instanceof Map) {
      node = below;
      return;
    }
    const next: Node = new Map();
    node.set(key, next);
    node = next;
  });
}

const isList = (node: Node): boolean => node.size > 0 && [...node.keys()].every((key) => /^\d+$/.test(key));

function settle(node: Node | string): Raw {
  if (typeof node === 'string') return node;
  if (isList(node)) {
    return [...node]
      .toSorted(([one], [other]) => Number(one) - Number(other))
      .map(([, value]) => settle(value));
  }
  return Object.fromEntries([...node].map(([key, value]) => [key, settle(value)]));
}

/** @throws ApiProblem for a name that is none */
export function parseForm(text: string): { readonly [key: string]: Raw } {
  const root: Node = new Map();
  for (const [name, value] of new URLSearchParams(text)) put(root, pathOf(name), value);
  return Object.fromEntries([...root].map(([key, value]) => [key, settle(value)]));
}
