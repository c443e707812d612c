/**
 * The association's account at Stripe: how far it is, what is still asked for and what to do, where payouts go. What Stripe
 * wants to know is entered at Stripe's own page, which leads back here.
 */
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import type { PaymentAccountBody } from '@communitrak/domain/payments/index.ts';
import { onboardingPage, refreshAccount } from '@communitrak/replica/commands/association-pages.ts';
import { paymentSetup, type PaymentSetup } from '@communitrak/replica/queries/payment-account.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button } from '../../kit/Button.tsx';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { AccountFacts } from './AccountFacts.tsx';
import { Fault } from './Fault.tsx';
import { onlinePaths } from './paths.ts';
import { disabledWords, needsOf, type Need } from './requirement-words.ts';
import { SetupSteps } from './SetupSteps.tsx';
import { useOnline } from './use-online.ts';
import './online-payments.css';

/** In the address when one comes back from Stripe's page. */
const BACK = 'from';

export function SetupScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const setup = useQuery(useMemo(() => paymentSetup(replica), [replica]));
  return (
    <Page
      title={t('onlinePayments.setup')}
      subtitle={t('onlinePayments.setup.text')}
      width="text"
      back={{ to: at(onlinePaths.list), label: t('onlinePayments.title') }}
    >
      {setup === undefined ? <Skeleton rows={6} /> : <Setup setup={setup} />}
    </Page>
  );
}

/** Asks Stripe how things are when one comes back from its page, once; and whenever it is asked to. */
function useAsking(office: boolean) {
  const replica = useReplica();
  const announce = useAnnounce();
  const t = useText();
  const online = useOnline();
  const [params, setParams] = useSearchParams();
  const refresh = async (): Promise<void> => {
    if (await online.run(() => refreshAccount(replica))) announce(t('onlinePayments.setup.asked'));
  };
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  const back = params.get(BACK) !== null;
  useEffect(() => {
    if (!back) return;
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        next.delete(BACK);
        return next;
      },
      { replace: true },
    );
    if (office) void latest.current();
  }, [back, office, setParams]);
  return { ...online, refresh: () => void refresh() };
}

function Setup({ setup }: { readonly setup: PaymentSetup }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const office = isOffice(replica.principal);
  const online = useAsking(office);
  const { account } = setup;
  const needs = needsOf(account?.requirements ?? []);
  return (
    <>
      <Closed account={account} />
      <SetupSteps account={account} />
      <Needs needs={needs} account={account} />
      {office ? (
        <Section text={t('onlinePayments.setup.private')}>
          <div className="ct-actions">
            <Button
              kind={account?.state === 'active' && needs.length === 0 ? 'secondary' : 'primary'}
              busy={online.busy}
              onClick={() => void online.leave(() => onboardingPage(replica))}
            >
              {t(account === null ? 'onlinePayments.setup.start' : 'onlinePayments.setup.goOn')}
            </Button>
            {account === null ? null : (
              <Button busy={online.busy} onClick={online.refresh}>
                {t('onlinePayments.setup.refresh')}
              </Button>
            )}
          </div>
          <Fault words={online.fault} />
        </Section>
      ) : (
        <p className="ct-soft">{t('onlinePayments.setup.office')}</p>
      )}
      {account === null ? null : <AccountFacts account={account} />}
    </>
  );
}

/** Stripe has closed something, or will on a day. */
function Closed({ account }: { readonly account: PaymentAccountBody | null }): ReactNode {
  const t = useText();
  const formats = useFormats();
  if (account === null || !account.detailsSubmitted) return null;
  const reason = disabledWords(account.disabledReason);
  if (reason !== undefined)
    return (
      <Notice tone="needs" title={t('onlinePayments.disabled.title')}>
        {t(reason)}
      </Notice>
    );
  if (account.deadline === '') return null;
  return (
    <Notice tone="needs" title={t('onlinePayments.deadline.title', { date: formats.day(account.deadline) })}>
      {t('onlinePayments.deadline.text')}
    </Notice>
  );
}

function Needs(props: {
  readonly needs: readonly Need[];
  readonly account: PaymentAccountBody | null;
}): ReactNode {
  const t = useText();
  const { needs, account } = props;
  if (account === null) return <HaveAtHand />;
  if (needs.length === 0) return null;
  return (
    <Section
      title={t('onlinePayments.needs', { count: needs.length })}
      text={t('onlinePayments.needs.text')}
      boxed
    >
      <List label={t('onlinePayments.needs', { count: needs.length })}>
        {needs.map(({ title, help, name }) => (
          <div key={`${title} ${name}`} className="op-need">
            <ListRow title={t(title, { name })} meta={t(help)} />
          </div>
        ))}
      </List>
    </Section>
  );
}

/** Before one begins: what Stripe will ask. */
function HaveAtHand(): ReactNode {
  const t = useText();
  const parts = [
    t('onlinePayments.hand.letter'),
    t('onlinePayments.hand.person'),
    t('onlinePayments.hand.account'),
  ];
  return (
    <Section title={t('onlinePayments.hand')}>
      <ul className="op-hand">
        {parts.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
    </Section>
  );
}
