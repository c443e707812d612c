/** What a change of several requests would do to each of them, by its own rule. */
import { describe, expect, it } from 'vitest';
import type { RequestRights, RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import { planOf } from './bulk-plan.ts';

const row = (id: string, part: Partial<RequestRow>): RequestRow =>
  ({ id, kind: 'general', status: 'open', assignee: '', ...part }) as RequestRow;
const may = (part: Partial<RequestRights>): RequestRights => ({
  answer: true,
  note: true,
  assign: false,
  edit: false,
  transitions: [],
  ...part,
});
const ids = (rows: readonly RequestRow[]): readonly string[] => rows.map(({ id }) => id);

describe('a plan', () => {
  it('tells what will change, what is so already, and what may not be, with the reason', () => {
    const rows = [
      row('open', {}),
      row('done', { status: 'done' }),
      row('fence', { kind: 'architectural' }),
      row('theirs', {}),
      row('approved', { kind: 'architectural', status: 'approved' }),
      row('gone', {}),
    ];
    const rights = new Map([
      ['open', may({ transitions: ['in-progress', 'waiting', 'done'] })],
      ['done', may({ transitions: ['open'] })],
      ['fence', may({ transitions: ['approved', 'rejected'] })],
      ['theirs', may({})],
      ['approved', may({ transitions: ['open'] })],
    ]);
    const plan = planOf(rows, { kind: 'status', status: 'done' }, rights);
    expect([ids(plan.will), ids(plan.same)]).toEqual([['open'], ['done']]);
    expect(plan.cannot.map(({ row: { id }, why }) => [id, why.replace('inbox.bulk.why.', '')])).toEqual([
      ['fence', 'decision'],
      ['theirs', 'notYours'],
      ['approved', 'closed'],
      ['gone', 'gone'],
    ]);
  });

  it('assigns only what the member may assign', () => {
    const rows = [row('a', {}), row('b', { assignee: 'm2' }), row('c', {})];
    const rights = new Map([
      ['a', may({ assign: true })],
      ['b', may({ assign: true })],
      ['c', may({ transitions: ['done'] })],
    ]);
    const plan = planOf(rows, { kind: 'assign', member: 'm2' }, rights);
    expect([ids(plan.will), ids(plan.same), plan.cannot.map(({ row: { id } }) => id)]).toEqual([
      ['a'],
      ['b'],
      ['c'],
    ]);
  });
});
