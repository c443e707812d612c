/**
 * Looks through what a server logged for what must never be in a log: names, addresses, e-mails, telephone numbers,
 * tokens, names of photos, words of people. Of the demo association, and of what tests type.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import papaparse from 'papaparse';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Shorter words of the demo association and of tests stand in anything; whoever names a secret is taken at their word. */
const SHORTEST = 5;

const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['an e-mail address', /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}/],
  ['a telephone number', /\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b/],
  ['a cookie', /session_token/],
  ['a credential', /\bBearer\b|"(?:authorization|cookie|set-cookie|password)"/i],
  ['a photo’s name', /\.(?:jpe?g|png|webp|heic)\b/i],
  // ids are UUIDs, 36 with their dashes; hashes of files, sessions and tokens are longer
  ['a token or a hash', /(?<![A-Za-z0-9_/.-])(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{40,}(?![A-Za-z0-9_/.-])/],
];

function rosterWords(): readonly string[] {
  const { data } = papaparse.parse<Record<string, string>>(text('sync-server/src/demo/willow-creek.csv'), {
    header: true,
    skipEmptyLines: true,
  });
  return data
    .flatMap((row) => Object.values(row))
    .filter((value) => /[A-Za-z]{3,}.*[ @]|[A-Z][a-z]{4,}/.test(value));
}

/** Every text of more than one word in a value: titles, descriptions, answers. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.includes(' ') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** What is written between quotes in a test and has more than one word: what it types, and more than that. */
function literalsOf(folder: string): readonly string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => text(join(folder, name)).match(/(?<=')[^'\n]+ [^'\n]+(?=')/g) ?? []);
}

const longEnough = (words: readonly string[]): readonly string[] =>
  words.filter((one) => one.trim().length >= SHORTEST);

/** Words and texts that no log may contain. */
export function demoSecrets(): readonly string[] {
  return longEnough([...rosterWords(), ...textsOf(JSON.parse(text('sync-server/src/demo/requests.json')))]);
}

export function typedSecrets(): readonly string[] {
  return longEnough([...literalsOf('tests/e2e'), 'Ana Ruiz', 'Ben Okafor', 'Olivia Park', 'Maple Row']);
}

const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** One expression for all, whole words: thousands of separate searches would take minutes. */
function anyOf(secrets: readonly string[]): RegExp | undefined {
  const wanted = [...new Set(secrets.map((one) => one.trim()))].filter((one) => one !== '');
  if (wanted.length === 0) return undefined;
  return new RegExp(String.raw`(?<![A-Za-z])(?:${wanted.map(escaped).join('|')})(?![A-Za-z])`, 'u');
}

export interface Leak {
  readonly what: string;
  readonly found: string;
  readonly line: string;
}

/** @param secrets words that must not be there, beside what is known by its shape */
export function leaksIn(lines: readonly string[], secrets: readonly string[]): readonly Leak[] {
  const words = anyOf(secrets);
  const kinds = [...SHAPES, ...(words === undefined ? [] : ([['a secret', words]] as const))];
  return lines.flatMap((line) =>
    kinds.flatMap(([what, kind]) => {
      const found = kind.exec(line)?.[0];
      return found === undefined ? [] : [{ what, found, line: line.slice(0, 400) }];
    }),
  );
}
