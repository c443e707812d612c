/** CouchDB's rules for names, checked before a request is made, so that the message can say what is wrong. */

const DATABASE_NAME = /^[a-z][a-z0-9_$()+/-]*$/;
/** CouchDB keeps databases in files whose names get a suffix; 255 bytes is the limit of most file systems. */
const LONGEST_NAME = 200;

export function assertPrefix(prefix: string): void {
  if (prefix === '' || DATABASE_NAME.test(prefix)) return;
  throw new Error(
    `The database prefix "${prefix}" must begin with a lower-case letter and hold only a-z 0-9 _ $ ( ) + / -`,
  );
}

export function databaseName(prefix: string, name: string): string {
  const full = prefix + name;
  if (DATABASE_NAME.test(full) && full.length <= LONGEST_NAME) return full;
  throw new Error(`"${full}" is no database name: lower-case letters, digits and _ $ ( ) + / - only`);
}

/** Ids beginning with an underscore are CouchDB's own. */
export function assertDocumentId(id: string): void {
  if (id !== '' && !id.startsWith('_')) return;
  throw new Error(`"${id}" is no document id: it is empty or begins with an underscore`);
}
