/**
 * `npm run store`: the embedded store as a program of its own, for tests with several processes and for a bench.
 * STORE_PORT (any free one, and a secret path; a port that is named makes a URL without), DATA_DIR (./.data; `memory`
 * keeps nothing). Its URL is the one line on standard output.
 */
import pino from 'pino';
import { startEmbeddedStore, type EmbeddedStore } from './embedded-store.ts';

const log = pino({ level: process.env['LOG_LEVEL'] ?? 'warn' }, pino.destination(2));

function portOf(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`STORE_PORT must be a port between 0 and 65535, not "${text}".`);
}

function closeOnSignal(store: EmbeddedStore): void {
  const close = (): void => {
    store.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'The store did not close cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
}

async function main(): Promise<void> {
  const port = portOf(process.env['STORE_PORT']);
  const store = await startEmbeddedStore({
    dataDir: process.env['DATA_DIR'] ?? './.data',
    port,
    secret: port === 0,
    log,
  });
  closeOnSignal(store);
  process.stdout.write(`${store.url}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
