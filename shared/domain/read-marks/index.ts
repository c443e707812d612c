/** Read marks, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { mayWriteReadMark, readMarkAudience, readMarkNeeds } from './read-mark.access.ts';
import { laterOf, readMarkOrder, type ReadMarkBody, readMarkShape } from './read-mark.ts';

export * from './read-mark.ts';

export const readMarkEntity = defineEntity<ReadMarkBody>({
  ...readMarkShape,
  // Few documents lie there: a mark that moves makes no long list be looked through again.
  collection: 'association',
  order: readMarkOrder,
  needs: readMarkNeeds,
  audience: readMarkAudience,
  mayWrite: mayWriteReadMark,
  combine: laterOf,
  byItself: true,
});
