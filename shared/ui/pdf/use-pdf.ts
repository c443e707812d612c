/** A PDF from a screen: made on the device, with or without a connection, and saved where the member wants it. */
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { usePlatform } from '../app/context.ts';
import { useText } from '../i18n/Text.tsx';
import { useAnnounce } from '../kit/Announcer.tsx';
import { fileName, sizeFor, type Paper, type PaperWords } from './paper.ts';

export function usePaperWords(): PaperWords {
  const t = useText();
  const { locale } = useIntl();
  return { page: (page, pages) => t('kit.pdf.page', { page, pages }), language: locale };
}

export interface PdfSaver {
  readonly busy: boolean;
  /** @param name of the file, without an ending @param currency decides the size of the paper */
  readonly save: (name: string, papers: () => readonly Paper[], currency: string) => Promise<void>;
}

export function usePdf(): PdfSaver {
  const t = useText();
  const announce = useAnnounce();
  const platform = usePlatform();
  const words = usePaperWords();
  const [busy, setBusy] = useState(false);
  const make = async (name: string, papers: readonly Paper[], currency: string): Promise<void> => {
    const { printOne } = await import('./print-papers.ts');
    const pdf = await printOne(papers, { size: sizeFor(currency), words, title: name });
    const file = `${fileName(name)}.pdf`;
    if (await platform.saveFile(file, pdf)) announce(t('kit.pdf.saved', { name: file }));
  };
  const save: PdfSaver['save'] = async (name, papers, currency) => {
    if (busy) return;
    setBusy(true);
    await make(name, papers(), currency)
      .catch(() => announce(t('kit.pdf.failed')))
      .finally(() => setBusy(false));
  };
  return { busy, save };
}
