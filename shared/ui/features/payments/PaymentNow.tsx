/** How a payment stands: what that means, why, and what to do about it. */
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { isCancellable, type PaymentBody, type PaymentState } from '@communitrak/domain/payments/index.ts';
import type { PaymentRow } from '@communitrak/replica/queries/payments.ts';
import { useAt } from '../../app/paths.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { Button, LinkButton } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { openItems, payableItems } from './pay-form.ts';
import { paymentPaths } from './paths.ts';
import { withWords } from './PaymentFacts.tsx';
import { failureWords, REFUSALS, STATES } from './payment-words.ts';
import { expectedDay } from './timeline.ts';
import { usePaymentActs } from './use-payment-acts.ts';
import { useOnline, type PayingHome } from './use-paying.ts';

interface NowProps {
  readonly row: PaymentRow;
  readonly home: PayingHome;
}

const TONES = { loss: 'loss', needs: 'needs', done: 'done', neutral: 'plain', action: 'plain' } as const;

export function PaymentNow({ row, home }: NowProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const [search] = useSearchParams();
  const look = STATES[row.shown];
  const sentences = [
    ...backWords(search.get('back'), row, t),
    mainWords({ row, home }, t, formats),
    ...whyWords({ row }, t),
  ];
  return (
    <Notice
      tone={TONES[look.tone]}
      title={t(look.word)}
      actions={hasActs(row, home) ? <Acts row={row} home={home} /> : undefined}
    >
      {sentences.map((words) => (
        <p key={words}>{words}</p>
      ))}
    </Notice>
  );
}

const OPEN: ReadonlySet<PaymentRow['shown']> = new Set(['draft', 'queued', 'action']);

/** Whoever comes back from the gateway's page reads what became of the visit; only while nothing else is known. */
function backWords(back: string | null, { shown }: PaymentRow, t: Say): readonly string[] {
  if (!OPEN.has(shown)) return [];
  if (back === 'done') return [t('payments.back.done')];
  return back === 'cancelled' ? [t('payments.back.cancelled')] : [];
}

function mainWords({ row, home }: NowProps, t: Say, formats: Formats): string {
  const { body } = row.payment;
  const { rules } = home.view;
  const money = (cents: number): string => formats.money({ cents, currency: body.currency });
  const expected = expectedDay(row.payment, rules.zone);
  if (row.shown === 'waiting' && body.source === 'page') return t('payments.text.waiting.page');
  if (row.shown === 'draft' && body.source === 'autopay') return t('payments.text.draft.autopay');
  if (row.shown === 'processing' && expected !== undefined)
    return t('payments.text.processing.bank', { date: formats.date(expected) });
  const { outcome } = body;
  return t(STATES[row.shown].text, {
    total: money(body.totalCents),
    amount: money(body.cents),
    way: withWords({ row, home }, t),
    refunded: money(outcome.refundedCents - (outcome.refundFailedCents ?? 0)),
    disputed: money(outcome.dispute?.cents ?? 0),
  });
}

type Why = (body: PaymentBody) => MessageId | undefined;

/** Why it did not stay paid, and what to do, by how it ended. */
const WHY: Readonly<Partial<Record<PaymentState, Why>>> = {
  refused: ({ outcome }) => (outcome.refusal === undefined ? undefined : REFUSALS[outcome.refusal]),
  failed: ({ kind, outcome: { failure } }) =>
    failureWords(kind, failure?.declineCode ?? '', failure?.code ?? ''),
  returned: ({ kind, outcome }) => failureWords(kind, outcome.returned?.reason ?? ''),
};

function whyWords({ row }: Pick<NowProps, 'row'>, t: Say): readonly string[] {
  const { body } = row.payment;
  const why = WHY[body.outcome.state]?.(body);
  return [
    ...(why === undefined ? [] : [t(why)]),
    ...(body.outcome.unposted === undefined ? [] : [t('payments.text.unposted')]),
  ];
}

const ENDED_BADLY: ReadonlySet<PaymentRow['shown']> = new Set([
  'failed',
  'refused',
  'returned',
  'cancelled',
  'dispute-lost',
]);
const AT_PAGE: ReadonlySet<PaymentRow['shown']> = new Set(['draft', 'waiting']);

const goesOnAtPage = ({ shown, payment }: PaymentRow): boolean =>
  shown === 'action' || (AT_PAGE.has(shown) && payment.body.source === 'page');

/** It did not stay paid, and something that it was for is open still. */
function canPayAgain({ shown, payment }: PaymentRow, { view, payments }: PayingHome): boolean {
  if (!ENDED_BADLY.has(shown)) return false;
  const items = payableItems(
    openItems(
      view,
      payments.rows.map((row) => row.payment),
    ),
  );
  return items.some(({ entry }) => payment.body.charges.some((charge) => charge.entry === entry));
}

const hasActs = (row: PaymentRow, home: PayingHome): boolean =>
  goesOnAtPage(row) || isCancellable(row.payment) || canPayAgain(row, home);

function Acts({ row, home }: NowProps): ReactNode {
  const t = useText();
  const at = useAt();
  const online = useOnline();
  const { busy, toPage, cancel, leave } = usePaymentActs(row.payment.id);
  const why = online ? undefined : t('payments.offline.act');
  const { body } = row.payment;
  const charge = body.charges.length === 1 ? (body.charges[0]?.entry ?? '') : '';
  return (
    <>
      {goesOnAtPage(row) ? (
        <Button kind="primary" busy={busy} why={why} onClick={toPage}>
          {t('payments.toPage')}
        </Button>
      ) : null}
      {canPayAgain(row, home) ? (
        <LinkButton kind="primary" to={at(paymentPaths.pay(home.view.household, charge))}>
          {t('payments.again')}
        </LinkButton>
      ) : null}
      {row.shown === 'action' ? (
        <Button busy={busy} why={why} onClick={leave}>
          {t('payments.cancel')}
        </Button>
      ) : null}
      {isCancellable(row.payment) ? (
        <Button busy={busy} onClick={cancel}>
          {t('payments.cancel')}
        </Button>
      ) : null}
    </>
  );
}
