/** `npm run check`: types room by room, lint, format, dependency rules. Runs all, then fails if any failed. */
import { cruiseTree, unreadSources } from '../cruise.mjs';
import { bin, root, run } from './lib.mjs';

const PROJECTS = [
  'shared/domain',
  'shared/protocol',
  'shared/platform',
  'shared/replica',
  'shared/ui',
  'sync-server',
  'pwa',
  'pwa/src/worker',
  'desktop',
  'desktop/src/preload',
  'desktop/src/renderer',
  'tests',
];
const FOLDERS = ['shared', 'sync-server', 'pwa', 'desktop', 'tests'];

const failed = [];
const step = async (name, work) => {
  const ok = await work();
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}`);
  if (!ok) failed.push(name);
};

for (const project of PROJECTS) {
  await step(`types ${project}`, async () => (await run(bin('tsc'), ['-p', project])) === 0);
}
await step(
  'lint',
  async () =>
    (await run(bin('oxlint'), [
      '-c',
      'shared/config/oxlint.json',
      '--type-aware',
      '--deny-warnings',
      ...FOLDERS,
    ])) === 0,
);
await step(
  'format',
  async () => (await run(bin('oxfmt'), ['-c', 'shared/config/oxfmt.json', '--check', ...FOLDERS])) === 0,
);
await step('dependencies', async () => {
  const { modules, violations } = await cruiseTree(root);
  console.log(`${modules.length} modules read`);
  for (const violation of violations) console.error(`  ${violation}`);
  const unread = unreadSources(root, modules);
  for (const file of unread) console.error(`  not read: ${file}`);
  return unread.length === 0 && violations.length === 0;
});

if (failed.length > 0) {
  console.error(`\nNot in order: ${failed.join(', ')}`);
  process.exit(1);
}
