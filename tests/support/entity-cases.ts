/**
 * Finds what each entity of the registry says of itself for the tests: every `shared/domain/<feature>/<entity>.cases.ts`.
 * Names no entity; an entity without its file, and a file without its entity, are said by name.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import { entities } from '@communitrak/domain/registry.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';

const DOMAIN = fileURLToPath(new URL('../../shared/domain', import.meta.url));
const SUFFIX = '.cases.ts';

async function load(path: string): Promise<EntityCases> {
  const module = (await import(pathToFileURL(path).href)) as { readonly cases?: EntityCases };
  const { cases } = module;
  if (cases?.entity.type !== basename(path, SUFFIX)) {
    throw new Error(`${path} must export \`cases\` of the entity ${basename(path, SUFFIX)}`);
  }
  return cases;
}

const files = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith(SUFFIX),
);

/** Everything there is, also of an entity that is not registered. */
export const casesFound: readonly EntityCases[] = await Promise.all(
  files.map((path) => load(join(DOMAIN, path))),
);

/** @throws Error for an entity that has none */
export function casesOf({ type }: Pick<Entity, 'type'>): EntityCases {
  const found = casesFound.find(({ entity }) => entity.type === type);
  if (found === undefined)
    throw new Error(`${type} has no cases: write shared/domain/<feature>/${type}.cases.ts`);
  return found;
}

/**
 * The entities that the authorisation matrix, the doors and the random requests ask about: all of the registry, or those
 * that ENTITIES names (`ENTITIES=announcement,poll`), for a look at one that has just been added.
 * @throws Error for a name that is no entity
 */
export function entitiesAsked(): readonly Entity[] {
  const named = process.env['ENTITIES']?.split(',').map((name) => name.trim());
  if (named === undefined) return entities;
  const stranger = named.find((name) => !entities.some(({ type }) => type === name));
  if (stranger !== undefined) throw new Error(`ENTITIES names "${stranger}", which is no entity`);
  return entities.filter(({ type }) => named.includes(type));
}

/** Of the registry's entities, in its order. */
export const allCases: readonly EntityCases[] = entities.map(casesOf);
