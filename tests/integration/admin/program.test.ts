/** `npm run admin` as a program on an embedded store: what it says, and how it ends. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '@communitrak/sync-server/server-log.ts';
import { openStore } from '@communitrak/sync-server/store/open-store.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import { launch } from '../../support/processes.ts';
import { aSyncService, createWith } from '../../support/sync-rig.ts';

let folder: string;
let dataDir: string;
const small = smallAssociation();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'communitrak-admin-'));
  dataDir = join(folder, 'data');
  const opened = await openStore({ prefix: '', dataDir, log: createLog('silent') });
  const service = aSyncService(opened.store);
  await createWith(service, small.association, small.documents);
  await service.close();
  await opened.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function admin(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly said: string }> {
  const program = launch('sync-server/src/admin-main.ts', { DATA_DIR: dataDir, NODE_ENV: 'test' }, '', args);
  if (program.child.exitCode === null) await once(program.child, 'close');
  return { code: program.child.exitCode, said: program.output() };
}

it('verifies, backs up, and restores into an empty folder', async () => {
  const file = join(folder, 'all.backup');
  expect(await admin('verify')).toEqual({
    code: 0,
    said: expect.stringContaining('nothing wrong') as string,
  });
  expect(await admin('backup', '--all', file)).toMatchObject({ code: 0 });
  dataDir = join(folder, 'other');
  expect(await admin('restore', file)).toEqual({
    code: 0,
    said: expect.stringContaining(`Restored: ${small.association}`) as string,
  });
  expect(await admin('verify', small.association)).toMatchObject({ code: 0 });
}, 400_000);

it('says what it cannot do, and makes nothing by trying', async () => {
  dataDir = join(folder, 'data');
  expect(await admin('verify', 'nowhere')).toEqual({
    code: 2,
    said: 'There is no association nowhere here.\n',
  });
  const opened = await openStore({ prefix: '', dataDir, log: createLog('silent') });
  try {
    const { code, said } = await admin('backup', small.association, join(folder, 'used.backup'));
    expect({ code, said }).toEqual({
      code: 2,
      said: expect.stringMatching(/in use by another Communitrak process/) as string,
    });
  } finally {
    await opened.close();
  }
  dataDir = join(folder, 'nothing');
  expect(await admin('verify')).toEqual({
    code: 2,
    said: expect.stringContaining('There is no store in') as string,
  });
  expect(await readdir(folder)).not.toContain('nothing');
  expect(await readdir(folder)).not.toContain('used.backup');
}, 400_000);
