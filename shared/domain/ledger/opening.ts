/**
 * Opening balances: what each household owed or had to its credit on the day its books begin here. One run of as many lines
 * as there are households with something; each entry is named after its household, so that a balance entered twice counts
 * once. One that was taken back leaves room for the right one.
 */
import { makeId } from '../core/ids.ts';
import { createChargeRun, type ChargeRun } from './charge-run.ts';
import { reversalId, type EntryBody } from './entry.ts';

/** However often somebody corrects it. */
const MOST_OPENINGS = 9;
const keyOfPart = (household: string, part: number): string =>
  part === 1 ? `opening.${household}` : `opening.${household}.${String(part)}`;

/** True for the local id of an opening balance of this household. */
export const isOpeningKey = (household: string, key: string): boolean =>
  Array.from({ length: MOST_OPENINGS }, (_, at) => keyOfPart(household, at + 1)).includes(key);

/**
 * Local id of the entry of a household's opening balance; undefined where one stands already.
 * @param has whether an entry is here, by its document id
 */
export function openingKey(household: string, has: (id: string) => boolean): string | undefined {
  for (let part = 1; part <= MOST_OPENINGS; part += 1) {
    const key = keyOfPart(household, part);
    const id = makeId('ledger-entry', key);
    if (!has(id)) return key;
    if (!has(reversalId(id))) return undefined;
  }
  return undefined;
}

export interface OpeningLine {
  /** Local id of the household. */
  readonly household: string;
  /** Whole cents, never 0: positive is owed. */
  readonly cents: number;
}

export interface OpeningSums {
  readonly owing: number;
  readonly owedCents: number;
  readonly inCredit: number;
  /** Above 0. */
  readonly creditCents: number;
}

/** What is said before it is written: how many owe how much, how many have credit. */
export function openingSums(lines: readonly OpeningLine[]): OpeningSums {
  const owed = lines.filter(({ cents }) => cents > 0);
  const credit = lines.filter(({ cents }) => cents < 0);
  const sum = (all: readonly OpeningLine[]): number => all.reduce((total, { cents }) => total + cents, 0);
  return {
    owing: owed.length,
    owedCents: sum(owed),
    inCredit: credit.length,
    creditCents: -sum(credit),
  };
}

/**
 * @param lines households that have no opening balance yet (openingKey)
 * @param local new, made when they were begun
 */
export function createOpening(
  lines: readonly (OpeningLine & { readonly key: string })[],
  about: Pick<EntryBody, 'currency' | 'posted'> & { readonly name: string },
  local: string,
): ChargeRun {
  const { currency, posted, name } = about;
  return createChargeRun(
    {
      kind: 'opening',
      name,
      schedule: '',
      period: '',
      entryKind: 'opening-balance',
      currency,
      fund: 'operating',
      category: '',
      posted,
      due: '',
      lines: lines.map(({ household, cents, key }) => ({ household, cents, key })),
    },
    local,
  );
}

/** Lines of a run that are no opening balances of their households. */
export const faultyOpenings = ({ body }: ChargeRun): boolean =>
  body.lines.some(({ household, cents, key = '' }) => cents === 0 || !isOpeningKey(household, key));
