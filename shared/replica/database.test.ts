import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '@communitrak/domain/core/entity.ts';
import { collectionsInUse } from '@communitrak/domain/registry.ts';
import { MAX_ID_LENGTH } from '@communitrak/domain/core/ids.ts';
import { databaseName } from './database.ts';
import { ENVELOPE_SCHEMA } from './schemas.ts';

describe('the database', () => {
  it('has at most 12 collections, `local` among them, now and ever', () => {
    expect(collectionsInUse().length + 1).toBeLessThanOrEqual(12);
    expect(COLLECTIONS.length + 1).toBeLessThanOrEqual(12);
  });

  it('keeps one envelope under version 0, with ids as long as ids may be', () => {
    expect(ENVELOPE_SCHEMA.version).toBe(0);
    expect(ENVELOPE_SCHEMA.properties.id).toMatchObject({ maxLength: MAX_ID_LENGTH });
    expect(ENVELOPE_SCHEMA.indexes).toEqual([
      ['type', 'order'],
      ['type', 'parent', 'order'],
    ]);
  });

  it('is another one for each server, association and member', () => {
    const names = [
      databaseName('', 'maple', 'm1'),
      databaseName('app://communitrak', 'maple', 'm1'),
      databaseName('', 'oak', 'm1'),
      databaseName('', 'maple', 'm2'),
    ];
    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]+$/);
  });
});
