/** What `npm run new -- entity` plans, and what it refuses; that what it writes works is tests/scaffold's. */
import { describe, expect, it } from 'vitest';
import { root } from './lib.mjs';
import { planEntity, type NewEntity } from './new-entity.ts';

const notice: NewEntity = { feature: 'board-notices', name: 'board-notice', collection: 'board' };

function faultsOf(over: Partial<NewEntity>): readonly string[] {
  const plan = planEntity(root, { ...notice, ...over });
  return plan.ok ? [] : plan.faults;
}

describe('a new entity', () => {
  it('is planned with every name in its place', () => {
    const plan = planEntity(root, notice);
    if (!plan.ok) throw new Error(plan.faults.join('; '));
    const paths = plan.created.map(({ path }) => path);
    expect(paths).toContain('shared/domain/board-notices/board-notice.access.ts');
    expect(paths).toContain('shared/ui/features/board-notices/BoardNoticesScreen.tsx');
    for (const { path, text } of plan.created) expect(`${path} ${text}`).not.toContain('{{');
    const [registry, features] = plan.changed;
    expect(registry?.text).toContain("import { boardNoticeEntity } from './board-notices/index.ts';");
    expect(registry?.text).toMatch(/ {2}boardNoticeEntity,\n\];/);
    expect(features?.text).toMatch(/boardNoticesFeature,\n\];/);
    expect(features?.text.indexOf("'./board-notices/")).toBeLessThan(features?.text.indexOf("'./home/") ?? 0);
  });

  it.each<[string, Partial<NewEntity>, string]>([
    ['a name that is taken', { name: 'household' }, 'there is such an entity'],
    ['a name in capitals', { name: 'Notice' }, 'kebab-case'],
    ['a name with a blank', { name: 'board notice' }, 'kebab-case'],
    ['a name that begins with a number', { name: '2nd-notice' }, 'kebab-case'],
    ['a name without letters after a dash', { name: 'board-' }, 'kebab-case'],
    ['a name that is very long', { name: 'n'.repeat(41) }, 'at most 40'],
    ['a path for a feature', { feature: '../notices' }, 'kebab-case'],
    ['a feature of the domain', { feature: 'members' }, 'shared/domain/members is there'],
    ['a feature of the screens', { feature: 'inbox' }, 'shared/ui/features/inbox is there'],
    ['a feature named as a part of the kit', { feature: 'table' }, 'message ids begin with it'],
    ['a feature named as its entity', { feature: 'board-notice' }, 'the feature is the plural'],
    ['a name that the code uses', { name: 'envelope' }, '"Envelope" means something in the code already'],
    ['a collection that is none', { collection: 'attic' }, 'it is one of association, places'],
  ])('is refused with %s', (_what, over, words) => {
    expect(faultsOf(over)).toEqual([expect.stringContaining(words)]);
  });

  it('is told all that is wrong with its spelling at once', () => {
    expect(faultsOf({ name: 'X', feature: 'Y', collection: 'z' })).toHaveLength(3);
  });
});
