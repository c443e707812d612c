/** Papers as a file: what the screens load when somebody wants a PDF. Can be stopped between two papers. */
import { loadFonts } from './fonts.ts';
import type { Paper, PaperSize, PaperWords } from './paper.ts';
import type { FromPress, ToPress } from './press-worker.ts';
import type { Pressing, PressingOptions } from './pressing.ts';

export interface PrintOptions {
  readonly as: 'one' | 'each';
  readonly size: PaperSize;
  readonly words: PaperWords;
  readonly title: string;
  /** Epoch ms. */
  readonly now: number;
  readonly signal?: AbortSignal;
  /** Called after each paper. */
  readonly onPaper?: () => void;
}

interface Remote extends Pressing {
  readonly close: () => void;
}

function inWorker(options: PressingOptions): Remote {
  const worker = new Worker(new URL('./press-worker.ts', import.meta.url));
  const ask = (message: ToPress): Promise<FromPress> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FromPress>) =>
        data.kind === 'fault' ? reject(new Error(data.text)) : resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(message);
    });
  const begun = ask({ kind: 'begin', options });
  return {
    add: async (paper) => {
      await begun;
      await ask({ kind: 'paper', paper });
    },
    end: async () => {
      await begun;
      const said = await ask({ kind: 'end' });
      if (said.kind !== 'file') throw new Error('The press gave no file');
      return said.file;
    },
    close: () => worker.terminate(),
  };
}

async function inPage(options: PressingOptions): Promise<Remote> {
  const { pressing } = await import('./pressing.ts');
  return { ...pressing(options), close: () => undefined };
}

/** @throws what the signal was aborted with */
export async function printPapers(papers: Iterable<Paper>, options: PrintOptions): Promise<Blob> {
  const { as, size, words, title, now, signal, onPaper } = options;
  const all: PressingOptions = { fonts: await loadFonts(), as, size, words, title, now };
  const press = typeof Worker === 'undefined' ? await inPage(all) : inWorker(all);
  try {
    for (const paper of papers) {
      signal?.throwIfAborted();
      await press.add(paper);
      onPaper?.();
    }
    return await press.end();
  } finally {
    press.close();
  }
}
