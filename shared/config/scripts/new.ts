/**
 * `npm run new -- entity <feature> <name> [--collection board]`: writes what a new entity is, from its shape to its screen
 * and the tests of both. A fault is said and nothing written.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bin, root, run } from './lib.mjs';
import { planEntity, type NewEntity } from './new-entity.ts';

const USAGE = `npm run new -- entity <feature> <name> [--collection board]
  feature  its folder, the plural: announcements
  name     the entity's type, one of them: announcement`;

function given(): NewEntity | undefined {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { collection: { type: 'string', default: 'board' } },
    });
    const [what, feature, name, more] = positionals;
    if (what !== 'entity' || feature === undefined || name === undefined || more !== undefined)
      return undefined;
    return { feature, name, collection: values.collection };
  } catch {
    return undefined;
  }
}

function fail(lines: readonly string[]): never {
  console.error(lines.join('\n'));
  process.exit(1);
}

const asked = given() ?? fail([USAGE]);
const plan = planEntity(root, asked);
if (!plan.ok) fail([...plan.faults, 'Nothing was written.']);

const files = [...plan.created, ...plan.changed];
for (const { path, text } of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const formatted = await run(bin('oxfmt'), [
  '-c',
  'shared/config/oxfmt.json',
  ...files.map(({ path }) => path),
]);
if (formatted !== 0) fail(['It was written, but could not be formatted: npm run format']);
const screens = `shared/ui/features/${asked.feature}`;
console.log(`${[
  ...plan.created.map(({ path }) => `new      ${path}`),
  ...plan.changed.map(({ path }) => `changed  ${path}`),
].join('\n')}

It can be used as it is: npm run check, then
npx vitest run --config shared/config/vitest.config.ts ${asked.feature} registry
Yours to write first: what it is in shared/domain/${asked.feature}/${asked.name}.ts, who may do what beside it, and the
Spanish noun in ${screens}/messages/es.json, which says "publicación".`);
