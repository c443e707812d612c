import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keptSecret } from './session-secret.ts';
import { StartProblem } from './start-problem.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'communitrak-secret-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('is made once, for its owner alone, and leaves nothing beside', async () => {
  const data = join(folder, 'new', 'data');
  const secret = await keptSecret(data);
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(await keptSecret(data)).toBe(secret);
  expect((await stat(join(data, 'session-secret'))).mode & 0o777).toBe(0o600);
  expect(await readdir(data)).toEqual(['session-secret']);
});

it('is the same for processes that start at the same moment', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => keptSecret(folder)));
  expect(new Set(secrets).size).toBe(1);
});

it('is not replaced when damaged: that is for a person to decide', async () => {
  await writeFile(join(folder, 'session-secret'), 'short');
  await expect(keptSecret(folder)).rejects.toThrow(StartProblem);
  await expect(keptSecret(folder)).rejects.toThrow(`${join(folder, 'session-secret')} is damaged. Delete it`);
  expect(await readFile(join(folder, 'session-secret'), 'utf8')).toBe('short');
});

it('says so when a file is in the folder’s place', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await chmod(file, 0o600);
  await expect(keptSecret(file)).rejects.toThrow(StartProblem);
  await expect(keptSecret(file)).rejects.toThrow(
    /cannot be read or made \(E[A-Z]+\)\. .*DATA_DIR.*SESSION_SECRET/,
  );
});
