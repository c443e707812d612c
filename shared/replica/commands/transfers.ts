/** Money or a debt moved between two homes, and taken back: always both sides, as one run that the server makes entries of. */
import {
  ledgerEntryEntity,
  takeTransferBack,
  transferSides,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
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
  const here = async (side: string): Promise<LedgerEntry | undefined> =>
    ledgerEntryEntity.read(await replica.parts.documents.get(side));
  const [first, second] = await Promise.all((transferSides(id) ?? []).map(here));
  if (first === undefined || second === undefined) return { ok: false, code: 'missing-document' };
  return postRuns(replica, [takeTransferBack([first, second], how)]);
}
