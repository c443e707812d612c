/** No word is missing, unused, untranslated or broken, and no text stands in JSX. Reads the sources with swc's parser. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';
import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { features } from '../features/index.ts';
import { KIT_MESSAGES } from '../kit/messages.ts';
import { isLanguage, languageFor, localeFor } from './messages.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const FEATURES = join(here, '../features');
const KIT = join(here, '../kit');

interface Area {
  /** What its ids begin with. */
  readonly name: string;
  readonly fileIn: (language: string) => string;
}

const camel = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
/** The core's by file, a kit part's and a feature's by folder. */
const AREAS: readonly Area[] = [
  ...readdirSync(join(here, 'en')).map((file) => ({
    name: file.replace('.json', ''),
    fileIn: (language: string) => join(here, language, file),
  })),
  ...readdirSync(KIT)
    .filter((folder) => existsSync(join(KIT, folder, 'messages.ts')))
    .map((folder) => ({
      name: camel(folder),
      fileIn: (language: string) => join(KIT, folder, 'messages', `${language}.json`),
    })),
  ...readdirSync(FEATURES)
    .filter((folder) => existsSync(join(FEATURES, folder, 'feature.tsx')))
    .map((folder) => ({
      name: camel(folder),
      fileIn: (language: string) => join(FEATURES, folder, 'messages', `${language}.json`),
    })),
];

/** The same in both languages, and rightly so. */
const SAME = new Set([
  'kit.product',
  'app.language.en',
  'app.language.es',
  'requests.kind.general',
  'requests.new.priority.normal',
  // No word of its own: arrows and values.
  'requests.change.priority',
  'requests.field.line',
  'accounts.print.age',
  'accounts.method.numbered',
  'accounts.line.title',
  'accounts.line.method',
  'accounts.column.age.1-30',
  'accounts.column.age.31-60',
  'accounts.column.age.61-90',
  'dues.col.total',
  'dues.pack.california',
  'dues.pack.florida',
  'dues.toRun.one',
  'reports.total',
  'reports.budget.yearOf',
  'billing.price.times',
  'billing.price.termOf',
  'billing.invoice.pdf',
]);

type Words = Record<string, string>;
const wordsOf = (language: string, area: Area): Words =>
  JSON.parse(readFileSync(area.fileIn(language), 'utf8')) as Words;
const all = (language: string): Words =>
  Object.assign({}, ...AREAS.map((area) => wordsOf(language, area))) as Words;
const english = all('en');
const spanish = all('es');

interface Found {
  /** Every string that is written out in the source. */
  readonly strings: readonly string[];
  /** Words that a reader would see without them having been translated. */
  readonly literals: readonly string[];
}

const SEEN_ATTRIBUTES = new Set(
  'label title subtitle text help placeholder alt name aria-label aria-description aria-valuetext hint'.split(
    ' ',
  ),
);
const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text);

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** The visible text of a JSX child or attribute that is written out, with `{'…'}` and templates. */
function writtenText(node: unknown): string {
  if (!isNode(node)) return '';
  if (node['type'] === 'StringLiteral' || node['type'] === 'JSXText') return String(node['value']);
  if (node['type'] === 'JSXExpressionContainer') return writtenText(node['expression']);
  if (node['type'] === 'ConditionalExpression')
    return writtenText(node['consequent']) + writtenText(node['alternate']);
  if (node['type'] === 'TemplateLiteral' && Array.isArray(node['quasis'])) {
    return node['quasis'].map((quasi: unknown) => (isNode(quasi) ? String(quasi['raw']) : '')).join('');
  }
  return '';
}

function attributeName(node: Node): string {
  return isNode(node['name']) ? String(node['name']['value']) : '';
}

function scan(source: string): Found {
  const strings: string[] = [];
  const literals: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return undefined;
    if (value['type'] === 'StringLiteral') strings.push(String(value['value']));
    const inside = value['type'] === 'JSXElement' || value['type'] === 'JSXFragment';
    if (inside && Array.isArray(value['children']))
      literals.push(...value['children'].map(writtenText).filter(hasWords));
    if (value['type'] === 'JSXAttribute' && SEEN_ATTRIBUTES.has(attributeName(value))) {
      const text = writtenText(value['value']);
      if (hasWords(text) && attributeName(value) !== 'name') literals.push(text);
    }
    return Object.values(value).forEach(visit);
  };
  visit(parseSync(source, { syntax: 'typescript', tsx: true }).body);
  return { strings, literals };
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$|^pictures\.ts$/.test(entry.name)
      ? [path]
      : [];
  });
}

const sources = ['shared/ui', 'pwa/src', 'desktop/src/renderer'].flatMap((folder) =>
  sourcesIn(join(root, folder)),
);
const found = sources.map((path) => ({ path: relative(root, path), ...scan(readFileSync(path, 'utf8')) }));
const used = new Set(found.flatMap(({ strings }) => strings));
const looksLikeId = new RegExp(`^(${AREAS.map(({ name }) => name).join('|')})\\.[a-zA-Z]`);

/** What a message asks for: `count plural`, `b tag`. The order and the wording may differ by language. */
function argumentsOf(message: string): string[] {
  const intl = createIntl({ locale: 'en' });
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return undefined;
    // 0 is text and 7 is `#`; all else names an argument.
    if (typeof value['type'] === 'number' && value['type'] !== 0 && value['type'] !== 7) {
      names.add(`${String(value['value'])} ${value['type']}`);
    }
    visit(value['children']);
    return isNode(value['options'])
      ? Object.values(value['options']).forEach((option) => isNode(option) && visit(option['value']))
      : undefined;
  };
  visit(intl.formatters.getMessageFormat(message, 'en').getAst());
  return [...names].sort();
}

describe('messages', () => {
  it('are in files by area, each id under its area’s name and in one file only', () => {
    const ids = AREAS.flatMap((area) => Object.keys(wordsOf('en', area)).map((id) => ({ id, area })));
    expect(ids.filter(({ id, area }) => !id.startsWith(`${area.name}.`))).toEqual([]);
    expect(ids.length).toBe(Object.keys(english).length);
    expect(ids.length).toBeGreaterThan(200);
    expect(AREAS.length).toBe(features.length + KIT_MESSAGES.length + 4);
  });

  it('are all in Spanish, and Spanish has no others', () => {
    for (const area of AREAS)
      expect(Object.keys(wordsOf('es', area)).sort(), area.name).toEqual(
        Object.keys(wordsOf('en', area)).sort(),
      );
  });

  it('are translated: nothing is left in English', () => {
    const left = Object.keys(english).filter(
      (id) => !SAME.has(id) && hasWords(english[id] ?? '') && english[id] === spanish[id],
    );
    expect(left).toEqual([]);
    expect([...SAME].filter((id) => english[id] !== spanish[id])).toEqual([]);
  });

  it('ask for the same arguments in both languages, and can be read', () => {
    for (const [id, message] of Object.entries(english))
      expect(argumentsOf(spanish[id] ?? ''), id).toEqual(argumentsOf(message));
  });

  it('are all used', () => {
    expect(Object.keys(english).filter((id) => !used.has(id))).toEqual([]);
  });

  it('are there for every id that a screen names', () => {
    const named = found.flatMap(({ path, strings }) =>
      strings.filter((text) => looksLikeId.test(text)).map((id) => ({ path, id })),
    );
    expect(named.filter(({ id }) => !(id in english))).toEqual([]);
    expect(named.length).toBeGreaterThan(100);
  });
});

describe('text in JSX', () => {
  it('is nowhere written out', () => {
    // A part may be handed the id of its words.
    const own = found.flatMap(({ path, literals }) =>
      literals.filter((text) => !(text in english)).map((text) => `${path}: ${text.trim()}`),
    );
    expect(own).toEqual([]);
  });

  it.each([
    ['a child', '<p>Hello there</p>'],
    ['a child in braces', "<p>{'Hello there'}</p>"],
    ['a template', '<p>{`Hello ${name}`}</p>'],
    ['a choice', "<p>{open ? 'Close' : other}</p>"],
    ['in a fragment', '<>Hello</>'],
    ['an attribute', '<input placeholder="Search" />'],
    ['an aria attribute', '<nav aria-label="Main" />'],
    ['an attribute in braces', "<Field label={'Name'} />"],
  ])('would be found: %s', (_name, jsx) => {
    expect(scan(`const a = ${jsx};`).literals).not.toEqual([]);
  });

  it.each([
    ['an id', "<p>{t('kit.close')}</p>"],
    ['a number and signs', '<p>{count} · {total} …</p>'],
    ['a class', '<p className="ct-soft" />'],
    ['a field’s name', '<input name="title" />'],
  ])('is not: %s', (_name, jsx) => {
    expect(scan(`const a = ${jsx};`).literals).toEqual([]);
  });
});

describe('language', () => {
  it('is the first of the browser’s that we speak', () => {
    expect(languageFor(['fr-CA', 'es-MX', 'en'])).toBe('es');
    expect(languageFor(['fr', 'de'])).toBe('en');
    expect(languageFor([])).toBe('en');
  });

  it('takes its formats from the browser’s own variant', () => {
    expect(localeFor('en', ['es-MX', 'en-GB'])).toBe('en-GB');
    expect(localeFor('es', ['en-GB'])).toBe('es-US');
  });

  it('is one of those we have', () => {
    expect(isLanguage('es')).toBe(true);
    expect(isLanguage('fr')).toBe(false);
  });
});
