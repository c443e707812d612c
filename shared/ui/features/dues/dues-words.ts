/** The words of the field for what the domain names in keys. */
import type {
  Frequency,
  Fund,
  LeftOut,
  PackId,
  PlanProgress,
  RunKind,
} from '@communitrak/domain/ledger/index.ts';
import type { MessageId } from '../../i18n/messages.ts';

export const FREQUENCY_WORDS = {
  monthly: 'dues.frequency.monthly',
  quarterly: 'dues.frequency.quarterly',
  'semi-annual': 'dues.frequency.semiAnnual',
  annual: 'dues.frequency.annual',
  once: 'dues.frequency.once',
} as const satisfies Record<Frequency, MessageId>;

export const FUND_WORDS = {
  operating: 'dues.fund.operating',
  reserve: 'dues.fund.reserve',
  special: 'dues.fund.special',
} as const satisfies Record<Fund, MessageId>;

export const LEFT_OUT_WORDS = {
  skipped: 'dues.out.skipped',
  'on-hold': 'dues.out.onHold',
  'nobody-to-bill': 'dues.out.nobody',
  'two-households': 'dues.out.two',
  'no-class': 'dues.out.noClass',
  'no-share': 'dues.out.noShare',
  'no-cents': 'dues.out.noCents',
} as const satisfies Record<LeftOut, MessageId>;

export const RUN_KIND_WORDS = {
  dues: 'dues.kind.dues',
  bulk: 'dues.kind.bulk',
  special: 'dues.kind.special',
  late: 'dues.kind.late',
  transfer: 'dues.kind.transfer',
  'transfer-back': 'dues.kind.transferBack',
  opening: 'dues.kind.opening',
} as const satisfies Record<RunKind, MessageId>;

export const PACK_WORDS = {
  default: 'dues.pack.default',
  'US-CA': 'dues.pack.california',
  'US-FL': 'dues.pack.florida',
} as const satisfies Record<PackId, MessageId>;

export const PLAN_WORDS = {
  kept: 'dues.plan.state.kept',
  behind: 'dues.plan.state.behind',
  paid: 'dues.plan.state.paid',
  defaulted: 'dues.plan.state.defaulted',
  ended: 'dues.plan.state.ended',
} as const satisfies Record<PlanProgress['state'], MessageId>;

/** `December 2026` of `2026-12`. */
export function monthWords(month: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** The usual chart of accounts, by code. */
const ACCOUNT_WORDS: Readonly<Record<string, MessageId>> = {
  '1000': 'dues.account.cash',
  '1010': 'dues.account.undeposited',
  '1020': 'dues.account.clearing',
  '1200': 'dues.account.receivable',
  '1290': 'dues.account.transfers',
  '3900': 'dues.account.opening',
  '4000': 'dues.account.assessments',
  '4010': 'dues.account.special',
  '4100': 'dues.account.lateFees',
  '4110': 'dues.account.interest',
  '4120': 'dues.account.fines',
  '4130': 'dues.account.fees',
  '4900': 'dues.account.credits',
  '5100': 'dues.account.processing',
  '5900': 'dues.account.writeOffs',
};

/** Undefined for an account that has no usual name. */
export const accountWords = (code: string): MessageId | undefined => ACCOUNT_WORDS[code];
