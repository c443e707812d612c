/** A PDF from a screen: made on the device, with or without a connection, and saved where the member wants it. */
import { useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { usePlatform, useReplica } from '../app/context.ts';
import { useText } from '../i18n/Text.tsx';
import { useAnnounce } from '../kit/Announcer.tsx';
import { fileName, sizeFor, type Paper } from './paper.ts';

export interface PdfJob {
  /** Of the file, without an ending. */
  readonly name: string;
  /** Made one after another, so that hundreds need not be there at once. */
  readonly papers: () => Iterable<Paper>;
  /** How many there are, where it takes its time. */
  readonly total?: number;
  /** Decides the size of the paper. */
  readonly currency: string;
  /** `each`: a file for each paper, in a zip. */
  readonly as?: 'one' | 'each';
}

export interface PdfSaver {
  readonly busy: boolean;
  /** Papers done; undefined while none is being made. */
  readonly done: number | undefined;
  readonly save: (job: PdfJob) => Promise<void>;
  readonly stop: () => void;
}

function usePrinting(): (job: PdfJob, signal: AbortSignal, onPaper: () => void) => Promise<void> {
  const t = useText();
  const { locale: language } = useIntl();
  const announce = useAnnounce();
  const platform = usePlatform();
  const { clock } = useReplica();
  return async ({ name, papers, currency, as = 'one' }, signal, onPaper) => {
    const { printPapers } = await import('./print-papers.ts');
    const words = { page: t('kit.pdf.page', { page: '#page', pages: '#pages' }), language };
    const size = sizeFor(currency);
    const file = await printPapers(papers(), { as, size, words, title: name, now: clock(), signal, onPaper });
    const whole = `${fileName(name)}.${as === 'one' ? 'pdf' : 'zip'}`;
    if (await platform.saveFile(whole, file)) announce(t('kit.pdf.saved', { name: whole }));
  };
}

export function usePdf(): PdfSaver {
  const t = useText();
  const announce = useAnnounce();
  const print = usePrinting();
  const stopping = useRef<AbortController>(undefined);
  const [done, setDone] = useState<number>();
  const save = async (job: PdfJob): Promise<void> => {
    if (stopping.current !== undefined) return;
    const stop = new AbortController();
    stopping.current = stop;
    setDone(0);
    try {
      await print(job, stop.signal, () => setDone((count = 0) => count + 1));
    } catch {
      announce(t(stop.signal.aborted ? 'kit.pdf.stopped' : 'kit.pdf.failed'));
    } finally {
      stopping.current = undefined;
      setDone(undefined);
    }
  };
  return { busy: done !== undefined, done, save, stop: () => stopping.current?.abort() };
}
