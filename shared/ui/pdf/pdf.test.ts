/** Papers read back as text: every row, every letter, on however many pages. */
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fontsFromDisk, testFonts } from '@communitrak/testkit/pdf-fonts.ts';
import { textOfPdf } from '@communitrak/testkit/pdf-text.ts';
import { makePdf } from './make-pdf.ts';
import { cleanText, fileName, type Paper } from './paper.ts';
import { printPapers } from './print-papers.ts';
import { createZip } from './zip.ts';

const fonts = testFonts();
const words = { page: 'Page #page of #pages', language: 'en' };
const print = (papers: readonly Paper[]) => makePdf(papers, { fonts, size: 'letter', words, title: 'Test' });

const NFD = 'Zoë Nuñez'.normalize('NFD');
const columns = [
  { header: 'Date', width: 60, align: 'start' },
  { header: 'What', width: 0, align: 'start' },
  { header: 'Amount', width: 90, align: 'end' },
] as const;
const paper = (rows: number, over: Partial<Paper> = {}): Paper => ({
  name: 'Statement',
  association: 'Willow Creek',
  title: 'Statement',
  aside: ['Dec 1, 2026'],
  blocks: [
    { kind: 'address', lines: [NFD, 'Łukasz Šimůnek', 'Lot\t12'] },
    {
      kind: 'table',
      columns,
      rows: Array.from({ length: rows }, (_, at) => [`D${at}`, `Row ${at}: assessment`, `$${at}.00`]),
      foot: ['', 'Sum', '$1,234,567,890.12'],
    },
    { kind: 'amount', label: 'Balance due', value: '$285.00' },
  ],
  ...over,
});

describe('a paper', () => {
  it('keeps foreign letters whole, and swallows nothing beside a tab', async () => {
    const [page] = await textOfPdf(await print([paper(1)]));
    expect(page).toContain('Zoë Nuñez');
    expect(page).toContain('Łukasz Šimůnek');
    expect(page).toContain('Lot 12');
    expect(page).toContain('Page 1 of 1');
    expect(page).toContain('$1,234,567,890.12');
  });
  it('flows over pages with every row, its head on each, and the balance at the end', async () => {
    const pages = await textOfPdf(await print([paper(120)]));
    expect(pages.length).toBeGreaterThan(3);
    const all = pages.join('\n');
    for (let at = 0; at < 120; at += 1) expect(all).toContain(`Row ${at}: assessment`);
    expect(pages.every((page) => page.includes('What') && page.includes('Willow Creek'))).toBe(true);
    expect(pages.map((page) => /Page \d+ of \d+/.exec(page)?.[0])).toEqual(
      pages.map((_, at) => `Page ${at + 1} of ${pages.length}`),
    );
    expect(pages.at(-1)).toMatch(/Balance due.*\$285\.00/s);
  });
  it('goes on with a text that is longer than a page', async () => {
    const long = Array.from({ length: 2500 }, (_, at) => `w${at}`).join(' ');
    const text = paper(0, {
      blocks: [
        { kind: 'text', text: long },
        { kind: 'table', columns, rows: [['D', long, '$1.00']] },
      ],
    });
    const found = (await textOfPdf(await print([text]))).join(' ').match(/\bw\d+\b/g) ?? [];
    expect(found.filter((word) => word === 'w0').length).toBe(2);
    expect(new Set(found).size).toBe(2500);
    expect(found.length).toBe(5000);
  });
  it('one after another: each counts its own pages', async () => {
    const pages = await textOfPdf(await print([paper(40), paper(2)]));
    expect(pages.map((page) => /Page \d+ of \d+/.exec(page)?.[0])).toEqual([
      'Page 1 of 2',
      'Page 2 of 2',
      'Page 1 of 1',
    ]);
  });
});

describe('papers as files', () => {
  const options = { as: 'one', size: 'letter', words, title: 'Test', now: 0 } as const;
  beforeEach(() => vi.stubGlobal('fetch', fontsFromDisk));
  afterEach(() => vi.unstubAllGlobals());
  it('are made one after another, and stop when they are told to', async () => {
    const stop = new AbortController();
    let made = 0;
    const work = printPapers([paper(1), paper(1), paper(1)], {
      ...options,
      signal: stop.signal,
      onPaper: () => {
        made += 1;
        stop.abort();
      },
    });
    await expect(work).rejects.toThrow();
    expect(made).toBe(1);
  });
  it('each by itself come in a zip, under their own names', async () => {
    const two = [paper(1, { name: 'Lot 1' }), paper(1, { name: 'Lot 2' })];
    const zip = await printPapers(two, { ...options, as: 'each' });
    const files = Object.entries(unzipSync(new Uint8Array(await zip.arrayBuffer())));
    expect(files.map(([name]) => name)).toEqual(['Lot 1.pdf', 'Lot 2.pdf']);
    const [, bytes] = files[0] ?? ['', new Uint8Array()];
    expect((await textOfPdf(new Blob([bytes as Uint8Array<ArrayBuffer>]))).join()).toContain('Balance due');
  });
});

describe('texts and names', () => {
  it('are composed, of one line, and take no letters that a system refuses', () => {
    expect(cleanText(`${NFD}\tLot\u00ad 1\r\n2`)).toBe('Zoë Nuñez Lot 1 2');
    expect(fileName('Lot 4/5: "Statement"?')).toBe('Lot 4 5 Statement');
  });
});

describe('a zip', () => {
  it('holds each file whole, two of one name apart', async () => {
    const zip = createZip(Date.UTC(2026, 11, 1));
    await zip.add('a.pdf', new Blob(['one']));
    await zip.add('A.pdf', new Blob(['two']));
    const files = unzipSync(new Uint8Array(await zip.end().arrayBuffer()));
    expect(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual([
      ['a.pdf', 'one'],
      ['A (2).pdf', 'two'],
    ]);
  });
});
