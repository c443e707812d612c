/**
 * The fences between the rooms, proven: each rule is violated once in a planted tree and must be caught, and a source that
 * git lists and the run did not read is said. The real tree is held against both by `npm run check`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cruiseTree, unreadSources } from './cruise.mjs';
import { purePackages } from './pure-packages.ts';
import { rules } from './dependency-rules.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Rule → [importing file, what it imports: a path in the tree, or a package]. */
const planted: Readonly<Record<string, readonly [string, string]>> = {
  'nothing-imports-a-test': ['shared/domain/a/one.ts', 'shared/domain/a/one.test.ts'],
  'features-through-their-index': ['shared/domain/a/two.ts', 'shared/domain/b/inner.ts'],
  'ui-features-apart': ['shared/ui/features/a/A.tsx', 'shared/ui/features/b/B.tsx'],
  'features-know-no-list': ['shared/ui/features/a/list.ts', 'shared/ui/features/index.ts'],
  'kit-knows-no-feature': ['shared/ui/kit/Kit.tsx', 'shared/ui/features/b/C.tsx'],
  'only-main-wires': ['sync-server/src/sync/wired.ts', 'sync-server/src/config.ts'],
  'sandbox-apart': ['sync-server/src/payments/reaches.ts', 'sync-server/src/payments/sandbox/s.ts'],
  'nothing-unresolved': ['shared/protocol/lost.ts', './not-there.ts'],
  'room-domain': ['shared/domain/a/three.ts', 'shared/protocol/p.ts'],
  'room-platform': ['shared/platform/x.ts', 'shared/domain/core/c.ts'],
  'room-protocol': ['shared/protocol/y.ts', 'shared/replica/r.ts'],
  'room-replica': ['shared/replica/z.ts', 'shared/ui/app/App.tsx'],
  'room-ui': ['shared/ui/app/Bad.tsx', 'shared/replica/replication/push.ts'],
  'room-pwa-app': ['pwa/src/app/bad.ts', 'sync-server/src/access/a.ts'],
  'room-pwa-worker': ['pwa/src/worker/bad.ts', 'shared/replica/r2.ts'],
  'room-desktop-renderer': ['desktop/src/renderer/bad.ts', 'desktop/src/main/m.ts'],
  'room-desktop-main': ['desktop/src/main/bad.ts', 'shared/domain/core/c2.ts'],
  'room-desktop-preload': ['desktop/src/preload/bad.ts', 'desktop/src/main/m2.ts'],
  'room-desktop-bridge': ['desktop/src/bridge/bad.ts', 'desktop/src/main/m3.ts'],
  'room-server-ports': ['sync-server/src/ports/bad.ts', 'sync-server/src/access/b.ts'],
  'room-server-access': ['sync-server/src/access/bad.ts', 'sync-server/src/sync/s.ts'],
  'room-server-sync': ['sync-server/src/sync/bad.ts', 'sync-server/src/store/s.ts'],
  'room-server-payments': ['sync-server/src/payments/bad.ts', 'sync-server/src/sync/s2.ts'],
  'room-server-reactions': ['sync-server/src/reactions/bad.ts', 'sync-server/src/sync/s3.ts'],
  'room-server-migrations': ['sync-server/src/migrations/bad.ts', 'sync-server/src/http/h.ts'],
  'room-server-accounts': ['sync-server/src/accounts/bad.ts', 'sync-server/src/sync/s4.ts'],
  'room-payments-sandbox': ['sync-server/src/payments/sandbox/bad.ts', 'sync-server/src/payments/p.ts'],
  'room-server-store': ['sync-server/src/store/bad.ts', 'shared/protocol/p2.ts'],
  'room-server-imports': ['sync-server/src/imports/bad.ts', 'sync-server/src/sync/s5.ts'],
  'room-server-demo': ['sync-server/src/demo/bad.ts', 'sync-server/src/sync/s6.ts'],
  'room-server-admin': ['sync-server/src/admin/bad.ts', 'sync-server/src/store/s8.ts'],
  'room-server-http': ['sync-server/src/http/bad.ts', 'sync-server/src/store/s7.ts'],
  'package-rxdb': ['shared/ui/app/rx.ts', 'rxdb/plugins/core'],
  'package-react': ['shared/replica/react.ts', 'react'],
  'package-electron': ['desktop/src/renderer/el.ts', 'electron'],
  'package-workbox': ['pwa/src/app/wb.ts', 'workbox-core'],
  'package-stripe': ['sync-server/src/sync/stripe.ts', 'stripe'],
  'package-better-auth': ['sync-server/src/http/auth.ts', 'better-auth'],
  'package-store': ['sync-server/src/sync/nano.ts', 'nano'],
  'package-pdf': ['shared/ui/features/pdf.ts', 'pdfkit'],
  'package-express': ['sync-server/src/sync/express.ts', 'express'],
  'domain-is-pure': ['shared/domain/core/impure.ts', 'node:fs'],
};

const FOLDERS = ['shared', 'sync-server/src', 'pwa/src', 'desktop/src'];
const isPath = (target: string): boolean => /^(shared|sync-server|pwa|desktop)\//.test(target);

function write(base: string, file: string, text: string): void {
  mkdirSync(dirname(join(base, file)), { recursive: true });
  writeFileSync(join(base, file), text);
}

function plant(base: string): void {
  for (const [from, target] of Object.values(planted)) {
    const path = isPath(target) ? relative(dirname(from), target) : target;
    write(
      base,
      from,
      `import * as it from '${path.startsWith('.') || !isPath(target) ? path : `./${path}`}';\nexport const held = it;\n`,
    );
    if (isPath(target)) write(base, target, 'export const there = 1;\n');
  }
  write(base, 'shared/domain/cycle-a.ts', "export * from './cycle-b.ts';\n");
  write(base, 'shared/domain/cycle-b.ts', "export * from './cycle-a.ts';\n");
  // a package that is not installed here still has to be caught by name
  write(base, 'node_modules/stripe/package.json', '{"name":"stripe","version":"1.0.0","main":"index.js"}');
  write(base, 'node_modules/stripe/index.js', 'module.exports = {};\n');
  for (const name of [
    'rxdb',
    'react',
    'electron',
    'workbox-core',
    'better-auth',
    'nano',
    'express',
    'pdfkit',
  ]) {
    // npm hoists a package or leaves it in the workspace that asks for it, as it likes
    const homes = [join(root, 'node_modules', name), join(root, 'sync-server/node_modules', name)];
    const home = homes.find((one) => existsSync(one));
    if (home !== undefined) symlinkSync(home, join(base, 'node_modules', name));
  }
}

describe('fences between the rooms', () => {
  let base = '';
  let violations: readonly string[] = [];
  let modules: readonly string[] = [];

  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'fences-'));
    plant(base);
    ({ violations, modules } = await cruiseTree(base, FOLDERS));
    for (const args of [
      ['init', '-q'],
      ['add', ...FOLDERS],
    ])
      execFileSync('git', args, { cwd: base });
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it.each(Object.entries(planted))('%s is caught', (rule, [from]) => {
    expect(violations.filter((violation) => violation.startsWith(`${rule}: ${from} `))).not.toEqual([]);
  });

  it('no-cycles is caught', () => {
    expect(violations.filter((violation) => violation.startsWith('no-cycles: '))).not.toEqual([]);
  });

  it('a source that was not read is said: a run that reads nothing is green too', () => {
    expect(unreadSources(base, modules, FOLDERS)).toEqual([]);
    const [first, ...others] = [...modules].filter((file) => file.startsWith('shared/'));
    expect(unreadSources(base, others, ['shared'])).toEqual([first]);
    expect(unreadSources(base, [], FOLDERS).length).toBeGreaterThan(60);
  });

  it('every rule has a planted violation', () => {
    expect(rules.map((rule) => rule.name).toSorted()).toEqual(
      [...Object.keys(planted), 'no-cycles'].toSorted(),
    );
  });

  it('the pure packages of the domain are those of the rule', () => {
    const rule = rules.find((one) => one.name === 'domain-is-pure');
    expect(JSON.stringify(rule)).toContain(`node_modules/(${purePackages.join('|')})/`);
  });
});
