/** The fonts of our documents for tests: read from the package, also in place of `fetch`, which has no server to ask. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';

const { resolve } = createRequire(import.meta.url);
const FOLDERS: Readonly<Record<string, string>> = {
  'NotoSans_400Regular.ttf': '400Regular',
  'NotoSans_600SemiBold.ttf': '600SemiBold',
};

function read(file: string): Uint8Array<ArrayBuffer> {
  const folder = FOLDERS[file];
  if (folder === undefined) throw new Error(`${file} is no font of ours`);
  return new Uint8Array(readFileSync(resolve(`@expo-google-fonts/noto-sans/${folder}/${file}`)));
}

export const testFonts = (): { readonly regular: Uint8Array; readonly bold: Uint8Array } => ({
  regular: read('NotoSans_400Regular.ttf'),
  bold: read('NotoSans_600SemiBold.ttf'),
});

export function fontsFromDisk(url: string | URL): Promise<Response> {
  return Promise.resolve(new Response(read(basename(new URL(url).pathname))));
}
