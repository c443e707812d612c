/** Papers as files, in one or in many: what the screens load when somebody wants a PDF. */
import { loadFonts } from './fonts.ts';
import { makePdf, type PdfFonts, type PdfOptions } from './make-pdf.ts';
import { fileName, type Paper } from './paper.ts';
import { createZip } from './zip.ts';

export type PrintOptions = Omit<PdfOptions, 'fonts'>;

export async function printOne(papers: Iterable<Paper>, options: PrintOptions): Promise<Blob> {
  return makePdf(papers, { ...options, fonts: await loadFonts() });
}

async function packed(
  papers: Iterable<Paper>,
  options: PrintOptions,
  fonts: PdfFonts,
  now: number,
): Promise<Blob> {
  const zip = createZip(now);
  for (const paper of papers)
    await zip.add(
      `${fileName(paper.name)}.pdf`,
      await makePdf([paper], { ...options, fonts, title: paper.name }),
    );
  return zip.end();
}

/** Each paper a file of its own, in a zip. @param now epoch ms */
export async function printEach(papers: Iterable<Paper>, options: PrintOptions, now: number): Promise<Blob> {
  return packed(papers, options, await loadFonts(), now);
}
