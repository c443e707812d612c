/** Autopay that is on: the next draft, the ones after it, what holds, and every way to change or end it. */
import { useState, type ReactNode } from 'react';
import { consentOf, type Autopay } from '@communitrak/domain/payments/index.ts';
import { endAutopay, setAutopay } from '@communitrak/replica/commands/autopay.ts';
import { useReplica } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { Actions, Button } from '../../../kit/Button.tsx';
import { DeliveryBadge, StatusTag } from '../../../kit/DeliveryBadge.tsx';
import { Facts } from '../../../kit/Facts.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { Section } from '../../../kit/Page.tsx';
import { Money } from '../../../kit/Values.tsx';
import { tailWords } from '../payment-words.ts';
import { AutopayPlan } from './AutopayPlan.tsx';
import { ChangeSheet } from './ChangeSheet.tsx';
import type { OnProps } from './on-props.ts';
import { PauseSheet } from './PauseSheet.tsx';
import { useAutopayAct } from './use-autopay-act.ts';
import { retryWords } from './use-autopay-words.ts';

export function AutopayOn(props: OnProps): ReactNode {
  const t = useText();
  const { home, state, autopay } = props;
  return (
    <>
      <p className="py-state">
        <StatusTag tone="done" mark="tick">
          {t('payments.autopay.on')}
        </StatusTag>{' '}
        <DeliveryBadge state={state.delivery} quietWhenSent />
      </p>
      {state.delivery === 'sent' ? null : (
        <Notice tone="needs" title={t('payments.autopay.waiting')}>
          <p>{t('payments.autopay.waiting.text')}</p>
        </Notice>
      )}
      {state.method === undefined ? (
        <Notice tone="needs" title={t('payments.autopay.methodGone')}>
          <p>{t('payments.autopay.methodGone.text')}</p>
        </Notice>
      ) : null}
      <AutopayPlan {...props} />
      <Section title={t('payments.autopay.holds')} boxed>
        <Holding {...props} />
      </Section>
      <Acts home={home} paying={props.paying} state={state} autopay={autopay} />
      <Agreed autopay={autopay} />
    </>
  );
}

function Holding({ home, paying, state, autopay }: OnProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { body } = autopay;
  const { currency } = home.view.rules;
  const method =
    state.method === undefined ? t('payments.autopay.methodGone') : tailWords(state.method.body, t);
  return (
    <Facts
      facts={[
        {
          label: t('payments.autopay.method'),
          value: body.method === '' ? t('payments.way.default', { method }) : method,
        },
        {
          label: t('payments.autopay.days'),
          value: t('payments.autopay.days.one', { days: body.daysBefore }),
        },
        {
          label: t('payments.autopay.limit'),
          value:
            body.limitCents === 0 ? (
              t('payments.autopay.limit.none')
            ) : (
              <Money amount={{ cents: body.limitCents, currency }} />
            ),
        },
        {
          label: t('payments.autopay.paused'),
          value:
            body.pausedUntil === ''
              ? t('payments.autopay.paused.no')
              : t('payments.autopay.paused.until', { date: formats.date(body.pausedUntil) }),
        },
        { label: t('payments.autopay.retry.label'), value: retryWords(paying.settings, t, formats) },
      ]}
    />
  );
}

function Acts(props: OnProps): ReactNode {
  const t = useText();
  const replica = useReplica();
  const { home, autopay } = props;
  const { household } = home.view;
  const [sheet, setSheet] = useState<'change' | 'pause'>();
  const { busy, fault, run } = useAutopayAct();
  const close = (): void => setSheet(undefined);
  return (
    <>
      {fault === '' ? null : <Notice tone="loss" alert title={fault} />}
      <Actions>
        <Button kind="primary" onClick={() => setSheet('change')}>
          {t('payments.autopay.change')}
        </Button>
        {autopay.body.pausedUntil === '' ? (
          <Button onClick={() => setSheet('pause')}>{t('payments.autopay.pause')}</Button>
        ) : (
          <Button
            busy={busy}
            onClick={() =>
              run('payments.autopay.resumed', () => setAutopay(replica, household, { pausedUntil: '' }))
            }
          >
            {t('payments.autopay.resume')}
          </Button>
        )}
        <Button
          busy={busy}
          onClick={() => run('payments.autopay.turnedOff', () => endAutopay(replica, household))}
        >
          {t('payments.autopay.turnOff')}
        </Button>
      </Actions>
      <p className="ct-soft py-note">{t('payments.autopay.free')}</p>
      {sheet === 'change' ? <ChangeSheet {...props} onClose={close} /> : null}
      {sheet === 'pause' ? <PauseSheet {...props} onClose={close} /> : null}
    </>
  );
}

function Agreed({ autopay }: { readonly autopay: Autopay }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const consent = consentOf(autopay.body);
  if (consent === undefined) return null;
  return (
    <details className="ct-details">
      <summary>{t('payments.autopay.agreed', { date: formats.day(consent.at) })}</summary>
      <p className="py-note">{consent.text}</p>
    </details>
  );
}
