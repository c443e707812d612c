/**
 * What a page of the catalogue is: one part of the kit in each of its states. Its words are for those who build screens,
 * so they are plain English here and not messages; what a part itself says comes from the messages, in both languages.
 */
import type { ComponentType } from 'react';

export interface CatalogueState {
  /** Its address below the page: `overfull`. */
  readonly id: string;
  readonly title: string;
  readonly Draw: ComponentType;
}

export interface CataloguePage {
  /** Its address: `/app/kit/<id>/<state>`. */
  readonly id: string;
  readonly title: string;
  /** What the part is for, in one or two sentences. */
  readonly about: string;
  /** The first is shown when the address names none. Have normal, empty, loading, fault and overfull where they exist. */
  readonly states: readonly [CatalogueState, ...CatalogueState[]];
}
