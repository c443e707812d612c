/** Notices, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { mayWriteNotice, noticeAudience, noticeInvariants } from './notice.access.ts';
import { noticeOrder, noticeShape, type NoticeBody } from './notice.ts';

export * from './notice.ts';

export const noticeEntity = defineEntity<NoticeBody>({
  ...noticeShape,
  collection: 'people',
  order: noticeOrder,
  needs: () => [],
  audience: noticeAudience,
  mayWrite: mayWriteNotice,
  insertOnly: true,
  invariants: noticeInvariants,
});
