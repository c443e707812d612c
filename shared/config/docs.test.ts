/** The documents are true in what can be counted: paths exist, terms that sources use are defined, lines can be read. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './scripts/lib.mjs';

const MAX_LINE = 200;
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** As git knows them, new ones too. */
function filesOf(...patterns: string[]): readonly string[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  });
  return list.split('\n').filter((path) => path !== '' && existsSync(join(root, path)));
}

const DOCS = filesOf('README.md', 'findings/README.md', 'shared/docs/*.md', 'shared/decisions/*.md');
const SOURCES = filesOf('*.ts', '*.tsx', '*.mjs');

const TOP = /^(shared|sync-server|desktop|pwa|tests|findings)\/[\w./-]*$/;

/** Links from where the document lies, and paths from the top in backticks; a placeholder such as `<name>` is none. */
function pathsIn(path: string, text: string): readonly string[] {
  const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, link = '']) => link);
  const local = links.filter((link) => !/^[a-z]+:/.test(link)).map((link) => join(dirname(path), link));
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, code = '']) => code);
  return [...local, ...quoted.filter((code) => TOP.test(code))];
}

const missingIn = (path: string, text: string): readonly string[] =>
  pathsIn(path, text).filter((named) => !existsSync(join(root, named)));

/** Lines of the sources that use a term such as G3, T18 or decision 0027: the terms. */
function used(pattern: RegExp): ReadonlySet<string> {
  return new Set(SOURCES.flatMap((path) => [...read(path).matchAll(pattern)].map(([, term = '']) => term)));
}

describe('the documents', () => {
  it('are here', () => expect(DOCS.length).toBeGreaterThan(20));

  it.each(DOCS)('%s names only what exists', (path) => {
    expect(missingIn(path, read(path))).toEqual([]);
  });

  it.each(DOCS)('%s has no line that nobody reads to its end', (path) => {
    const long = read(path)
      .split('\n')
      .filter((line) => line.length > MAX_LINE);
    expect(long).toEqual([]);
  });

  it('name enough paths for this to mean something, and a missing one is noticed', () => {
    expect(DOCS.flatMap((path) => pathsIn(path, read(path))).length).toBeGreaterThan(100);
    const text = '[a](no-such.md), [b](https://example.org), `shared/no/such.ts`, `<shared/name>`, `x.ts`';
    expect(missingIn('shared/docs/sync.md', text)).toEqual(['shared/docs/no-such.md', 'shared/no/such.ts']);
  });
});

describe('what sources refer to', () => {
  it('every guarantee and trap is defined in shared/docs/sync.md', () => {
    const terms = used(/\b([GT][1-9]\d?)\b/g);
    expect(terms.size).toBeGreaterThan(10);
    const sync = read('shared/docs/sync.md');
    expect([...terms].filter((term) => !sync.includes(`**${term} `))).toEqual([]);
  });

  it('every decision is there', () => {
    const numbers = used(/decisions? (?:record )?(\d{4})\b/g);
    expect(numbers.size).toBeGreaterThan(2);
    const there = new Set(DOCS.map((path) => path.match(/decisions\/(\d{4})-/)?.[1]));
    expect([...numbers].filter((number) => !there.has(number))).toEqual([]);
  });
});

describe('the index of decisions', () => {
  it('lists each, and says what became of the numbers between', () => {
    const index = read('shared/decisions/README.md');
    const numbers = DOCS.flatMap((path) => path.match(/decisions\/(\d{4})-/)?.[1] ?? []);
    const last = Math.max(...numbers.map(Number));
    const all = Array.from({ length: last }, (_, n) => String(n + 1).padStart(4, '0'));
    expect(all.filter((number) => !index.includes(number))).toEqual([]);
    expect(numbers.filter((number) => !index.includes(`](${number}-`))).toEqual([]);
  });
});

it('the README is short, and the glossary has at most thirty terms', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(121);
  const terms = read('shared/docs/glossary.md').match(/^\| (?!word |-)/gm) ?? [];
  expect(terms.length).toBeGreaterThan(0);
  expect(terms.length).toBeLessThanOrEqual(30);
});
