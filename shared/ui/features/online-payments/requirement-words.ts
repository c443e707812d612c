/**
 * What Stripe still asks of the association, by its own keys (`company.tax_id`, `person_1Nv0.dob.day`), in words that say what
 * to have at hand. Keys that ask for parts of one thing are one need. Keys: docs.stripe.com/api/accounts/object, requirements.
 */
import type { MessageId } from '../../i18n/messages.ts';

export interface Need {
  readonly title: MessageId;
  readonly help: MessageId;
  /** Stripe's own key, readable, where we have no words for it; '' otherwise. */
  readonly name: string;
}

interface Known {
  readonly title: MessageId;
  readonly help: MessageId;
}

const NEEDS = {
  payout: { title: 'onlinePayments.need.payout', help: 'onlinePayments.need.payout.help' },
  payoutProof: { title: 'onlinePayments.need.payoutProof', help: 'onlinePayments.need.payoutProof.help' },
  legalName: { title: 'onlinePayments.need.legalName', help: 'onlinePayments.need.legalName.help' },
  taxId: { title: 'onlinePayments.need.taxId', help: 'onlinePayments.need.taxId.help' },
  structure: { title: 'onlinePayments.need.structure', help: 'onlinePayments.need.structure.help' },
  address: { title: 'onlinePayments.need.address', help: 'onlinePayments.need.address.help' },
  phone: { title: 'onlinePayments.need.phone', help: 'onlinePayments.need.phone.help' },
  profile: { title: 'onlinePayments.need.profile', help: 'onlinePayments.need.profile.help' },
  document: { title: 'onlinePayments.need.document', help: 'onlinePayments.need.document.help' },
  people: { title: 'onlinePayments.need.people', help: 'onlinePayments.need.people.help' },
  personName: { title: 'onlinePayments.need.personName', help: 'onlinePayments.need.personName.help' },
  personBirth: { title: 'onlinePayments.need.personBirth', help: 'onlinePayments.need.personBirth.help' },
  personSsn: { title: 'onlinePayments.need.personSsn', help: 'onlinePayments.need.personSsn.help' },
  personAddress: {
    title: 'onlinePayments.need.personAddress',
    help: 'onlinePayments.need.personAddress.help',
  },
  personContact: {
    title: 'onlinePayments.need.personContact',
    help: 'onlinePayments.need.personContact.help',
  },
  personRole: { title: 'onlinePayments.need.personRole', help: 'onlinePayments.need.personRole.help' },
  personDocument: {
    title: 'onlinePayments.need.personDocument',
    help: 'onlinePayments.need.personDocument.help',
  },
  terms: { title: 'onlinePayments.need.terms', help: 'onlinePayments.need.terms.help' },
  descriptor: { title: 'onlinePayments.need.descriptor', help: 'onlinePayments.need.descriptor.help' },
} as const satisfies Record<string, Known>;

/** The first that fits counts: the narrower stand first. */
const PATTERNS: readonly (readonly [RegExp, keyof typeof NEEDS])[] = [
  [/^external_account$/, 'payout'],
  [/^documents\.bank_account_ownership_verification/, 'payoutProof'],
  [/^company\.(name|name_kana|name_kanji|registration_number)$/, 'legalName'],
  [/^company\.(tax_id|vat_id)$/, 'taxId'],
  [/^(business_type|company\.structure)$/, 'structure'],
  [/^company\.address/, 'address'],
  [/^(company\.phone|business_profile\.support_phone)$/, 'phone'],
  [/^business_profile\./, 'profile'],
  [/^(company\.verification|documents\.)/, 'document'],
  [/^(company\.(owners|directors|executives)_provided|owners|directors|executives)/, 'people'],
  [/\.(first|last)_name$/, 'personName'],
  [/\.dob\./, 'personBirth'],
  [/\.(ssn_last_4|id_number)$/, 'personSsn'],
  [/^(representative|individual|person_[^.]+)\.address/, 'personAddress'],
  [/\.(email|phone)$/, 'personContact'],
  [/\.(relationship|authority)(\.|$)/, 'personRole'],
  [/^(representative|individual|person_[^.]+)\.verification/, 'personDocument'],
  [/^tos_acceptance/, 'terms'],
  [/statement_descriptor/, 'descriptor'],
];

/** `company.some_new_thing` → `company: some new thing`; ids of Stripe's say nothing to anybody. */
const readable = (key: string): string =>
  key
    .replace(/^(person|interv)_[A-Za-z0-9]+\.?/, '')
    .replaceAll('.', ': ')
    .replaceAll('_', ' ')
    .trim();

function needOf(key: string): Need {
  const known = PATTERNS.find(([pattern]) => pattern.test(key))?.[1];
  if (known !== undefined) return { ...NEEDS[known], name: '' };
  const name = readable(key);
  return name === ''
    ? { title: 'onlinePayments.need.check', help: 'onlinePayments.need.check.help', name: '' }
    : { title: 'onlinePayments.need.other', help: 'onlinePayments.need.other.help', name };
}

/** In Stripe's order, each once. */
export function needsOf(keys: readonly string[]): readonly Need[] {
  const needs = keys.map(needOf);
  const same = (a: Need, b: Need): boolean => a.title === b.title && a.name === b.name;
  return needs.filter((need, at) => needs.findIndex((one) => same(one, need)) === at);
}

const REASONS: readonly (readonly [RegExp, MessageId])[] = [
  [/^requirements\.past_due$/, 'onlinePayments.disabled.pastDue'],
  [/^requirements\.pending_verification$/, 'onlinePayments.disabled.checking'],
  [/^under_review$/, 'onlinePayments.disabled.checking'],
  [/^listed$/, 'onlinePayments.disabled.checking'],
  [/^rejected/, 'onlinePayments.disabled.rejected'],
  [/^(platform_paused|action_required)/, 'onlinePayments.disabled.paused'],
];

/** Why Stripe has closed something; undefined while it has not. */
export function disabledWords(reason: string): MessageId | undefined {
  if (reason === '') return undefined;
  return REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'onlinePayments.disabled.other';
}
