/**
 * Papers into one file or many, wherever it runs: in a worker, so that the page stays free, or in the page itself where there
 * is none. Takes one paper after another.
 */
import { makePdf, pdfPress, type PressOptions } from './make-pdf.ts';
import { fileName, type Paper } from './paper.ts';
import { createZip } from './zip.ts';

export interface PressingOptions extends PressOptions {
  /** `each`: a file for each paper, in a zip. */
  readonly as: 'one' | 'each';
  /** Epoch ms: the time that files in a zip bear. */
  readonly now: number;
}

export interface Pressing {
  readonly add: (paper: Paper) => Promise<void>;
  readonly end: () => Promise<Blob>;
}

export function pressing(options: PressingOptions): Pressing {
  return options.as === 'each' ? intoMany(options) : intoOne(options);
}

function intoOne(options: PressOptions): Pressing {
  const press = pdfPress(options);
  return {
    add: (paper) => {
      press.add(paper);
      return Promise.resolve();
    },
    end: press.end,
  };
}

function intoMany(options: PressingOptions): Pressing {
  const zip = createZip(options.now);
  return {
    add: async (paper) =>
      zip.add(`${fileName(paper.name)}.pdf`, await makePdf([paper], { ...options, title: paper.name })),
    end: () => Promise.resolve(zip.end()),
  };
}
