/** The association's own bill: how the service stands, what a month costs and why, how it is paid, invoices, ending it. */
import { useMemo, type ReactNode } from 'react';
import type { ServiceBody, SubscriptionBody } from '@communitrak/domain/billing/index.ts';
import { serviceState, subscription } from '@communitrak/replica/queries/billing.ts';
import { moneyRules } from '@communitrak/replica/queries/money.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { CancelSection } from './CancelSection.tsx';
import { Invoices } from './Invoices.tsx';
import { MethodSection } from './MethodSection.tsx';
import { PriceSection } from './PriceSection.tsx';
import { daysUntil, STATE_TEXT, STATE_WORDS } from './service-words.ts';

export function BillingScreen(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const service = useQuery(useMemo(() => serviceState(replica), [replica]));
  const bill = useQuery(useMemo(() => subscription(replica), [replica]));
  const rules = useQuery(useMemo(() => moneyRules(replica), [replica]));
  const read = service !== undefined && bill !== undefined && rules !== undefined;
  return (
    <Page title={t('billing.title')} subtitle={t('billing.subtitle')} width="list">
      {read ? null : <Skeleton rows={6} />}
      {read && bill === null ? <EmptyState title={t('billing.none')} text={t('billing.none.text')} /> : null}
      {read && bill !== null ? <Bill service={service} bill={bill} today={rules.today} /> : null}
    </Page>
  );
}

interface BillProps {
  readonly service: ServiceBody | null;
  readonly bill: SubscriptionBody;
  readonly today: string;
}

function Bill({ service, bill, today }: BillProps): ReactNode {
  return (
    <>
      {service === null ? null : <Standing service={service} bill={bill} today={today} />}
      <PriceSection bill={bill} />
      <MethodSection bill={bill} />
      <Invoices bill={bill} today={today} />
      <CancelSection bill={bill} />
    </>
  );
}

const LOOKS = {
  trial: { tone: 'action', mark: 'half' },
  active: { tone: 'done', mark: 'tick' },
  warned: { tone: 'needs', mark: 'half' },
  'leaders-read-only': { tone: 'needs', mark: 'full' },
  suspended: { tone: 'loss', mark: 'full' },
  ended: { tone: 'neutral', mark: 'cross' },
} as const;

/** The state, what it means, and for a trial how many days are left. */
function Standing({ service, bill, today }: BillProps & { readonly service: ServiceBody }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { state, until } = service;
  const days = daysUntil(until, today);
  const said = { days, date: until === '' ? '' : formats.date(until) };
  return (
    <Section>
      <div aria-live="polite">
        <p className="ct-section-text">
          <StatusTag {...LOOKS[state]}>{t(STATE_WORDS[state], said)}</StatusTag>
        </p>
        <p>{t(STATE_TEXT[state], said)}</p>
      </div>
      {bill.cancelAtEnd && state !== 'ended' ? (
        <Notice tone="needs" title={t('billing.cancel.ends', { date: formats.date(bill.periodTo) })}>
          {t('billing.cancel.ends.text')}
        </Notice>
      ) : null}
    </Section>
  );
}
