/** Saves bytes where the person says, under a name that any system takes. The dialogue is a parameter. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SaveFile } from '../bridge/channels.ts';

export interface SaveParts {
  /** Folder that the dialogue opens in. */
  readonly folder: string;
  /** Asks for a path; undefined when cancelled. */
  readonly ask: (suggestion: string) => Promise<string | undefined>;
  readonly sayFailed: (fault: unknown) => void;
}

// Control characters, and what Windows, macOS or Linux do not take in a name.
// oxlint-disable-next-line no-control-regex -- they are what this is for
const NOT_IN_NAMES = /[\u0000-\u001f\u007f<>:"/\\|?*]+/g;
const MAX_NAME = 120;
/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

export function safeName(suggested: string): string {
  const plain = suggested.replaceAll(NOT_IN_NAMES, '-').replace(/^[.\s]+|[.\s]+$/g, '');
  const short = plain.length > MAX_NAME ? shortened(plain) : plain;
  if (short === '') return 'communitrak';
  return DEVICE.test(short) ? `communitrak-${short}` : short;
}

/** Cuts the middle, keeps the ending: it decides what opens the file. */
function shortened(name: string): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  return name.slice(0, MAX_NAME - ending.length).trimEnd() + ending;
}

export async function saveFile({ name, bytes }: SaveFile, parts: SaveParts): Promise<{ saved: boolean }> {
  const path = await parts.ask(join(parts.folder, safeName(name)));
  if (path === undefined) return { saved: false };
  try {
    await writeFile(path, bytes);
    return { saved: true };
  } catch (fault) {
    parts.sayFailed(fault); // a full disk, a folder that may not be written: the person must know
    return { saved: false };
  }
}
