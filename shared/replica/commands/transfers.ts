/** Money or a debt moved between two homes, and taken back: always both sides, as one run that the server makes entries of. */
import { firstValueFrom } from 'rxjs';
import { takeTransferBack, transferSides } from '@communitrak/domain/ledger/index.ts';
import { watchEntries } from '../queries/entries.ts';
import type { Replica } from '../replica.ts';
import { postRuns } from './dues.ts';
import type { CommandResult } from './result.ts';

/**
 * Takes the transfer back that an entry is a side of.
 * @param how `posted` YYYY-MM-DD; both accounts show the reason; `name` is the run's
 */
export async function reverseTransfer(
  replica: Replica,
  id: string,
  how: { readonly posted: string; readonly reason: string; readonly name: string },
): Promise<CommandResult> {
  const { entry } = await firstValueFrom(watchEntries(replica.parts));
  const [first, second] = (transferSides(id) ?? []).map(entry);
  if (first === undefined || second === undefined) return { ok: false, code: 'missing-document' };
  return postRuns(replica, [takeTransferBack([first, second], how)]);
}
