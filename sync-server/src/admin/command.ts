/** The command line: what was asked, or in words what is wrong with it. */
import { parseArgs } from 'node:util';
import { AdminProblem } from './admin-problem.ts';

export const USAGE = `npm run admin -- <command>

  verify [association] [--repair]      looks whether everything is as the rules say; repairs what can be derived
  backup <association|--all> <file>    writes one file with documents, files and accounts; the server may go on
  restore <file> [--as <id>]           puts a backup into a place where there is nothing
  reactions [association]              what the server's reactions have failed to do: waiting and parked, with the reason
  reactions --retry <id>               has one of them tried again

It uses the store of the environment: COUCHDB_URL, COUCHDB_PREFIX, DATA_DIR. An embedded store belongs to one program:
stop the server first. Ends with 0, with 1 when something is wrong, with 2 when it could not do what was asked.`;

export type Command =
  | { readonly kind: 'verify'; readonly association: string | undefined; readonly repair: boolean }
  | { readonly kind: 'backup'; readonly association: string | undefined; readonly file: string }
  | { readonly kind: 'restore'; readonly file: string; readonly as: string | undefined }
  | {
      readonly kind: 'reactions';
      readonly association: string | undefined;
      readonly retry: string | undefined;
    }
  | { readonly kind: 'help' };

const OPTIONS = {
  repair: { type: 'boolean' },
  all: { type: 'boolean' },
  as: { type: 'string' },
  retry: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const BELONGS: Readonly<Record<string, readonly string[]>> = {
  verify: ['repair'],
  backup: ['all'],
  restore: ['as'],
  reactions: ['retry'],
};

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new AdminProblem(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

const misused = (words: string): AdminProblem => new AdminProblem(`${words}\n\n${USAGE}`);

function backupOf(rest: readonly string[], all: boolean): Command {
  const [first, second] = rest;
  if (rest.length !== (all ? 1 : 2)) throw misused('backup needs an association (or --all) and a file.');
  return all
    ? { kind: 'backup', association: undefined, file: first ?? '' }
    : { kind: 'backup', association: first, file: second ?? '' };
}

function reactionsOf(association: string | undefined, retry: string | undefined): Command {
  if (association !== undefined && retry !== undefined)
    throw misused('reactions --retry takes the id of what failed and no association.');
  return { kind: 'reactions', association, retry };
}

/** @throws AdminProblem */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [name, ...rest] = positionals;
  if (values.help === true || name === undefined) return { kind: 'help' };
  const own = BELONGS[name];
  if (own === undefined) throw misused(`There is no command ${name}.`);
  const foreign = Object.keys(values).find((option) => !own.includes(option));
  if (foreign !== undefined) throw misused(`--${foreign} is no option of ${name}.`);
  if (name === 'backup') return backupOf(rest, values.all === true);
  if (rest.length > 1) throw misused(`${name} takes one argument.`);
  const [only] = rest;
  if (name === 'verify') return { kind: 'verify', association: only, repair: values.repair === true };
  if (name === 'reactions') return reactionsOf(only, values.retry);
  if (only === undefined) throw misused('restore needs a file.');
  return { kind: 'restore', file: only, as: values.as };
}
