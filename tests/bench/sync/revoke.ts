/**
 * A member moves away: thousands of documents must be gone from the device, not only from sight. Counted from the moment
 * the server has taken it until nothing of them stands anywhere in the browser's storage.
 */
import { createHouseholdLink } from '@communitrak/domain/household-links/index.ts';
import { createRequest } from '@communitrak/domain/requests/index.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { ANA, openStage, writeSmall, type Stage } from '../../support/stage.ts';
import { round, type Report } from '../report.ts';
import type { SyncCase } from './case.ts';
import { inBrowser } from './in-browser.ts';
import { ASSOCIATION } from './wired.ts';
import { writeAll } from '../../support/sync-rig.ts';

const COUNTS = [2500, 5000];
const LINK = {
  association: ASSOCIATION,
  member: ANA.member,
  household: 'h1',
  role: 'head',
  from: '2020-01-01',
} as const;

function requests(count: number): readonly Envelope[] {
  const by = {
    association: ASSOCIATION,
    member: ANA.member,
    name: 'Ana Ruiz',
    keys: new Set(['all', 'hh:h1']),
  };
  const input = { by, kind: 'general', priority: 'normal', place: '', household: 'h1', files: [] } as const;
  return Array.from({ length: count }, (_, at) =>
    createRequest({ ...input, title: `Request ${at}`, description: 'x'.repeat(200) }, 0, () => `rv${at}`),
  );
}

interface Outcome {
  readonly empty: number;
  readonly physically: number;
}

async function once(stage: Stage, count: number): Promise<Outcome> {
  return inBrowser(stage.url, 'revoke.ts', ANA, async ({ call }) => {
    const traces = await call<number>('hold', count);
    if (traces < count) throw new Error(`${traces} traces of ${count} documents: the scan sees too little`);
    const watching = call<Outcome>('gone');
    await writeAll(stage.server.sync, ASSOCIATION, [createHouseholdLink({ ...LINK, to: '2026-01-01' })]);
    const started = Date.now();
    const { empty, physically } = await watching;
    await call('wipe');
    return { empty: empty - started, physically: physically - started };
  });
}

async function measure(count: number): Promise<Outcome> {
  const stage = await openStage();
  try {
    await writeSmall(stage, ASSOCIATION);
    await writeAll(stage.server.sync, ASSOCIATION, requests(count));
    return await once(stage, count);
  } finally {
    await stage.close();
  }
}

async function run(report: Report): Promise<void> {
  const bench = 'sync-revoke';
  const took: number[] = [];
  for (const count of COUNTS) {
    const { empty, physically } = await measure(count);
    took.push(physically);
    report({ bench, case: `${count} documents revoked: out of the collection`, value: empty, unit: 'ms' });
    const want = count === 5000 ? { want: '<= 5000' } : {};
    report({
      bench,
      case: `${count} documents revoked: no trace on the device`,
      value: physically,
      unit: 'ms',
      ...want,
    });
  }
  const [half = Number.NaN, whole = Number.NaN] = took;
  const peer = { peer: 'twice that of 2500', peerValue: 2 * half, ratio: round((2 * half) / whole) };
  report({
    bench,
    case: '5000 beside twice 2500: linear',
    value: whole,
    unit: 'ms',
    ...peer,
    want: '>= 0.8',
  });
}

export const revoke: SyncCase = { name: 'revoke', run };
