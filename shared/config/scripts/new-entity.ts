/**
 * What `npm run new -- entity` writes: the templates under `shared/config/scaffold`, which mirror the tree, with the names
 * put in, and one line each in the two lists. Plans first and says every fault; writes nothing itself.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLLECTIONS } from '@communitrak/domain/core/entity.ts';
import { entities } from '@communitrak/domain/registry.ts';

export interface NewEntity {
  /** Folder in the domain and in the screens, the plural: `announcements`. */
  readonly feature: string;
  /** The entity's type, one of them: `announcement`. */
  readonly name: string;
  readonly collection: string;
}

export interface PlannedFile {
  /** Below the root. */
  readonly path: string;
  readonly text: string;
}

export type Plan =
  | {
      readonly ok: true;
      readonly created: readonly PlannedFile[];
      /** The two lists, each with one more. */
      readonly changed: readonly PlannedFile[];
    }
  | { readonly ok: false; readonly faults: readonly string[] };

const TEMPLATES = 'shared/config/scaffold';
const SUFFIX = '.template';
const REGISTRY = 'shared/domain/registry.ts';
const FEATURES = 'shared/ui/features/index.ts';
const KEBAB = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;
const LONGEST = 40;

const camel = (kebab: string): string =>
  kebab.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const spaced = (kebab: string): string => kebab.replaceAll('-', ' ');

type Names = Readonly<Record<string, string>>;

function namesOf({ feature, name, collection }: NewEntity): Names {
  return {
    feature,
    name,
    collection,
    featureCamel: camel(feature),
    nameCamel: camel(name),
    Feature: capital(camel(feature)),
    Name: capital(camel(name)),
    NAME: name.replaceAll('-', '_').toUpperCase(),
    words: spaced(name),
    Words: capital(spaced(name)),
    featureWords: spaced(feature),
    FeatureWords: capital(spaced(feature)),
  };
}

/** @throws Error for a name in a template that is none: a fault of the template */
function filled(text: string, names: Names): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = names[key];
    if (value === undefined) throw new Error(`a template asks for {{${key}}}, which is no name`);
    return value;
  });
}

interface Template {
  readonly path: string;
  readonly text: string;
}

function templates(root: string): readonly Template[] {
  const folder = join(root, TEMPLATES);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(SUFFIX))
    .map((path) => ({
      path: path.replaceAll('\\', '/').slice(0, -SUFFIX.length),
      text: readFileSync(join(folder, path), 'utf8'),
    }));
}

/** Words that the templates write out: a name among them would stand for two things in one file. */
function wordsOf(all: readonly Template[]): ReadonlySet<string> {
  const code = all
    .filter(({ path }) => /\.tsx?$/.test(path))
    .map(({ text }) => text.replaceAll(/\{\{\w+\}\}\w*/g, ''));
  return new Set(code.join('\n').match(/\b[A-Za-z]+\b/g) ?? []);
}

/** What ids of messages already begin with. */
function areasOf(root: string): readonly string[] {
  const ui = join(root, 'shared/ui');
  return [
    ...readdirSync(join(ui, 'i18n/en')).map((file) => file.replace('.json', '')),
    ...['kit', 'features'].flatMap((folder) => readdirSync(join(ui, folder))).map(camel),
  ];
}

function spellingFaults(given: NewEntity): readonly string[] {
  const { feature, name, collection } = given;
  const kebab = [['feature', feature] as const, ['name', name] as const].flatMap(([what, text]) =>
    KEBAB.test(text) && text.length <= LONGEST
      ? []
      : [`${what} "${text}": write it in kebab-case, at most ${LONGEST} letters, e.g. board-notice`],
  );
  const same = feature === name ? [`feature and name are both "${name}": the feature is the plural`] : [];
  const known = (COLLECTIONS as readonly string[]).includes(collection);
  const where = known ? [] : [`collection "${collection}": it is one of ${COLLECTIONS.join(', ')}`];
  return [...kebab, ...same, ...where];
}

function takenFaults(
  root: string,
  { feature, name }: NewEntity,
  all: readonly Template[],
): readonly string[] {
  const taken = entities.some(({ type }) => type === name) ? [`name "${name}": there is such an entity`] : [];
  const folder = ['shared/domain', 'shared/ui/features']
    .map((parent) => `${parent}/${feature}`)
    .find((path) => existsSync(join(root, path)));
  const there =
    folder === undefined
      ? []
      : [`feature "${feature}": ${folder} is there; this begins a feature and adds to none`];
  const area = areasOf(root).includes(camel(feature)) && folder === undefined;
  const prefix = area ? [`feature "${feature}": message ids begin with it already`] : [];
  const words = wordsOf(all);
  const meant = [capital(camel(name)), camel(name)].find((word) => words.has(word));
  const double =
    meant === undefined ? [] : [`name "${name}": "${meant}" means something in the code already`];
  return [...taken, ...there, ...prefix, ...double];
}

/** An import among the others by its path, and the last place in the list. @throws Error where the list is not found */
function withLine(root: string, path: string, imported: string, from: string): PlannedFile {
  const text = readFileSync(join(root, path), 'utf8');
  const line = `import { ${imported} } from '${from}';\n`;
  const imports = [...text.matchAll(/^import [^;]*? from '([^']+)';\n/gm)];
  const next = imports.find(([, source = '']) => source > from && source.startsWith('./'));
  const last = imports.at(-1);
  const at = next?.index ?? (last === undefined ? -1 : last.index + last[0].length);
  const end = text.indexOf('\n];');
  if (at < 0 || end < 0) throw new Error(`${path} is not the list that it was: put ${imported} in by hand`);
  return {
    path,
    text: `${text.slice(0, at)}${line}${text.slice(at, end)}\n  ${imported},${text.slice(end)}`,
  };
}

/** @param root the tree to write into */
export function planEntity(root: string, given: NewEntity): Plan {
  const all = templates(root);
  const spelling = spellingFaults(given);
  const faults = spelling.length > 0 ? spelling : takenFaults(root, given, all);
  if (faults.length > 0) return { ok: false, faults };
  const names = namesOf(given);
  const created = all.map(({ path, text }) => ({ path: filled(path, names), text: filled(text, names) }));
  const there = created.filter(({ path }) => existsSync(join(root, path)));
  if (there.length > 0) return { ok: false, faults: there.map(({ path }) => `${path} is there already`) };
  const changed = [
    withLine(root, REGISTRY, `${camel(given.name)}Entity`, `./${given.feature}/index.ts`),
    withLine(root, FEATURES, `${camel(given.feature)}Feature`, `./${given.feature}/feature.tsx`),
  ];
  return { ok: true, created, changed };
}
