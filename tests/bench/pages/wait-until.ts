/** Asks again until it is so. */
const LIMIT_MS = 180_000;

/** @throws Error after three minutes */
export async function waitUntil(isSo: () => Promise<boolean>, everyMs = 20): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('waited three minutes in vain');
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
