/**
 * What the server refused of a batch, taken over into a new one with everything that was entered, photos too, to be
 * corrected there. Goes into the batch that is begun, if one is; taken over twice it stands there once.
 */
import { localOf } from '@communitrak/domain/core/ids.ts';
import { ledgerEntryEntity } from '@communitrak/domain/ledger/index.ts';
import { EMPTY_STAMP } from '@communitrak/domain/core/envelope.ts';
import { readDraft, saveDraft } from '@communitrak/replica/commands/drafts.ts';
import { keepDraftPhoto } from '@communitrak/replica/files/draft-photos.ts';
import type { BatchView, ReceiptRow } from '@communitrak/replica/queries/receipts.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { parseBatch, type BatchForm, type EntryLine } from './batch-form.ts';
import { CASH_DRAFT, EMPTY_CASH, parseCash, type CashForm } from './cash-form.ts';
import { receiptPaths } from './paths.ts';
import { CHECKS_DRAFT, photoKey } from './use-batch-posting.ts';

const keyOf = (row: ReceiptRow): string => `again.${localOf(row.id)}`;

const entryLine = (row: ReceiptRow): EntryLine => ({
  key: keyOf(row),
  household: row.line.household,
  amount: row.line.cents,
  reference: row.line.reference,
  note: row.line.note,
});

/** As far as their bytes are still on this device. */
async function takePhotos(replica: Replica, row: ReceiptRow): Promise<void> {
  const { unaccepted, files } = replica.parts;
  const refused = (await unaccepted.all()).find(({ documentId }) => documentId === row.id);
  if (refused === undefined) return;
  const { documentId: id, type, version, parent, order, body } = refused;
  const entry = ledgerEntryEntity.read({ id, type, version, parent, order, stamp: EMPTY_STAMP, body });
  for (const ref of entry?.body.files ?? []) {
    const found = await files.find(ref.sha256);
    if (found !== undefined)
      await keepDraftPhoto(replica, photoKey(keyOf(row)), {
        ref,
        blob: new Blob([found.bytes], { type: found.type }),
      });
  }
}

async function intoChecks(replica: Replica, rows: readonly ReceiptRow[]): Promise<number> {
  const kept: Partial<BatchForm> = parseBatch(await readDraft(replica, CHECKS_DRAFT)) ?? {};
  const lines = kept.lines ?? [];
  const there = new Set(lines.map(({ key }) => key));
  const fresh = rows.filter((row) => !there.has(keyOf(row)));
  for (const row of fresh) await takePhotos(replica, row);
  const batch = kept.batch === undefined || kept.batch === '' ? replica.newId() : kept.batch;
  await saveDraft(replica, CHECKS_DRAFT, { ...kept, batch, lines: [...lines, ...fresh.map(entryLine)] });
  return fresh.length;
}

/** One receipt at a time: another one that is begun stays. */
async function intoCash(replica: Replica, row: ReceiptRow, today: string): Promise<number> {
  const kept = parseCash(await readDraft(replica, CASH_DRAFT));
  if (kept !== undefined && (kept.household !== '' || kept.amount !== '')) return 0;
  const { household, cents: amount, note } = row.line;
  const batch = replica.newId();
  const form: CashForm = { ...EMPTY_CASH, batch, household, amount, note, received: today };
  await saveDraft(replica, CASH_DRAFT, form);
  return 1;
}

export interface TakenOver {
  /** Where it is corrected, below the association. */
  readonly path: string;
  /** 0: what is begun there stays as it is. */
  readonly count: number;
}

export async function enterAgain(replica: Replica, { batch, rows, rules }: BatchView): Promise<TakenOver> {
  const refused = rows.filter(({ outcome }) => outcome === 'refused');
  const [first] = refused;
  if (batch.body.kind !== 'cash' || first === undefined)
    return { path: receiptPaths.checks, count: await intoChecks(replica, refused) };
  return { path: receiptPaths.cash, count: await intoCash(replica, first, rules.today) };
}
