/** What autopay means to draft: the next one in a sentence, all of them as a list. */
import type { ReactNode } from 'react';
import { quoteOf, type Planned } from '@communitrak/domain/payments/index.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { StatusTag } from '../../../kit/DeliveryBadge.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { Section } from '../../../kit/Page.tsx';
import { Money } from '../../../kit/Values.tsx';
import { titleOf } from '../../accounts/index.ts';
import type { OnProps } from './on-props.ts';

type PlanProps = Pick<OnProps, 'home' | 'paying' | 'state'>;

/** Fee included. Whole cents. */
function totalOf({ openCents }: Planned, { paying, state }: PlanProps): number {
  return quoteOf([{ cents: openCents }], state.method?.body.kind ?? 'card', paying.settings).totalCents;
}

export function AutopayPlan(props: PlanProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { home, state } = props;
  const { currency, today } = home.view.rules;
  const next = state.plan.find(({ isOverLimit }) => !isOverLimit);
  if (state.plan.length === 0)
    return (
      <Notice title={t('payments.autopay.nothing')}>
        <p>{t('payments.autopay.nothing.text')}</p>
      </Notice>
    );
  const laterOf = (day: string): string => formats.date(day < today ? today : day);
  return (
    <>
      {next === undefined ? null : (
        <Notice
          title={t('payments.autopay.next', {
            amount: formats.money({ cents: totalOf(next, props), currency }),
            date: laterOf(next.draftOn),
          })}
        >
          <p>
            {next.remindOn <= today
              ? t('payments.autopay.reminded')
              : t('payments.autopay.remind', { date: formats.date(next.remindOn) })}
          </p>
        </Notice>
      )}
      <Section title={t('payments.autopay.plan')} boxed>
        <ul className="ct-list" aria-label={t('payments.autopay.plan')}>
          {state.plan.map((planned) => (
            <li key={planned.entry}>
              <PlannedLine planned={planned} day={laterOf(planned.draftOn)} {...props} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function PlannedLine(props: PlanProps & { readonly planned: Planned; readonly day: string }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { planned, day, home } = props;
  const { entries, rules } = home.view;
  const doc = entries.get(planned.entry)?.entry;
  return (
    <div className="py-charge py-line">
      <span>
        {doc === undefined ? t('payments.charge.other') : titleOf(doc, t)}{' '}
        {planned.isOverLimit ? (
          <StatusTag tone="needs" mark="cross">
            {t('payments.autopay.overLimit')}
          </StatusTag>
        ) : null}
        <span className="ct-soft py-below">
          {planned.isOverLimit
            ? t('payments.autopay.overLimit.text')
            : t(planned.failures === 0 ? 'payments.autopay.draftOn' : 'payments.autopay.againOn', {
                date: day,
                due: formats.date(planned.due),
              })}
        </span>
      </span>
      <Money amount={{ cents: totalOf(planned, props), currency: rules.currency }} />
    </div>
  );
}
