/** With TRACE_DISK=1 every write to a device's disk stands in the trace of a run: who wrote which version of what, and what was refused. */
import type { BulkWriteRow, RxStorageInstance } from 'rxdb/plugins/core';
import type { DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';

type Fields = Readonly<Record<string, unknown>>;
type Instance = RxStorageInstance<Fields, unknown, unknown>;

export const IS_DISK_TRACED = process.env['TRACE_DISK'] === '1';

/** Longer than any id, shorter than RxDB's names of its own collections. */
const NAME_LENGTH = 24;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

function versionWords(doc: Fields): string {
  const { _deleted: deleted, stamp, body } = doc;
  return deleted === true ? 'deleted' : `${String(fieldsOf(stamp)['state'])} ${JSON.stringify(body)}`;
}

/** Of a document its version, of RxDB's record of one that of the server's, of a note what it says. */
function words(doc: Fields): string {
  if ('docData' in doc) return `record ${versionWords(fieldsOf(doc['docData']))}`;
  if ('data' in doc) return doc['_deleted'] === true ? 'deleted' : JSON.stringify(doc['data']);
  return 'body' in doc ? versionWords(doc) : '';
}

/** The same storage; each write is noted once it can be read. */
export function traced(storage: DeviceStorage, note: (line: string) => void): DeviceStorage {
  const tracing: unknown = {
    ...storage,
    async createStorageInstance(params: { readonly collectionName: string }): Promise<Instance> {
      const made = (await storage.createStorageInstance(params as never)) as unknown as Instance;
      const write = made.bulkWrite.bind(made);
      made.bulkWrite = async (rows: BulkWriteRow<Fields>[], context: string) => {
        const answer = await write(rows, context);
        const said = rows.map(
          ({ document }) => `${String(document['id'])}/${document._rev} ${words(document)}`,
        );
        const refused = answer.error.map(({ documentId, status }) => `${documentId} refused (${status})`);
        const name = params.collectionName.slice(0, NAME_LENGTH);
        note(`disk ${name} ${context}: ${[...said, ...refused].join('; ')}`);
        return answer;
      };
      return made;
    },
  };
  return tracing as DeviceStorage;
}
