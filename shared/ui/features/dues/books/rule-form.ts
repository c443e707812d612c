/**
 * A decision on the rules as the office writes it: one rule, from a day on, and why. To and from what the books keep. Pure.
 */
import {
  CHARGE_CLASSES,
  PACK_IDS,
  PACKS,
  type ChargeClass,
  type LateFeeRule,
  type PackId,
  type RuleField,
  type Rules,
} from '@communitrak/domain/ledger/index.ts';
import type { MoneyValue } from '../../../kit/pickers/money-entry.ts';

export const LATE_FEES = ['none', 'greater', 'lesser', 'cents', 'percent'] as const;
export const ORDERS = ['oldest', 'US-CA', 'US-FL'] as const;

export interface RuleForm {
  /** A rule's field; `pack` for another pack. */
  readonly what: string;
  readonly from: string;
  readonly reason: string;
  readonly pack: string;
  readonly days: string;
  readonly fee: string;
  readonly percent: string;
  readonly cents: MoneyValue;
  readonly cap: MoneyValue;
  /** `none` or `some`. */
  readonly some: string;
  readonly order: string;
  readonly bearing: readonly string[];
}

const percentText = (basisPoints: number): string => String(basisPoints / 100);

const STARTS: Readonly<Record<string, (rules: Rules) => Partial<RuleForm>>> = {
  graceDays: ({ graceDays }) => ({ days: String(graceDays) }),
  lateFee: ({ lateFee }) => ({
    fee: lateFee?.choose ?? 'none',
    percent: lateFee === null ? '' : percentText(lateFee.basisPoints),
    cents: lateFee?.cents ?? '',
    cap: lateFee?.capCents ?? '',
  }),
  interest: ({ interest }) => ({
    some: interest === null ? 'none' : 'some',
    percent: interest === null ? '' : percentText(interest.basisPointsAYear),
    days: String(interest?.afterDays ?? 0),
  }),
  bearing: ({ bearing }) => ({ bearing: [...bearing] }),
  floorCents: ({ floorCents }) => ({ cents: floorCents }),
  fineCapCents: ({ fineCapCents }) => ({
    some: fineCapCents === null ? 'none' : 'some',
    cents: fineCapCents ?? '',
  }),
};

/** The fields of a rule as it holds now, so that only what is decided needs to be typed. */
export const startOf = (what: string, rules: Rules): Partial<RuleForm> => ({
  what,
  ...STARTS[what]?.(rules),
});

export function ruleFormOf(rules: Rules, today: string): RuleForm {
  return {
    what: 'lateFee',
    from: today,
    reason: '',
    pack: 'default',
    days: '',
    fee: 'none',
    percent: '',
    cents: '',
    cap: '',
    some: 'some',
    order: 'oldest',
    bearing: [],
    ...startOf('lateFee', rules),
  };
}

/** `12.5` or `12,5` → 1,250; undefined for what is no percentage up to 100 with two decimals. */
export function readPercent(text: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
  if (match === null) return undefined;
  const points = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return points <= 10_000 ? points : undefined;
}

export function readDays(text: string, most = 365): number | undefined {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) <= most ? Number(text) : undefined;
}

const centsOf = (value: MoneyValue): number => (typeof value === 'number' ? value : 0);

function lateFeeOf({ fee, percent, cents, cap }: RuleForm): LateFeeRule | null {
  const choose = (['greater', 'lesser', 'cents', 'percent'] as const).find((one) => one === fee);
  if (choose === undefined) return null;
  const usesPercent = choose !== 'cents';
  return {
    choose,
    basisPoints: usesPercent ? (readPercent(percent) ?? 0) : 0,
    cents: choose === 'percent' ? 0 : centsOf(cents),
    ...(typeof cap === 'number' ? { capCents: cap } : {}),
  };
}

const isClass = (value: string): value is ChargeClass => CHARGE_CLASSES.some((one) => one === value);

function orderOf(value: string): Rules['order'] {
  const pack = PACK_IDS.find((id) => id === value);
  return pack === undefined ? 'oldest' : (PACKS[pack].versions.at(-1)?.rules.order ?? 'oldest');
}

const CHANGES: { readonly [F in RuleField]: (form: RuleForm) => Rules[F] } = {
  graceDays: ({ days }) => readDays(days) ?? 0,
  lateFee: lateFeeOf,
  interest: ({ some, percent, days }) =>
    some === 'none' ? null : { basisPointsAYear: readPercent(percent) ?? 0, afterDays: readDays(days) ?? 0 },
  bearing: ({ bearing }) => bearing.filter(isClass),
  order: ({ order }) => orderOf(order),
  floorCents: ({ cents }) => centsOf(cents),
  fineCapCents: ({ some, cents }) => (some === 'none' ? null : centsOf(cents)),
};

export const isRuleField = (what: string): what is RuleField => what in CHANGES;

/** What the books are told. Only of a form that has no faults. */
export function changeOf(form: RuleForm): { readonly pack?: PackId; readonly changes: Partial<Rules> } {
  if (isRuleField(form.what)) return { changes: { [form.what]: CHANGES[form.what](form) } };
  return { pack: PACK_IDS.find((id) => id === form.pack) ?? 'default', changes: {} };
}

type Asked = readonly (keyof RuleForm)[];

const FEE_FIELDS: Readonly<Record<string, Asked>> = {
  none: [],
  cents: ['cents', 'cap'],
  percent: ['percent', 'cap'],
};
const BOTH: Asked = ['percent', 'cents', 'cap'];

const FIELDS: Readonly<Record<string, (form: RuleForm) => Asked>> = {
  pack: () => ['pack'],
  graceDays: () => ['days'],
  lateFee: ({ fee }) => ['fee', ...(FEE_FIELDS[fee] ?? BOTH)],
  interest: ({ some }) => (some === 'none' ? ['some'] : ['some', 'percent', 'days']),
  bearing: () => ['bearing'],
  order: () => ['order'],
  floorCents: () => ['cents'],
  fineCapCents: ({ some }) => (some === 'none' ? ['some'] : ['some', 'cents']),
};

/** Which fields of the form the decision asks for, in the order of the screen. */
export const fieldsOf = (form: RuleForm): Asked => FIELDS[form.what]?.(form) ?? [];
