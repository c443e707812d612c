/** One payment plan: what was agreed, how far it is, and (where an instalment is missing) the notice of default. */
import { useMemo, useState, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { planProgress, rulesOfBooks, type PlanProgress } from '@communitrak/domain/ledger/index.ts';
import { ledger as ledgerQuery, paymentPlans, type PlanRow } from '@communitrak/replica/queries/dues.ts';
import { usePlatform, useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { Button } from '../../../kit/Button.tsx';
import { DeliveryBadge } from '../../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { Facts } from '../../../kit/Facts.tsx';
import { Skeleton } from '../../../kit/Loading.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { Page, Section } from '../../../kit/Page.tsx';
import { DateText } from '../../../kit/Values.tsx';
import { duesPaths } from '../paths.ts';
import { Ready, type Money } from '../Ready.tsx';
import { useIsOffice } from '../use-money.ts';
import { DefaultLetter } from './DefaultLetter.tsx';
import { EndSheet, type EndKind } from './EndSheet.tsx';
import { InstalmentList } from './InstalmentList.tsx';
import { PlanTag } from './PlanTag.tsx';
import '../dues.css';

export function PlanScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const { id = '' } = useParams();
  const replica = useReplica();
  const plans = useQuery(useMemo(() => paymentPlans(replica), [replica]));
  const row = plans?.find(({ plan }) => plan.id === `payment-plan:${id}`);
  return (
    <Page
      title={row === undefined ? t('dues.plans.one') : t('dues.plans.of', { name: row.name })}
      subtitle={row?.address}
      back={{ to: at(duesPaths.plans), label: t('dues.plans.title') }}
      trail={[{ to: at(duesPaths.list), label: t('dues.title') }]}
      width="text"
    >
      {plans === undefined ? (
        <Skeleton rows={6} />
      ) : row === undefined ? (
        <EmptyState title={t('dues.plans.gone')} text={t('dues.plans.goneText')} />
      ) : (
        <Ready>{(money) => <Plan money={money} row={row} />}</Ready>
      )}
    </Page>
  );
}

interface PlanProps {
  readonly money: Money;
  readonly row: PlanRow;
}

function useProgress({ money, row }: PlanProps): PlanProgress | undefined {
  const replica = useReplica();
  const ledger = useQuery(useMemo(() => ledgerQuery(replica), [replica]));
  const { books, today } = money;
  const { plan } = row;
  return useMemo(() => {
    if (ledger === undefined) return undefined;
    return planProgress(plan, ledger.lines.get(plan.body.household) ?? [], rulesOfBooks(books), today);
  }, [ledger, plan, books, today]);
}

function Plan(props: PlanProps): ReactNode {
  const t = useText();
  const progress = useProgress(props);
  const { money, row } = props;
  const { body } = row.plan;
  if (progress === undefined) return <Skeleton rows={6} />;
  return (
    <>
      <p className="du-head">
        <PlanTag state={progress.state} />
        <DeliveryBadge state={row.delivery} quietWhenSent />
      </p>
      <Missing {...props} progress={progress} />
      <PlanFacts row={row} progress={progress} />
      <Section title={t('dues.special.instalments', { count: body.instalments.length })} boxed>
        <InstalmentList plan={body} paidCents={progress.paidCents} />
      </Section>
      <PlanActs row={row} money={money} progress={progress} />
      {body.defaulted === undefined ? null : (
        <DefaultLetter row={row} money={money} progress={progress} notice={body.defaulted} />
      )}
    </>
  );
}

type WithProgress = PlanProps & { readonly progress: PlanProgress };

/** What is missing and what that means; or the notice that was given. */
function Missing({ row, progress }: WithProgress): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { body } = row.plan;
  const missing = formats.money({ cents: progress.behindCents, currency: body.currency });
  if (body.defaulted !== undefined)
    return (
      <Notice tone="loss" title={t('dues.plan.defaultedOn', { date: formats.date(body.defaulted.on) })}>
        <p>{body.defaulted.reason}</p>
        <p>{t('dues.plan.defaultedText')}</p>
      </Notice>
    );
  if (progress.state !== 'behind') return null;
  return (
    <Notice tone="needs" title={t('dues.plan.missing', { amount: missing })}>
      <p>{t(body.waives ? 'dues.plan.missingWaived' : 'dues.plan.missingText')}</p>
    </Notice>
  );
}

function PlanFacts({ row, progress }: Omit<WithProgress, 'money'>): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { body } = row.plan;
  const money = (cents: number): string => formats.money({ cents, currency: body.currency });
  return (
    <Facts
      facts={[
        {
          label: t('dues.plan.paid'),
          value: t('dues.plan.paidOf', { paid: money(progress.paidCents), total: money(body.totalCents) }),
        },
        ...(progress.next === undefined || progress.state === 'ended'
          ? []
          : [
              {
                label: t('dues.plan.next'),
                value: t('dues.plan.nextOne', {
                  amount: money(progress.next.cents),
                  date: formats.date(progress.next.due),
                }),
              },
            ]),
        { label: t('dues.plan.agreedOn'), value: <DateText at={body.agreed} /> },
        { label: t('dues.plan.grace'), value: <span className="ct-numbers">{body.graceDays}</span> },
        {
          label: t('dues.plan.waives'),
          value: t(body.waives ? 'dues.plan.waives.yes' : 'dues.plan.waives.no'),
        },
        ...(body.text === '' ? [] : [{ label: t('dues.plan.text'), value: body.text }]),
        ...(body.ended === undefined
          ? []
          : [
              {
                label: t('dues.plan.state.ended'),
                value: `${formats.date(body.ended.on)} · ${body.ended.reason}`,
              },
            ]),
      ]}
    />
  );
}

function PlanActs({ row, money, progress }: WithProgress): ReactNode {
  const t = useText();
  const office = useIsOffice();
  const platform = usePlatform();
  const [open, setOpen] = useState<EndKind>();
  const { body } = row.plan;
  const running = body.ended === undefined && body.defaulted === undefined && progress.state !== 'paid';
  return (
    <div className="ct-actions du-gap">
      {body.defaulted === undefined ? null : (
        <Button onClick={() => platform.print()}>{t('dues.plan.print')}</Button>
      )}
      {office && running ? (
        <>
          <Button
            kind="danger"
            why={progress.state === 'behind' ? undefined : t('dues.plan.notBehind')}
            onClick={() => setOpen('default')}
          >
            {t('dues.plan.default')}
          </Button>
          <Button onClick={() => setOpen('end')}>{t('dues.plan.end')}</Button>
        </>
      ) : null}
      {open === undefined ? null : (
        <EndSheet plan={row.plan} kind={open} today={money.today} onClose={() => setOpen(undefined)} />
      )}
    </div>
  );
}
