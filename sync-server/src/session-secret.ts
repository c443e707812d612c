/** The secret that signs sessions, where the environment gives none: made once, kept in the data folder, ours alone. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { StartProblem } from './start-problem.ts';

const FILE = 'session-secret';
const BYTES = 32;
const MIN_LENGTH = 32;
const OWNER_ONLY = 0o600;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Written beside and linked into place: a second process starting now sees the whole secret or none. */
async function make(dataDir: string, path: string): Promise<void> {
  const draft = join(dataDir, `${FILE}.${randomBytes(4).toString('hex')}`);
  const file = await open(draft, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(`${randomBytes(BYTES).toString('hex')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

async function readOrMake(dataDir: string, path: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  await make(dataDir, path);
  return readFile(path, 'utf8');
}

/** Throws StartProblem when the folder cannot be written or the file is damaged. */
export async function keptSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, FILE);
  let secret: string;
  try {
    secret = (await readOrMake(dataDir, path)).trim();
  } catch (error) {
    throw new StartProblem(
      `The session secret ${path} cannot be read or made (${codeOf(error) || String(error)}). ` +
        'Let the user who starts the server own the folder, set DATA_DIR to another one, or give SESSION_SECRET.',
    );
  }
  if (secret.length >= MIN_LENGTH) return secret;
  throw new StartProblem(
    `The session secret ${path} is damaged. Delete it and everybody signs in again, or put it back from a backup.`,
  );
}
