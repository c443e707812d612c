/** All test projects. Unit tests lie beside their source; the rest under tests/. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const node = (name: string, include: string[], extra: Record<string, unknown> = {}) => ({
  root,
  test: { name, include, environment: 'node', testTimeout: 60_000, hookTimeout: 60_000, ...extra },
});

export default defineConfig({
  root,
  test: {
    // Vitest leaves one core for itself; on a machine of two that is half, and much of a test is waiting.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      // One module graph a worker, not one a file: loading was two thirds of the time. What a test stubs or listens to, it
      // takes back itself.
      node(
        'unit',
        [
          'shared/{domain,protocol,platform,replica,testkit,config}/**/*.test.ts',
          'shared/ui/**/*.test.ts',
          'sync-server/src/**/*.test.ts',
          'pwa/src/**/*.test.ts',
          'desktop/src/**/*.test.ts',
        ],
        { isolate: false },
      ),
      {
        root,
        oxc: { jsx: { runtime: 'automatic' } },
        test: {
          name: 'ui',
          include: ['shared/ui/**/*.test.tsx'],
          environment: 'jsdom',
          isolate: false,
          setupFiles: ['shared/ui/test-setup.ts'],
          // a story over a real replica, on a machine that may be busy with others
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      node('contract', ['tests/contract/**/*.test.ts']),
      node('integration', ['tests/integration/**/*.test.ts'], { testTimeout: 120_000 }),
      // one run of types, lint and tests within another: beside the faults, which are in no hurry
      node('scaffold', ['tests/scaffold/**/*.test.ts'], { testTimeout: 600_000, hookTimeout: 120_000 }),
      // waiting, most of it: all scenarios at once
      node('faults', ['tests/faults/**/*.test.ts'], { testTimeout: 900_000, hookTimeout: 180_000 }),
      node('model', ['tests/model/**/*.test.ts'], { testTimeout: 600_000 }),
      node('e2e', ['tests/e2e/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        globalSetup: ['tests/support/e2e-logs.ts'],
        // a second is too little for a picture to be drawn on a busy machine
        expect: { poll: { timeout: 20_000 } },
      }),
    ],
  },
});
