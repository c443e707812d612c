/** Dues and charges: what is to be run now, the schedules, and the ways to everything else that is charged. */
import { useMemo, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { IconCalendarRepeat } from '@tabler/icons-react';
import {
  dayOfMonth,
  openMonths,
  type DuesSchedule,
  type OpenMonth,
} from '@communitrak/domain/ledger/index.ts';
import { keepDues } from '@communitrak/replica/commands/money.ts';
import { runStates } from '@communitrak/replica/queries/dues.ts';
import { duesSchedules } from '@communitrak/replica/queries/money.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button, LinkButton } from '../../kit/Button.tsx';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { FREQUENCY_WORDS, monthWords } from './dues-words.ts';
import { Fault } from './Fault.tsx';
import { duesPaths } from './paths.ts';
import { Ready, type Money } from './Ready.tsx';
import { useAct } from './use-act.ts';
import { LastRuns, Others } from './Ways.tsx';
import { useIsOffice, useMoney } from './use-money.ts';
import './dues.css';

export function DuesScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const office = useIsOffice();
  const begun = useMoney()?.books !== undefined;
  return (
    <Page
      title={t('dues.title')}
      subtitle={t('dues.subtitle')}
      primary={
        office && begun ? (
          <LinkButton kind="primary" to={at(duesPaths.new)}>
            {t('dues.new')}
          </LinkButton>
        ) : undefined
      }
    >
      <Ready>{(money) => <Dues money={money} />}</Ready>
    </Page>
  );
}

function Dues({ money }: { readonly money: Money }): ReactNode {
  const replica = useReplica();
  const office = useIsOffice();
  const schedules = useQuery(useMemo(() => duesSchedules(replica), [replica]));
  const runs = useQuery(useMemo(() => runStates(replica), [replica]));
  if (schedules === undefined || runs === undefined) return <Skeleton rows={6} />;
  const ran = new Set(runs.map(({ run }) => run.id));
  return (
    <>
      {office ? <ToRun open={openMonths(schedules, ran, money.today)} today={money.today} /> : null}
      <Schedules schedules={schedules} money={money} />
      <Others />
      <LastRuns runs={runs} />
    </>
  );
}

const MOST_OPEN = 6;

function ToRun({ open, today }: { readonly open: readonly OpenMonth[]; readonly today: string }): ReactNode {
  const t = useText();
  const at = useAt();
  const { locale } = useIntl();
  const formats = useFormats();
  if (open.length === 0) return null;
  return (
    <Section title={t('dues.toRun.title')}>
      <div className="ct-box du-wrap">
        <List label={t('dues.toRun.title')}>
          {open.slice(0, MOST_OPEN).map(({ schedule, month, due }) => (
            <ListRow
              key={`${schedule.id} ${month}`}
              to={at(duesPaths.runOf(schedule.id, month))}
              title={t('dues.toRun.one', { name: schedule.body.name, month: monthWords(month, locale) })}
              meta={t('dues.toRun.due', { date: formats.date(due) })}
              trail={
                due <= today ? (
                  <StatusTag tone="needs" mark="full">
                    {t('dues.toRun.now')}
                  </StatusTag>
                ) : (
                  <StatusTag tone="neutral" mark="ring">
                    {t('dues.toRun.soon')}
                  </StatusTag>
                )
              }
            />
          ))}
        </List>
        {open.length > MOST_OPEN ? (
          <p className="ct-card-text ct-soft">{t('dues.toRun.more', { count: open.length - MOST_OPEN })}</p>
        ) : null}
      </div>
    </Section>
  );
}

function Schedules(props: { readonly schedules: readonly DuesSchedule[]; readonly money: Money }): ReactNode {
  const t = useText();
  const at = useAt();
  const office = useIsOffice();
  const act = useEnding();
  const { schedules, money } = props;
  const words = useScheduleWords(money.currency);
  if (schedules.length === 0)
    return (
      <EmptyState
        icon={<IconCalendarRepeat />}
        title={t('dues.empty.title')}
        text={t('dues.empty.text')}
        action={
          office ? (
            <LinkButton kind="primary" to={at(duesPaths.new)}>
              {t('dues.new')}
            </LinkButton>
          ) : null
        }
      />
    );
  return (
    <Section title={t('dues.schedules')} boxed>
      <List label={t('dues.schedules')}>
        {schedules.map((schedule) => (
          <div key={schedule.id} className="du-row">
            <ListRow
              {...(office ? { to: at(duesPaths.one(schedule.id)) } : {})}
              title={schedule.body.name}
              meta={words(schedule)}
              trail={
                schedule.body.active ? null : (
                  <StatusTag tone="neutral" mark="cross">
                    {t('dues.ended')}
                  </StatusTag>
                )
              }
            />
            {office ? (
              <Button kind="quiet" onClick={() => act.turn(schedule)}>
                {t(schedule.body.active ? 'dues.end' : 'dues.resume')}
              </Button>
            ) : null}
          </div>
        ))}
      </List>
      <Fault words={act.fault} />
    </Section>
  );
}

/** Ends a schedule, or lets it run again, with the way back. */
function useEnding() {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const { fault, run } = useAct();
  const turn = async ({ id, body }: DuesSchedule): Promise<void> => {
    const active = !body.active;
    if (!(await run(() => keepDues(replica, id, { ...body, active })))) return;
    announce(t(active ? 'dues.resumed' : 'dues.endedDone', { name: body.name }), {
      label: t('dues.undo'),
      run: () => void run(() => keepDues(replica, id, body)),
    });
  };
  return { fault, turn: (schedule: DuesSchedule) => void turn(schedule) };
}

function useScheduleWords(currency: string): (schedule: DuesSchedule) => string {
  const t = useText();
  const formats = useFormats();
  return ({ body }) => {
    const money = (cents: number): string => formats.money({ cents, currency });
    const { amount } = body;
    const how =
      amount.by === 'home'
        ? t('dues.amount.said.home', { amount: money(amount.cents) })
        : amount.by === 'share'
          ? t('dues.amount.said.share', { amount: money(amount.totalCents) })
          : t('dues.amount.said.class', { count: Object.keys(amount.cents).length });
    const from = formats.date(dayOfMonth(body.from, body.day));
    return [t(FREQUENCY_WORDS[body.frequency]), how, t('dues.said.from', { date: from })].join(' · ');
  };
}
