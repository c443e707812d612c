/** Something that is not as the rules say, by the id of its document: never by what the document says. */
export interface Finding {
  readonly id: string;
  readonly kind:
    | 'unreadable'
    | 'unknown-type'
    | 'audience'
    | 'hash'
    | 'tombstone'
    | 'orphan'
    | 'file-missing'
    | 'file-damaged'
    | 'number-twice'
    | 'number-missing'
    | 'number-unclaimed'
    | 'rights';
  readonly words: string;
  /** For what follows from other documents. False: somebody has written it meanwhile. */
  readonly repair?: () => Promise<boolean>;
}
