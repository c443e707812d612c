/**
 * What the sync benches run on: the embedded store as a process of its own (so that its work is not counted as the
 * server's), folders that are gone afterwards, and documents of a given size.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { createProperty } from '@communitrak/domain/properties/index.ts';
import { answering, freePort, launch } from '../../support/processes.ts';

export const BENCH_SECRET = 'a-secret-for-benches-only-0123456789abcdef';
export const BENCH_PREFIX = 'bench-';

export interface StoreProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param dataDir a folder, or 'memory' */
export async function startStore(dataDir: string): Promise<StoreProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { STORE_PORT: String(port), DATA_DIR: dataDir };
  const program = launch('sync-server/src/store/embedded/program.ts', env, url);
  await answering(program, url);
  return { url, stop: () => program.stop() };
}

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'communitrak-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A home that all of the association may see, about half a kilobyte on the wire. */
export function aHome(n: number): Envelope {
  const place = { kind: 'home', name: '', lot: String(n), street: `${n} Long Road`, unit: '' } as const;
  const local = `x${String(n).padStart(6, '0')}`;
  const made = createProperty({ ...place, city: 'Orlando', state: 'FL', zip: '32801' }, local);
  return { ...made, body: { ...made.body, remark: 'x'.repeat(240) } };
}
