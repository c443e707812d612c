/** Does what was asked, and says it. Knows the commands and nothing of how store and files are opened. */
import { AdminProblem } from './admin-problem.ts';
import { backup } from './backup.ts';
import type { Command } from './command.ts';
import { associationsIn } from './everything.ts';
import type { AdminParts } from './parts.ts';
import { retryReaction, showReactions } from './reactions.ts';
import { restore } from './restore.ts';
import { verifyAssociation } from './verify.ts';

export const FINE = 0;
export const WRONG = 1;

async function verifyAll(
  parts: AdminParts,
  command: Extract<Command, { kind: 'verify' }>,
  say: Say,
): Promise<number> {
  const { association, repair } = command;
  const wanted = association === undefined ? await associationsIn(parts.store) : [association];
  if (wanted.length === 0) throw new AdminProblem('There is no association here.');
  let open = 0;
  for (const one of wanted) {
    const { documents, findings } = await verifyAssociation(parts, one, { repair });
    for (const { id, kind, words, repair: can, repaired } of findings) {
      const end = repaired
        ? 'repaired'
        : can === undefined
          ? 'somebody must look'
          : 'can be repaired: --repair';
      say(`${one}: ${id}: ${words} (${kind}; ${end})`);
    }
    const left = findings.filter(({ repaired }) => !repaired).length;
    open += left;
    const done = findings.length - left;
    const mended = done === 0 ? '' : `, ${String(done)} repaired`;
    say(
      `${one}: ${String(documents)} documents, ${left === 0 ? 'nothing wrong' : `${String(left)} wrong`}${mended}`,
    );
  }
  return open === 0 ? FINE : WRONG;
}

type Say = (line: string) => void;

async function backUp(
  parts: AdminParts,
  { association, file }: Extract<Command, { kind: 'backup' }>,
  say: Say,
): Promise<number> {
  const wanted = association === undefined ? await associationsIn(parts.store) : [association];
  const { docs, files, bytes } = await backup(parts, wanted, file);
  say(
    `${file}: ${wanted.join(', ')}; ${String(docs)} documents, ${String(files)} files, ${String(bytes)} bytes`,
  );
  return FINE;
}

/** @returns the exit code. @throws AdminProblem */
export async function runCommand(
  parts: AdminParts,
  command: Exclude<Command, { kind: 'help' }>,
  say: Say,
): Promise<number> {
  if (command.kind === 'verify') return verifyAll(parts, command, say);
  if (command.kind === 'backup') return backUp(parts, command, say);
  if (command.kind === 'reactions') {
    const { association, retry } = command;
    if (retry === undefined) return (await showReactions(parts, association, say)) === 0 ? FINE : WRONG;
    await retryReaction(parts, retry, say);
    return FINE;
  }
  const restored = await restore(parts, command.file, command.as);
  say(`Restored: ${restored.join(', ')}`);
  return FINE;
}
