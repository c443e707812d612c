/** What is wrong with a roster: where, what, what came of it, what to do. Codes for the screens, words for people. */

/** What became of it: nothing is left out without one of these being said. */
export type FaultEffect =
  | 'file-refused'
  | 'row-left-out'
  /** The row is imported without this value. */
  | 'value-left-out'
  /** Another value was taken; `advice` says which. */
  | 'value-assumed'
  /** Imported as it stands, but someone should look. */
  | 'to-check';

export type FaultCode =
  | 'empty-file'
  | 'unknown-layout'
  | 'column-missing'
  | 'column-unknown'
  | 'broken-quotes'
  | 'too-many-cells'
  | 'missing'
  | 'too-long'
  | 'not-a-role'
  | 'not-a-date'
  | 'not-an-email'
  | 'not-a-phone'
  | 'not-an-amount'
  | 'repeated'
  | 'lot-at-two-addresses'
  | 'no-head';

export interface RosterFault {
  /** As a spreadsheet counts: the heading is row 1. 0: the file as a whole. */
  readonly row: number;
  /** The column's heading in the file; '' for the row as a whole. */
  readonly column: string;
  readonly code: FaultCode;
  /** What stands there, cut to 80 characters. */
  readonly value: string;
  readonly effect: FaultEffect;
  /** In words: what is wrong and what to do. English; screens may word it by code. */
  readonly advice: string;
}

const VALUE_LIMIT = 80;

export function rosterFault(
  at: { readonly row: number; readonly column?: string; readonly value?: string },
  code: FaultCode,
  effect: FaultEffect,
  advice: string,
): RosterFault {
  const { row, column = '', value = '' } = at;
  const shown = value.length > VALUE_LIMIT ? `${value.slice(0, VALUE_LIMIT - 1)}…` : value;
  return { row, column, code, value: shown, effect, advice };
}
