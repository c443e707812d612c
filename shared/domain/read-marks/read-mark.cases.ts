/** What the tests must know of read marks: samples, who may do what, who sees them. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut, who, type Who } from '@communitrak/testkit/verdicts.ts';
import { advanceReadMark, createReadMark, readMarkEntity, type ReadMark } from './index.ts';

const at = '2026-03-01T09:00:00.000Z';
const markOf = (member: string, thread = 'request:r1'): ReadMark => createReadMark({ member, thread, at });
const own = (name: Who): ReadMark => markOf(who(name).member);
const stored = markOf('m-head');
const moved = advanceReadMark(stored, '2026-03-02T09:00:00.000Z');
const back: ReadMark = { ...stored, body: { ...stored.body, at: '2026-02-01T09:00:00.000Z' } };

export const cases: EntityCases = {
  entity: readMarkEntity,
  samples: [markOf('m-head'), markOf('m-member', 'association:maple-row')],
  access: [
    { what: 'marks a request as read', after: own, verdicts: allBut('ok') },
    { what: 'marks it as read for the head', after: stored, verdicts: allBut('not-allowed', { head: 'ok' }) },
    { what: 'reads on', before: stored, after: moved, verdicts: allBut('not-allowed', { head: 'ok' }) },
    { what: 'goes back', before: stored, after: back, verdicts: allBut('not-allowed', { head: 'invalid' }) },
    {
      what: 'takes another’s place',
      after: { ...own('head'), id: markOf('m-next').id },
      verdicts: allBut('not-allowed', { head: 'immutable' }),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [{ what: 'is for whose it is, and not for the office', doc: stored, seenBy: ['head'] }],
  edit: () => ({ at: '2026-03-05T09:00:00.000Z' }),
  own: ({ member }) => ({ member }),
};
