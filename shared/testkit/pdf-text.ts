/** A PDF read back as text, page by page, by another library than the one that wrote it. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export async function textOfPdf(pdf: Blob): Promise<readonly string[]> {
  const task = getDocument({ data: new Uint8Array(await pdf.arrayBuffer()), verbosity: 0 });
  const doc = await task.promise;
  const pages: string[] = [];
  for (let at = 1; at <= doc.numPages; at += 1) {
    const { items } = await (await doc.getPage(at)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''));
  }
  await task.destroy();
  return pages;
}
