/** `npm run admin -- reactions`: what failed is seen with its reason and can be tried again; and what a restore brings tells nobody. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from '@communitrak/sync-server/admin/run-command.ts';
import type { Command } from '@communitrak/sync-server/admin/command.ts';
import { MAX_TRIES } from '@communitrak/sync-server/reactions/items.ts';
import { newRequest } from '@communitrak/sync-server/reactions/new-request.ts';
import { aRequest, smallAssociation } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { adminRig, type AdminRig } from '../../support/admin-rig.ts';
import { noticesIn, reactingProcess, toldOnce } from '../../support/reactions-rig.ts';
import { createWith, Device } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

const small = smallAssociation();
const { association } = small;
let opened: TestStore;
let rig: AdminRig;

beforeEach(async () => {
  opened = await openTestStore();
  rig = await adminRig(opened.store);
  const writer = await reactingProcess(opened.store, { reactions: [] });
  await createWith(writer.service, association, small.documents);
  await writer.close();
});
afterEach(async () => {
  await rig.close();
  await opened.close();
});

async function admin(command: Exclude<Command, { kind: 'help' }>) {
  const lines: string[] = [];
  const code = await runCommand(rig.parts, command, (line) => lines.push(line));
  return { code, lines };
}

const show = (only?: string) => admin({ kind: 'reactions', association: only, retry: undefined });

const mine = (title: string) =>
  aRequest({ title }, { by: small.people.member.principal, household: 'h1', newId: v7 });

it('says how far they are, what is parked and why, and has it tried again', async () => {
  expect(await show()).toEqual({ code: 0, lines: [`${association}: not read yet; nothing failed`] });
  let now = Date.now();
  let works = false;
  const flaky = {
    ...newRequest,
    react: (...given: Parameters<typeof newRequest.react>) =>
      works ? newRequest.react(...given) : Promise.reject(new Error('no paper')),
  };
  const process = await reactingProcess(opened.store, { clock: () => now, reactions: [flaky] });
  const request = mine('Leak');
  await new Device(association, 'm-member').push(process.service, [request]);
  await process.reactions.idle();
  const once = await show(association);
  expect(once.code).toBe(0);
  expect(once.lines).toEqual([
    expect.stringContaining(`${association}: new-request for ${request.id}: failed once since`),
    `${association}: read for new-request; 1 to be tried again, 0 parked`,
  ]);
  for (let n = 0; n < MAX_TRIES; n += 1) {
    now += 7 * 3_600_000;
    await process.round();
  }
  const { code, lines } = await show();
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/failed 10 times since .* UTC, parked: no paper \(reaction-item:.*\)$/);
  expect(lines[1]).toContain('0 to be tried again, 1 parked');
  works = true;
  await process.round();
  expect(await noticesIn(opened.store, association)).toEqual([]);
  const id = /\((reaction-item:.*)\)$/.exec(lines[0] ?? '')?.[1];
  expect(await admin({ kind: 'reactions', association: undefined, retry: id })).toMatchObject({ code: 0 });
  await process.round();
  await process.close();
  expect(await noticesIn(opened.store, association)).toEqual(toldOnce([request]));
  expect(await show()).toEqual({ code: 0, lines: [`${association}: read for new-request; nothing failed`] });
});

it('says what it cannot do', async () => {
  await expect(show('nowhere')).rejects.toThrow('There is no association nowhere');
  await expect(admin({ kind: 'reactions', association: undefined, retry: 'lease:x' })).rejects.toThrow(
    'Nothing that failed has the id lease:x',
  );
});

it('what a restore brings tells nobody, as the same association or another; what comes after it does', async () => {
  const writer = await reactingProcess(opened.store, { reactions: [] });
  await new Device(association, 'm-member').push(writer.service, [mine('Before')]);
  await writer.close();
  const file = join(rig.folder, 'one.backup');
  await admin({ kind: 'backup', association, file });
  await admin({ kind: 'restore', file, as: 'copy' });
  await opened.store.drop(`association-${association}`);
  await admin({ kind: 'restore', file, as: undefined });
  const process = await reactingProcess(opened.store);
  expect(await process.round()).toBe(2);
  for (const one of [association, 'copy']) expect(await noticesIn(opened.store, one)).toEqual([]);
  const after = mine('After');
  const [answer] = await new Device(association, 'm-member').push(process.service, [after]);
  expect(answer?.verdict).toBe('ok');
  await process.reactions.idle();
  expect(await noticesIn(opened.store, association)).toEqual(toldOnce([after]));
  await process.close();
});
