/** Reads of the server itself by household, through the view that answers devices: it knows which documents are whose. */
import { householdKey } from '@communitrak/domain/core/principal.ts';
import { typeOf } from '@communitrak/domain/core/ids.ts';
import { readStored } from '../access/stored-envelope.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import type { ServerReads } from '../ports/server-reads.ts';
import type { Databases } from './databases.ts';
import type { Registry } from './sync-service.ts';
import type { Views } from './views.ts';

export function createServerReads(
  views: Pick<Views, 'using'>,
  databases: Databases,
  registry: Registry,
): ServerReads {
  return {
    async ofHousehold(association, household, type) {
      const collection = registry.entityOf(type)?.collection;
      const database = await databases.of(association);
      if (database === undefined || collection === undefined)
        throw new NoSuchMember(`No association ${association}`);
      const key = householdKey(household);
      const ids = await views.using(association, async (view) => {
        await view.catchUp();
        return [...view.idsAfter(collection, [key], '')].filter((id) => typeOf(id) === type);
      });
      const docs = await database.getMany(ids);
      return [...docs.values()].filter(({ _deleted }) => _deleted !== true).map((doc) => readStored(doc).doc);
    },
  };
}
