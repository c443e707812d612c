/** How every command ends: asked early, files queued, documents written, in this order, and what failed said. */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { StaleWrite } from '../documents.ts';
import type { PreparedPhoto } from '../files/photos.ts';
import type { Replica } from '../replica.ts';
import { judgeEarly } from './early.ts';
import type { CommandResult } from './result.ts';

/** Browsers say it in their own ways, some of them inside another error. */
export function storageFault(error: unknown): CommandResult {
  const words = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  const full = /quota|disk is full|no space/i.test(words);
  return { ok: false, code: full ? 'quota-exceeded' : 'storage-failed', detail: words.slice(0, 200) };
}

async function queuePhotos(
  replica: Replica,
  photos: readonly PreparedPhoto[],
  document: string,
): Promise<void> {
  for (const { ref, blob } of photos) {
    await replica.parts.files.queue(ref, await blob.arrayBuffer(), document, isoInstant(replica.clock()));
  }
}

/** Photos by the id of the document that lists them. */
type PhotosOf = ReadonlyMap<string, readonly PreparedPhoto[]>;

/** Bytes first: a document on the server whose photos are nowhere would be worse than photos without a document. */
async function queueAll(
  replica: Replica,
  docs: readonly Envelope[],
  photos: readonly PreparedPhoto[] | PhotosOf,
): Promise<void> {
  const [first] = docs;
  const byDocument: PhotosOf =
    photos instanceof Map
      ? (photos as PhotosOf)
      : new Map([[first?.id ?? '', photos as readonly PreparedPhoto[]]]);
  for (const { id } of docs) await queuePhotos(replica, byDocument.get(id) ?? [], id);
}

/**
 * @throws StaleWrite, nothing written, for a document that a page has replaced meanwhile: see `untilFresh`
 * @param docs in the order in which they depend on each other
 * @param about id that the result names
 * @param photos listed by the first document; or, where several list some, by document
 */
export async function post(
  replica: Replica,
  docs: readonly Envelope[],
  about: string,
  photos: readonly PreparedPhoto[] | PhotosOf = [],
): Promise<CommandResult> {
  try {
    const verdict = await judgeEarly(replica, docs);
    if (!verdict.ok) return verdict;
    await queueAll(replica, docs, photos);
    await replica.parts.documents.write(docs);
    return { ok: true, id: about };
  } catch (error) {
    if (error instanceof StaleWrite) throw error;
    return storageFault(error);
  }
}

/** However often pages come in between: a person has not seen any of these versions for longer than an instant. */
const ATTEMPTS = 10;

/** Reads, changes and writes again while what was read is overtaken by a page from the server. */
export async function untilFresh(act: () => Promise<CommandResult>): Promise<CommandResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof StaleWrite) || attempt === ATTEMPTS) return storageFault(error);
    }
  }
}
