export function findElectronIn(
  env: Readonly<Record<string, string | undefined>>,
  packageFolder: string,
  platform: string,
): string | undefined;
export function findElectron(): string | undefined;
export function noElectron(env: Readonly<Record<string, string | undefined>>): string;
