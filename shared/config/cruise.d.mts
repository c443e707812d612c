export function cruiseTree(
  baseDir: string,
  folders?: readonly string[],
): Promise<{ readonly modules: readonly string[]; readonly violations: readonly string[] }>;

export function unreadSources(
  baseDir: string,
  modules: readonly string[],
  folders?: readonly string[],
): readonly string[];
