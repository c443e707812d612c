/** Live reads of people and households. */
import type { Replica } from '../replica.ts';
import type { Query } from './query.ts';

export interface Assignable {
  /** Member's local id. */
  readonly member: string;
  readonly name: string;
}

export interface HouseholdRow {
  /** Household's local id. */
  readonly household: string;
  readonly name: string;
  readonly address: string;
  readonly role: 'head' | 'member' | 'tenant' | '';
}

export interface MyCard {
  readonly member: string;
  readonly name: string;
  readonly roles: readonly ('office' | 'board' | 'lead')[];
}

/** Office and board: whom a request can be assigned to. By name. */
export declare function staff(replica: Replica): Query<readonly Assignable[]>;
export declare function myHouseholds(replica: Replica): Query<readonly HouseholdRow[]>;
export declare function myCard(replica: Replica): Query<MyCard>;
