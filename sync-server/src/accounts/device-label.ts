/** "Chromium on Linux" from a user agent. Only the label is kept: the full string identifies a person too well. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Communitrak/i, 'Communitrak'],
  [/Electron\//, 'Communitrak'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chromium\/|HeadlessChrome\//, 'Chromium'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux|X11/, 'Linux'],
];

const first = (table: readonly (readonly [RegExp, string])[], agent: string): string =>
  table.find(([pattern]) => pattern.test(agent))?.[1] ?? '';

/** '' when neither browser nor system is known. */
export function deviceLabel(userAgent: string): string {
  const browser = first(BROWSERS, userAgent);
  const system = first(SYSTEMS, userAgent);
  if (browser === '' || system === '') return browser || system;
  return `${browser} on ${system}`;
}
