/**
 * Waits for a condition, however busy the machine is. For tests that run at the same time: `expect.poll` belongs to the one
 * test that runs.
 */
const PATIENCE_MS = 240_000;

/** @throws Error naming what did not come */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  everyMs = 100,
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`It did not come to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
