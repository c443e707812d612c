/** A lockbox file from the disk into rows, and the name of the batch that it is: the same file is the same batch. */

export interface ReadFile {
  readonly rows: readonly (readonly string[])[];
  /** Local id. */
  readonly batch: string;
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export async function readLockboxFile(file: Blob): Promise<ReadFile> {
  const text = (await file.text()).replace(/^\uFEFF/, '');
  const { default: papa } = await import('papaparse');
  const { data } = papa.parse<string[]>(text, { skipEmptyLines: false });
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return { rows: data, batch: `lockbox-${hex(digest).slice(0, 32)}` };
}
