/** What an act says before it is written: days hardly meant, what it does on its day, and that it is never counted twice. */
import { describe, expect, it } from 'vitest';
import { lineOf, reverseEntry, type LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { openSmallReplica } from '@communitrak/testkit/small-replica.ts';
import { someBooks } from '@communitrak/testkit/money.ts';
import { addEntry } from '@communitrak/replica/commands/money.ts';
import { accountView, viewAt, type AccountView } from '@communitrak/replica/queries/account-view.ts';
import { startOf, type ActForm, type Asked } from './act.ts';
import { oddDays } from './odd-days.ts';
import { previewOf } from './preview.ts';

const rules = { books: undefined, currency: 'USD', zone: 'UTC', today: '2026-03-03' };
const viewOf = (...entries: readonly LedgerEntry[]): AccountView => ({
  household: 'h1',
  name: 'Head Household',
  address: '',
  ...viewAt({}, { entries, deliverer: { of: () => 'sent' }, refused: [], rules }),
});
const asked = (view = viewOf()): Asked => ({ act: 'charge', view });
const odd = (over: Partial<ActForm>): readonly string[] =>
  oddDays(asked(), { ...startOf(asked()), ...over }).map(({ words }) => words);

describe('days of a charge', () => {
  it('that are far away, or due before they count, are said', () => {
    expect(odd({ posted: '2026-03-03', due: '2026-04-01' })).toEqual([]);
    expect(odd({ posted: '2199-01-01', due: '2020-01-01' })).toEqual([
      'accounts.odd.posted',
      'accounts.odd.due',
      'accounts.odd.before',
    ]);
  });
});

describe('a preview', () => {
  const charge = anEntry({ local: 'c1', cents: 10_000, posted: '2026-02-01', due: '2026-02-01' });
  const how = { posted: '2026-03-03', reason: 'a slip', by: { member: 'm1', device: '' } };
  const back = reverseEntry(charge, how, 0);
  it('of a reversal that somebody was faster with counts it once', () => {
    expect(previewOf(viewOf(charge), lineOf(back))).toMatchObject({ beforeCents: 10_000, afterCents: 0 });
    expect(previewOf(viewOf(charge, back), lineOf(back))).toMatchObject({ afterCents: 0 });
  });
  it('of what takes effect later is that of its day, with what is posted until then', () => {
    const april = anEntry({ local: 'c2', cents: 5000, posted: '2026-04-01', due: '2026-04-01' });
    const may = lineOf(anEntry({ local: 'c3', cents: 700, posted: '2026-05-01', due: '2026-05-01' }));
    expect(previewOf(viewOf(charge, april), may)).toMatchObject({
      beforeCents: 15_000,
      afterCents: 15_700,
      from: '2026-05-01',
    });
  });
});

it('an entry that is written again under the id of its form is the same one', async () => {
  const { replica } = await openSmallReplica('office', [someBooks()]);
  const fee = {
    household: 'h1',
    kind: 'fee',
    cents: 100,
    currency: 'USD',
    posted: '2026-03-03',
    text: 'Key',
  } as const;
  const [first, second] = [await addEntry(replica, fee, 'e1'), await addEntry(replica, fee, 'e1')];
  expect([first, second]).toEqual([
    { ok: true, id: 'ledger-entry:e1' },
    { ok: true, id: 'ledger-entry:e1' },
  ]);
  const query = accountView(replica, 'h1');
  const view = await new Promise<AccountView | null>((resolve) => {
    query.subscribe(() => resolve(query.getSnapshot() ?? null));
  });
  expect(view?.lines).toHaveLength(1);
  await replica.close();
});
