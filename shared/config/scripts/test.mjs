/**
 * `npm test`: every test, part after part, and at the end one line with the counts. Without a browser the browser tests
 * are counted as skipped and said loudly; under CI=true a missing browser is a failure.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, buildIfStale, findBrowser, NO_BROWSER, run } from './lib.mjs';

const folder = mkdtempSync(join(tmpdir(), 'communitrak-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, by part, file and name: said once more at the very end, where one looks first. */
const failures = [];

function note(part, report) {
  for (const file of report.testResults) {
    const named = file.assertionResults.filter((it) => it.status === 'failed');
    const first = (text) => (text ?? '').split('\n').slice(0, 3).join('\n      ');
    for (const it of named)
      failures.push(`${part}: ${file.name}\n    ${it.fullName}\n      ${first(it.failureMessages?.[0])}`);
    if (file.status === 'failed' && named.length === 0)
      failures.push(`${part}: ${file.name}\n    ${first(file.message)}`);
  }
}

function add(report) {
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + report.numTodoTests;
  // a file that fails to load has no failed test of its own, and must not pass unseen
  total.failed += report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
}

async function part(name, projects, env = {}) {
  console.log(`\n== ${name} ==`);
  const output = join(folder, `${name}.json`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  const code = await run(
    bin('vitest'),
    [
      'run',
      '--config',
      'shared/config/vitest.config.ts',
      ...chosen,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${output}`,
    ],
    env,
  );
  const before = total.failed;
  try {
    const report = JSON.parse(readFileSync(output, 'utf8'));
    add(report);
    note(name, report);
  } catch (error) {
    console.error(`The part "${name}" left no report: ${error.message}`);
    total.failed += 1;
  }
  // unhandled errors fail the run without failing a test
  if (code !== 0 && total.failed === before) {
    total.failed += 1;
    failures.push(`${name}: an error outside of any test, see above`);
  }
}

await part('unit', ['unit', 'ui', 'contract']);
await part('integration', ['integration']);
// The faults wait most of their time; types, lint and tests of a scaffolded tree go on beside them.
await part('faults', ['faults', 'scaffold']);
await part('model', ['model']);
const browser = await findBrowser();
if (browser === undefined) {
  console.error(`\n${NO_BROWSER}\n`);
  if (process.env.CI === 'true') total.failed += 1;
  else total.skipped += 1;
} else {
  await buildIfStale();
  await part('e2e', ['e2e'], { CHROMIUM_PATH: browser });
}
rmSync(folder, { recursive: true, force: true });
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((it) => `  ${it}`).join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
