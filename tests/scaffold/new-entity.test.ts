/**
 * `npm run new -- entity` in a copy of the tree: what it writes has types, is linted and formatted, keeps the fences, and
 * passes its own tests and every suite that loops over entities and features; and it touches two files that were there.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cruiseTree } from '../../shared/config/cruise.mjs';
import { copyTree, ROOT, type Ran, type TreeCopy } from '../support/tree-copy.ts';

const FEATURE = 'board-notices';
const NAME = 'board-notice';
/** One that no entity is in today, if there is one. */
const COLLECTION = 'library';
const LISTS = ['shared/domain/registry.ts', 'shared/ui/features/index.ts'];

let tree: TreeCopy;
const make = (...args: readonly string[]): Promise<Ran> =>
  tree.run('tsx', ['shared/config/scripts/new.ts', ...args]);

function sources(): readonly string[] {
  const all = readdirSync(join(tree.root, 'shared'), {
    recursive: true,
    encoding: 'utf8',
    withFileTypes: true,
  });
  return all
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(tree.root.length + 1));
}
const changedFiles = (): readonly string[] =>
  tree.files.filter((path) => !readFileSync(join(tree.root, path)).equals(readFileSync(join(ROOT, path))));
const created = (): readonly string[] => sources().filter((path) => !tree.files.includes(path));

beforeAll(() => {
  tree = copyTree();
});
afterAll(() => tree?.remove());

it.each([
  ['a name that is taken', ['entity', FEATURE, 'request'], 'name "request": there is such an entity'],
  [
    'a collection that is none',
    ['entity', FEATURE, NAME, '--collection', 'attic'],
    'it is one of association, places',
  ],
  ['nothing to go by', ['entity', FEATURE], 'npm run new -- entity <feature> <name>'],
])('says what is wrong with %s, and writes nothing', async (_what, args, words) => {
  const { code, output } = await make(...args);
  expect([code, output]).toEqual([1, expect.stringContaining(words)]);
  expect(output).not.toMatch(/\n\s+at /);
  expect([created(), changedFiles()]).toEqual([[], []]);
});

it('writes an entity and changes the two lists alone', async () => {
  const { code, output } = await make('entity', FEATURE, NAME, '--collection', COLLECTION);
  expect(code, output).toBe(0);
  expect(changedFiles()).toEqual(LISTS);
  expect(created().length).toBeGreaterThan(12);
  for (const path of created()) {
    const text = readFileSync(join(tree.root, path), 'utf8');
    expect(text, path).not.toMatch(/\{\{|TODO|FIXME/);
    expect(`${path} ${text}`, path).toMatch(/board-?notice/i);
  }
});

it('that has types', async () => {
  const rooms = ['shared/domain', 'shared/replica', 'shared/ui', 'tests'];
  const ran = await Promise.all(rooms.map((room) => tree.run('tsc', ['-p', room])));
  for (const { code, output } of ran) expect([code, output]).toEqual([0, '']);
});

it('that is linted, formatted and within the fences', async () => {
  const files = [...created(), ...LISTS];
  const code = files.filter((path) => /\.tsx?$/.test(path));
  const lint = ['-c', 'shared/config/oxlint.json', '--type-aware', '--deny-warnings', ...code];
  const [linted, formatted, { violations, modules }] = await Promise.all([
    tree.run('oxlint', lint),
    tree.run('oxfmt', ['-c', 'shared/config/oxfmt.json', '--check', ...files]),
    cruiseTree(tree.root, ['shared/domain', 'shared/replica', 'shared/ui/features']),
  ]);
  expect(linted.code, linted.output).toBe(0);
  expect(formatted.code, formatted.output).toBe(0);
  expect(violations).toEqual([]);
  expect(code.filter((path) => !modules.includes(path))).toEqual([]);
});

it('that passes its own tests, and those that loop over entities and features', async () => {
  const projects = ['unit', 'ui', 'contract', 'integration'].flatMap((name) => ['--project', name]);
  const suites = [
    FEATURE,
    'features/features.test',
    'feature-routes',
    'i18n/messages',
    'contract/registry',
    'authorisation/',
    'http/random-requests',
  ];
  const report = join(tree.root, 'report.json');
  const { output } = await tree.run(
    'vitest',
    [
      'run',
      '--config',
      'shared/config/vitest.config.ts',
      ...projects,
      '--reporter=json',
      `--outputFile=${report}`,
      ...suites,
    ],
    { ENTITIES: NAME, REQUESTS: '60' },
  );
  const { testResults, success } = JSON.parse(readFileSync(report, 'utf8')) as {
    success: boolean;
    testResults: {
      name: string;
      status: string;
      assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
    }[];
  };
  const failed = testResults.flatMap(({ name, status, assertionResults }) => [
    ...(status === 'failed' && assertionResults.length === 0 ? [`${name} does not load`] : []),
    ...assertionResults
      .filter((one) => one.status !== 'passed')
      .map((one) => `${one.fullName}: ${(one.failureMessages[0] ?? '').slice(0, 300)}`),
  ]);
  expect(failed).toEqual([]);
  expect(success, output).toBe(true);
  for (const suite of suites)
    expect(
      testResults.some(({ name }) => name.includes(suite)),
      suite,
    ).toBe(true);
});
