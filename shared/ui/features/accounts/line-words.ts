/**
 * A line of an account explains itself: what it is, who entered it and when, which rule made it, what it takes back, and
 * how a payment was split over which charges. Sentences of messages only; pure.
 */
import type { ChargeState, LedgerEntry, PaymentState, Split } from '@communitrak/domain/ledger/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { Say } from '../../i18n/Text.tsx';
import { FUND_WORDS, KIND_WORDS, methodWords, ruleWords } from './kind-words.ts';
import { linksOf, type Links } from './ledger-rows.ts';

export interface Explaining {
  readonly view: AccountView;
  readonly t: Say;
  readonly formats: Formats;
  /** Who looks: what they wrote and nobody has stamped yet is theirs. */
  readonly me: { readonly member: string; readonly name: string };
}

/** `Assessment: Assessment, December 2026` would say it twice. */
export function titleOf({ body }: LedgerEntry, t: Say): string {
  const kind = t(KIND_WORDS[body.kind]);
  if (body.kind === 'reversal') return t('accounts.line.title', { kind, text: body.text });
  const same = body.text.toLowerCase().startsWith(kind.toLowerCase());
  return same ? body.text : t('accounts.line.title', { kind, text: body.text });
}

/** Nobody is named before the server has said who it was, but oneself. */
function writerOf({ body, stamp }: LedgerEntry, { me, t }: Explaining): string {
  if (stamp.byName !== '') return stamp.byName;
  return body.author === me.member ? me.name : t('accounts.line.someone');
}

const WRITTEN = {
  person: 'accounts.line.by.person',
  receipt: 'accounts.line.by.receipt',
  run: 'accounts.line.by.run',
  import: 'accounts.line.by.import',
  online: 'accounts.line.by.online',
} as const;

function writtenWords(entry: LedgerEntry, context: Explaining): string {
  const { t, formats } = context;
  const at = entry.stamp.at === '' ? entry.body.recorded : entry.stamp.at;
  return t(WRITTEN[entry.body.source], { name: writerOf(entry, context), date: formats.day(at) });
}

function partsOf(
  splits: readonly Split[],
  { view, t, formats }: Explaining,
  id: 'accounts.line.paid.part' | 'accounts.line.paidBy.part',
): string {
  const parts = splits.map(({ entry, cents }) => {
    const other = view.entries.get(entry)?.entry;
    return t(id, {
      amount: formats.money({ cents, currency: view.rules.currency }),
      text: other === undefined ? t('accounts.line.other') : titleOf(other, t),
      date: formats.date(other?.body.posted ?? ''),
    });
  });
  return formats.list(parts);
}

function chargeWords(state: ChargeState, context: Explaining): readonly string[] {
  const { t, formats, view } = context;
  if (state.state === 'void') return [];
  const open = formats.money({ cents: state.openCents, currency: view.rules.currency });
  return [
    ...(state.paidBy.length === 0
      ? []
      : [t('accounts.line.paidBy', { parts: partsOf(state.paidBy, context, 'accounts.line.paidBy.part') })]),
    ...(state.state === 'part' ? [t('accounts.line.open', { amount: open })] : []),
  ];
}

function paymentWords(state: PaymentState, context: Explaining): readonly string[] {
  const { t, formats, view } = context;
  if (state.state === 'void') return [];
  const money = (cents: number): string => formats.money({ cents, currency: view.rules.currency });
  const parts = partsOf(state.paid, context, 'accounts.line.paid.part');
  const rule = ruleWords(state.rule, t, formats);
  return [
    ...(state.paid.length === 0 ? [] : [t('accounts.line.paid', { parts })]),
    ...(state.paid.length === 0 || rule === '' ? [] : [t('accounts.line.appliedBy', { rule })]),
    ...(state.refundedCents === 0
      ? []
      : [t('accounts.line.refunded', { amount: money(state.refundedCents) })]),
    ...(state.leftCents === 0 ? [] : [t('accounts.line.left', { amount: money(state.leftCents) })]),
  ];
}

function named(id: string, { view, t, formats }: Explaining) {
  const entry = view.entries.get(id)?.entry;
  return {
    text: entry === undefined ? t('accounts.line.other') : titleOf(entry, t),
    date: formats.date(entry?.body.posted ?? ''),
  };
}

/** What it takes back or gives back, and what has taken it back. */
function otherLines(entry: LedgerEntry, links: Links, context: Explaining): readonly string[] {
  const { t, formats, view } = context;
  const { body } = entry;
  const back = links.reversedBy.get(entry.id);
  const why = view.entries.get(back?.id ?? '')?.entry.body.reason ?? '';
  return [
    ...(body.reverses === '' ? [] : [t('accounts.line.takesBack', named(body.reverses, context))]),
    ...(body.kind === 'refund' ? [t('accounts.line.givesBack', named(body.applies[0] ?? '', context))] : []),
    ...(body.reason === '' ? [] : [t('accounts.line.reason', { reason: body.reason })]),
    ...(back === undefined
      ? []
      : [t('accounts.line.takenBack', { date: formats.date(back.posted), reason: why })]),
  ];
}

function factsOf({ body }: LedgerEntry, { t, formats }: Explaining): readonly string[] {
  const method = methodWords(body, t);
  const rule = body.rule === '' ? '' : ruleWords(body.rule, t, formats);
  return [
    ...(method === '' ? [] : [t('accounts.line.method', { method })]),
    ...(body.due === '' ? [] : [t('accounts.line.due', { date: formats.date(body.due) })]),
    ...(rule === '' ? [] : [t('accounts.line.rule', { rule })]),
    ...(body.fund === 'operating' ? [] : [t('accounts.line.fund', { fund: t(FUND_WORDS[body.fund]) })]),
  ];
}

/** The same without who wrote it: what a household reads on a statement. */
export function entrySentences(entry: LedgerEntry, context: Explaining): readonly string[] {
  const { id } = entry;
  const links = linksOf(context.view);
  const charge = links.charges.get(id);
  const payment = links.payments.get(id);
  return [
    ...factsOf(entry, context),
    ...otherLines(entry, links, context),
    ...(charge === undefined ? [] : chargeWords(charge, context)),
    ...(payment === undefined ? [] : paymentWords(payment, context)),
  ];
}

/** @param id of a line of the account that is looked at; [] for one that is not here */
export function lineSentences(id: string, context: Explaining): readonly string[] {
  const entry = context.view.entries.get(id)?.entry;
  return entry === undefined ? [] : [...entrySentences(entry, context), writtenWords(entry, context)];
}
