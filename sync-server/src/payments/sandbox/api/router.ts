/** Finds the endpoint of a method and a path. */
import type { Endpoint } from './endpoint.ts';

interface Branch {
  readonly literal: Map<string, Branch>;
  any: Branch | undefined;
  readonly endpoints: Map<string, Endpoint>;
}

const branch = (): Branch => ({ literal: new Map(), any: undefined, endpoints: new Map() });

function grow(root: Branch, endpoint: Endpoint): void {
  let at = root;
  for (const part of endpoint.path.split('/')) {
    if (part.startsWith(':')) {
      at.any ??= branch();
      at = at.any;
      continue;
    }
    const next = at.literal.get(part) ?? branch();
    at.literal.set(part, next);
    at = next;
  }
  at.endpoints.set(endpoint.method, endpoint);
}

export interface Route {
  readonly endpoint: Endpoint;
  /** What stands in the places of `:id`, joined with slashes. */
  readonly id: string;
}

export function createRouter(
  endpoints: readonly Endpoint[],
): (method: string, path: string) => Route | undefined {
  const root = branch();
  for (const it of endpoints) grow(root, it);
  return (method, path) => {
    const ids: string[] = [];
    let at: Branch | undefined = root;
    for (const part of path.split('/').slice(1)) {
      const next: Branch | undefined = at.literal.get(part) ?? at.any;
      if (next === undefined) return undefined;
      if (!at.literal.has(part)) ids.push(decodeURIComponent(part));
      at = next;
    }
    const endpoint = at.endpoints.get(method);
    return endpoint === undefined ? undefined : { endpoint, id: ids.join('/') };
  };
}
