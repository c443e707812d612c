/** The letters of our documents: Noto Sans, with the app on the device, so that it is there without a connection. */
import type { PdfFonts } from './make-pdf.ts';

async function bytes(url: URL): Promise<Uint8Array> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The font ${url.pathname} answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Fetched anew each time: they come from the device's own cache. */
export async function loadFonts(): Promise<PdfFonts> {
  const [regular, bold] = await Promise.all([
    bytes(new URL('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf', import.meta.url)),
    bytes(new URL('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf', import.meta.url)),
  ]);
  return { regular, bold };
}
