/** The tables of the contract tests are counted, not read: an entity that lacks one thing is told which. */
import { describe, expect, it } from 'vitest';
import { cases as whole } from '@communitrak/domain/households/household.cases.ts';
import { lackingIn, verdictsIn, type EntityCases } from './entity-cases.ts';
import { EVERYONE, allBut } from './verdicts.ts';

const [adds, renames, , , deletes] = whole.access;

describe('the tables of an entity', () => {
  it('are complete with every act, something allowed, something refused, somebody who sees and who does not', () => {
    expect(lackingIn(whole)).toEqual([]);
  });

  it.each<[string, Partial<EntityCases>, string[]]>([
    ['no sample', { samples: [] }, ['a sample']],
    [
      'no access case at all',
      { access: [] },
      [
        'an access case that asks to create',
        'an access case that asks to edit',
        'an access case that asks to delete',
        'an access case in which somebody is allowed',
        'an access case in which somebody is refused',
      ],
    ],
    [
      'nobody asked to delete',
      { access: [adds, renames].filter((one) => one !== undefined) },
      ['an access case that asks to delete'],
    ],
    [
      'everyone refused everything',
      { access: whole.access.map((one) => ({ ...one, verdicts: allBut('not-allowed') })) },
      ['an access case in which somebody is allowed'],
    ],
    [
      'everyone allowed everything',
      { access: whole.access.map((one) => ({ ...one, verdicts: allBut('ok') })) },
      ['an access case in which somebody is refused'],
    ],
    [
      'somebody allowed what the server alone writes',
      { serverOnly: true },
      ['nobody allowed in any access case'],
    ],
    [
      'somebody not asked',
      {
        access: [...whole.access, { ...deletes, what: 'burns it', verdicts: { office: 'ok' } as never }],
      },
      ["everyone's verdict in: burns it"],
    ],
    ['nothing about who sees it', { sight: [] }, ['a sight case in which somebody sees it']],
    [
      'nobody who sees it',
      { sight: whole.sight.map((one) => ({ ...one, seenBy: [] })) },
      ['a sight case in which somebody sees it'],
    ],
    [
      'nobody from whom it is hidden',
      { sight: whole.sight.map((one) => ({ ...one, seenBy: EVERYONE })) },
      ['a sight case in which somebody does not see it'],
    ],
  ])('say what is lacking: %s', (_name, over, expected) => {
    expect(lackingIn({ ...whole, ...over })).toEqual(expect.arrayContaining(expected));
    expect(lackingIn({ ...whole, ...over })).toHaveLength(
      _name === 'nothing about who sees it' ? 2 : expected.length,
    );
  });

  it('are asked of the rule itself', () => {
    const { entity } = whole;
    const open = { ...entity, mayWrite: () => ({ ok: true }) as const };
    for (const one of whole.access) {
      expect(verdictsIn(entity, one)).toEqual(one.verdicts);
      expect(verdictsIn(open, one)).not.toEqual(one.verdicts);
    }
  });
});
