import { expect, it } from 'vitest';
import { aHousehold } from '@communitrak/testkit/builders.ts';
import { verdictOf, who } from '@communitrak/testkit/verdicts.ts';
import { householdEntity } from './index.ts';

it('stands at a property that is there', () => {
  const lost = aHousehold('h9', { property: 'nowhere' });
  expect(verdictOf(householdEntity, who('office'), { after: lost })).toBe('missing-document');
  expect(householdEntity.needs(lost)).toEqual(['property:nowhere']);
});
