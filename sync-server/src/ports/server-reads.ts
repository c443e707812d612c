/** What the server itself reads of an association where no id is known: the documents that a household's people may see. */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';

export interface ServerReads {
  /**
   * Living documents of one type that are for the household, read on from the feed first. Their number decides what it costs,
   * not the association's. Rejects with NoSuchMember when there is no such association, or StoreUnavailable.
   * @param household local id
   */
  ofHousehold(association: string, household: string, type: string): Promise<readonly Envelope[]>;
}
