export const root: string;
export const NO_BROWSER: string;
export function findBrowser(): Promise<string | undefined>;
export function buildIsStale(): boolean;
export function buildIfStale(): Promise<void>;
export function run(
  command: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<number>;
export function bin(name: string): string;
