/** Rules for parameters: each reads the raw text into a value, or refuses it in Stripe's words. */
import type { Raw } from './form.ts';
import { invalid } from './problems.ts';

export interface Rule<T> {
  /** @param path as a person writes it: `line_items[0][quantity]` */
  read(raw: Raw, path: string): T;
  readonly required?: boolean;
}

const isHash = (raw: Raw): raw is { readonly [key: string]: Raw } =>
  typeof raw === 'object' && !Array.isArray(raw);

export type Fields = Readonly<Record<string, Rule<unknown>>>;
type RequiredRule<T> = Rule<T> & { readonly required: true };
export type Read<F extends Fields> = {
  readonly [K in keyof F as F[K] extends RequiredRule<unknown> ? K : never]: F[K] extends Rule<infer T>
    ? T
    : never;
} & {
  readonly [K in keyof F as F[K] extends RequiredRule<unknown> ? never : K]?: F[K] extends Rule<infer T>
    ? T
    : never;
};

const emptied = (path: string) =>
  invalid(
    `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`,
    path,
    'parameter_invalid_empty',
  );

function plain(raw: Raw, path: string): string {
  if (typeof raw !== 'string')
    throw invalid(`Invalid string: ${JSON.stringify(raw)}`, path, 'parameter_invalid_string');
  if (raw === '') throw emptied(path);
  return raw;
}

const LONGEST = 5000;

export const text = (longest = LONGEST): Rule<string> => ({
  read: (raw, path) => {
    const value = plain(raw, path);
    if (value.length <= longest) return value;
    throw invalid(
      `Invalid string: ${value.slice(0, 20)}...; must be at most ${String(longest)} characters`,
      path,
      'parameter_invalid_string',
    );
  },
});

/** An empty value unsets it. */
export const clearable = <T>(rule: Rule<T>): Rule<T | null> => ({
  read: (raw, path) => (raw === '' ? null : rule.read(raw, path)),
});

export const required = <T>(rule: Rule<T>): RequiredRule<T> => ({ ...rule, required: true });

export const integer = (least = Number.MIN_SAFE_INTEGER): Rule<number> => ({
  read: (raw, path) => {
    const value = plain(raw, path);
    if (!/^-?\d{1,15}$/.test(value))
      throw invalid(`Invalid integer: ${value}`, path, 'parameter_invalid_integer');
    if (Number(value) >= least) return Number(value);
    throw invalid(
      `This value must be greater than or equal to ${String(least)}.`,
      path,
      'parameter_invalid_integer',
    );
  },
});

export const flag: Rule<boolean> = {
  read: (raw, path) => {
    const value = plain(raw, path);
    if (value === 'true' || value === 'false') return value === 'true';
    throw invalid(`Invalid boolean: ${value}`, path);
  },
};

const listed = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')}, or ${values.at(-1) ?? ''}`;

export const oneOf = <T extends string>(...values: readonly T[]): Rule<T> => ({
  read: (raw, path) => {
    const value = plain(raw, path);
    const known = values.find((it) => it === value);
    if (known !== undefined) return known;
    throw invalid(`Invalid ${path}: must be one of ${listed(values)}`, path);
  },
});

/** Up to 50 keys of up to 40 characters, values of up to 500; an empty value takes the key away. */
export const metadata: Rule<Readonly<Record<string, string>>> = {
  read: (raw, path) => {
    if (raw === '') return {};
    if (!isHash(raw)) throw invalid('Invalid object', path);
    const entries = Object.entries(raw).map(([key, value]): [string, string] => {
      if (typeof value !== 'string') throw invalid('Metadata values must be strings', `${path}[${key}]`);
      if (key.length > 40) throw invalid(`Metadata keys can have up to 40 characters: ${key}`, path);
      if (value.length > 500) {
        throw invalid(
          `Metadata values can have up to 500 characters, but you passed in a value that is ${String(value.length)} characters. Invalid value: ${value.slice(0, 40)}...`,
          `${path}[${key}]`,
        );
      }
      return [key, value];
    });
    if (entries.length > 50) throw invalid('Metadata can have at most 50 keys', path);
    return Object.fromEntries(entries);
  },
};

export const list = <T>(rule: Rule<T>): Rule<readonly T[]> => ({
  read: (raw, path) => {
    if (!Array.isArray(raw)) throw invalid('Invalid array', path);
    return raw.map((it: Raw, index) => rule.read(it, `${path}[${String(index)}]`));
  },
});

export const hash = <F extends Fields>(fields: F): Rule<Read<F>> => ({
  read: (raw, path) => {
    if (!isHash(raw)) throw invalid('Invalid object', path);
    return readFields(fields, raw, path);
  },
});

/** Accepted and kept as it came, where the stand-in behaves the same with and without. */
export const anything: Rule<Raw> = { read: (raw) => raw };

export interface Range {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** `created=1` or `created[gte]=1&created[lt]=2`. */
export const range: Rule<Range> = {
  read: (raw, path) => {
    if (typeof raw === 'string') {
      const at = integer().read(raw, path);
      return { from: at, to: at };
    }
    const bound = integer();
    const { gt, gte, lt, lte } = hash({ gt: bound, gte: bound, lt: bound, lte: bound }).read(raw, path);
    return {
      from: gte ?? (gt === undefined ? undefined : gt + 1),
      to: lte ?? (lt === undefined ? undefined : lt - 1),
    };
  },
};

const under = (path: string, key: string): string => (path === '' ? key : `${path}[${key}]`);

function refuseUnknown(fields: Fields, raw: Readonly<Record<string, Raw>>, path: string): void {
  const unknown = Object.keys(raw).filter((key) => !Object.hasOwn(fields, key));
  if (unknown.length === 0) return;
  const names = unknown.map((key) => under(path, key));
  const word = names.length === 1 ? 'parameter' : 'parameters';
  throw invalid(`Received unknown ${word}: ${names.join(', ')}`, names[0], 'parameter_unknown');
}

/**
 * Reads a hash of parameters.
 * @throws ApiProblem for a parameter that is unknown, missing or of another type
 */
export function readFields<F extends Fields>(
  fields: F,
  raw: Readonly<Record<string, Raw>>,
  path = '',
): Read<F> {
  refuseUnknown(fields, raw, path);
  const values: Record<string, unknown> = {};
  for (const [key, rule] of Object.entries(fields)) {
    const value = raw[key];
    const name = under(path, key);
    if (value !== undefined) values[key] = rule.read(value, name);
    else if (rule.required === true) {
      throw invalid(`Missing required param: ${name}.`, name, 'parameter_missing');
    }
  }
  return values as Read<F>;
}
