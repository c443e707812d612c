/** Parsing at the border: a typebox shape, and the first few faults in words that name the place. */
import type { Static, TSchema } from 'typebox';
import Value from 'typebox/value';

export type ParseResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly detail: string };

const MAX_FAULTS = 3;

export function parseShape<S extends TSchema>(schema: S, input: unknown): ParseResult<Static<S>> {
  if (Value.Check(schema, input)) return { ok: true, value: input };
  const faults = Value.Errors(schema, input)
    .slice(0, MAX_FAULTS)
    .map(
      (error) =>
        `${error.instancePath === '' ? 'body' : error.instancePath.slice(1).replaceAll('/', '.')}: ${error.message}`,
    );
  return { ok: false, detail: faults.join('; ') };
}
