/**
 * The program: the stand-in for Stripe on its own port. Environment: STRIPE_SANDBOX_PORT (12111), STRIPE_SANDBOX_HOST
 * (127.0.0.1), STRIPE_SANDBOX_PUBLIC_URL (where browsers reach it), STRIPE_SANDBOX_PATH (the file that keeps its state;
 * without it, memory), STRIPE_SANDBOX_WEBHOOK and STRIPE_SANDBOX_CONNECT_WEBHOOK (where events go) with
 * STRIPE_SANDBOX_WEBHOOK_SECRET and STRIPE_SANDBOX_CONNECT_WEBHOOK_SECRET, STRIPE_SANDBOX_AFTER_RETRIES (unpaid, canceled).
 */
import { createSandbox } from './create-sandbox.ts';
import { readEnvironment } from './environment.ts';

const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const complain = (text: string): boolean => process.stderr.write(`${text}\n`);

function startFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'Something else is listening on its port already. Stop it, or set STRIPE_SANDBOX_PORT to another number.';
  }
  return error.stack ?? error.message;
}

async function main(): Promise<void> {
  const read = readEnvironment(process.env);
  if (!read.ok) {
    complain('The payments sandbox did not start:');
    for (const fault of read.faults) complain(`  - ${fault}`);
    process.exitCode = 1;
    return;
  }
  const sandbox = await createSandbox(read.options);
  say(`Payments sandbox (no real money) at ${sandbox.url}/sandbox`);
  const end = (): void => {
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        complain(startFault(error));
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

try {
  await main();
} catch (error) {
  complain(`The payments sandbox did not start. ${startFault(error)}`);
  process.exitCode = 1;
}
