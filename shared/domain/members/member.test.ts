import { describe, expect, it } from 'vitest';
import { aMember } from '@communitrak/testkit/builders.ts';
import { changeMember, displayName, memberEntity } from './index.ts';

describe('a member’s card', () => {
  it('shows the name without loose blanks', () => {
    expect(displayName({ first: ' Fatima ', last: 'Smith' })).toBe('Fatima Smith');
    expect(displayName({ first: '', last: 'Cher' })).toBe('Cher');
  });

  it('sorts by last name, without accents', () => {
    expect(aMember('m1', 'Jesús Ramírez').order).toBe('ramirez jesus');
    expect(changeMember(aMember('m1', 'Ann Lee'), { last: 'Abt' }).order).toBe('abt ann');
  });

  it('knows three states and no other', () => {
    const card = aMember();
    expect(memberEntity.parse({ ...card, body: { ...card.body, state: 'deleted' } })).toMatchObject({
      ok: false,
    });
  });
});
