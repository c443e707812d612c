export function cruiseTree(
  baseDir: string,
  folders?: readonly string[],
): Promise<{ readonly modules: readonly string[]; readonly violations: readonly string[] }>;
