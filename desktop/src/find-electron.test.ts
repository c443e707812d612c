/** Finding a binary, and `npm run desktop` where there is none. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { findElectronIn, noElectron } from '../find-electron.mjs';

const folder = mkdtempSync(join(tmpdir(), 'communitrak-electron-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function place(...path: string[]): string {
  const file = join(folder, ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'electron');
  return file;
}

describe('finding Electron', () => {
  it('finds nothing in a package that has fetched nothing', () => {
    expect(findElectronIn({}, join(folder, 'bare'), 'linux')).toBeUndefined();
  });

  it('finds what the package has fetched, and not what it has lost', () => {
    const binary = place('package', 'dist', 'electron');
    place('package', 'path.txt');
    expect(findElectronIn({}, join(folder, 'package'), 'linux')).toBe(binary);
    rmSync(binary);
    expect(findElectronIn({}, join(folder, 'package'), 'linux')).toBeUndefined();
  });

  it('takes the named folder, and nothing else when one is named', () => {
    const binary = place('named', 'electron');
    const mac = place('mac', 'Electron.app', 'Contents', 'MacOS', 'Electron');
    place('fetched', 'dist', 'electron');
    place('fetched', 'path.txt');
    const find = (named: string, platform: string) =>
      findElectronIn({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, named) }, join(folder, 'fetched'), platform);
    expect(find('named', 'linux')).toBe(binary);
    expect(find('mac', 'darwin')).toBe(mac);
    expect(find('nowhere', 'linux')).toBeUndefined();
  });

  it('says where it looked', () => {
    expect(noElectron({ ELECTRON_OVERRIDE_DIST_PATH: '/opt/e' })).toContain('/opt/e');
    expect(noElectron({})).not.toContain('ELECTRON_OVERRIDE_DIST_PATH is');
  });
});

it('`npm run desktop` says plainly that there is no binary, and ends with 1', () => {
  const script = fileURLToPath(new URL('../start.mjs', import.meta.url));
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nowhere') };
  const { status, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('NO ELECTRON BINARY FOUND');
  expect(stderr).toContain(join(folder, 'nowhere'));
});
