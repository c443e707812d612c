/**
 * The one list of entities. Replica, server and contract tests loop over it and name no entity themselves.
 */
import { associationEntity } from './associations/index.ts';
import { serviceEntity, subscriptionEntity } from './billing/index.ts';
import type { CollectionName, Entity } from './core/entity.ts';
import { householdLinkEntity } from './household-links/index.ts';
import { householdEntity } from './households/index.ts';
import {
  booksEntity,
  budgetEntity,
  chargeRunEntity,
  closedYearEntity,
  duesScheduleEntity,
  ledgerEntryEntity,
  paymentPlanEntity,
} from './ledger/index.ts';
import { memberDetailsEntity, memberEntity, memberRoleEntity } from './members/index.ts';
import { noticeEntity } from './notices/index.ts';
import {
  autopayEntity,
  paymentAccountEntity,
  paymentDifferenceEntity,
  payoutEntity,
  paymentEntity,
  paymentMethodEntity,
  paymentSettingsEntity,
  paymentStatusEntity,
  refundRequestEntity,
} from './payments/index.ts';
import { propertyEntity } from './properties/index.ts';
import { readMarkEntity } from './read-marks/index.ts';
import { receiptBatchEntity } from './receipts/index.ts';
import { internalNoteEntity, requestEntity, requestEventEntity } from './requests/index.ts';

export const entities: readonly Entity[] = [
  associationEntity,
  memberRoleEntity,
  propertyEntity,
  householdEntity,
  memberEntity,
  memberDetailsEntity,
  householdLinkEntity,
  requestEntity,
  requestEventEntity,
  internalNoteEntity,
  booksEntity,
  ledgerEntryEntity,
  closedYearEntity,
  chargeRunEntity,
  duesScheduleEntity,
  paymentPlanEntity,
  budgetEntity,
  noticeEntity,
  readMarkEntity,
  receiptBatchEntity,
  autopayEntity,
  paymentAccountEntity,
  payoutEntity,
  paymentDifferenceEntity,
  serviceEntity,
  subscriptionEntity,
  paymentSettingsEntity,
  paymentStatusEntity,
  paymentMethodEntity,
  paymentEntity,
  refundRequestEntity,
];

const byType: ReadonlyMap<string, Entity> = new Map(entities.map((entity) => [entity.type, entity]));

/** The entity of a type, or undefined for a type that is not replicated (or not known to this version). */
export function entityOf(type: string): Entity | undefined {
  return byType.get(type);
}

/** Collections that have at least one entity today, in the registry's order. */
export function collectionsInUse(): readonly CollectionName[] {
  return [...new Set(entities.map((entity) => entity.collection))];
}
