/**
 * Running dues: which schedule, which month, what each home is charged, and the one press that posts it; without a
 * connection too. A month that has been run says so and leads there.
 */
import { useMemo, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router';
import {
  duesRunLocal,
  duesWords,
  previewDues,
  type DuesPreview,
  type DuesSchedule,
  type Home,
} from '@communitrak/domain/ledger/index.ts';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { postRuns } from '@communitrak/replica/commands/dues.ts';
import {
  associationLocale,
  homes as homesQuery,
  runStates,
  type RunState,
} from '@communitrak/replica/queries/dues.ts';
import { duesSchedules } from '@communitrak/replica/queries/money.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { Button, LinkButton } from '../../../kit/Button.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { SelectField } from '../../../kit/Field.tsx';
import { Skeleton } from '../../../kit/Loading.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { Page } from '../../../kit/Page.tsx';
import { monthWords } from '../dues-words.ts';
import { Fault } from '../Fault.tsx';
import { PreviewSum } from '../Foot.tsx';
import { duesPaths } from '../paths.ts';
import { CannotBill, PreviewTable } from '../PreviewTable.tsx';
import { Ready, type Money } from '../Ready.tsx';
import { useAct } from '../use-act.ts';
import { StageTag } from './StageTag.tsx';
import { useAsked } from './use-asked.ts';
import '../dues.css';

export function RunDuesScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <Page
      title={t('dues.run.title')}
      subtitle={t('dues.run.subtitle')}
      back={{ to: at(duesPaths.list), label: t('dues.title') }}
      width="wide"
    >
      <Ready>{(money) => <Chosen money={money} />}</Ready>
    </Page>
  );
}

function useSources() {
  const replica = useReplica();
  const schedules = useQuery(useMemo(() => duesSchedules(replica), [replica]));
  const homes = useQuery(useMemo(() => homesQuery(replica), [replica]));
  const runs = useQuery(useMemo(() => runStates(replica), [replica]));
  const locale = useQuery(useMemo(() => associationLocale(replica), [replica]));
  return { schedules, homes, runs, locale };
}

function Chosen({ money }: { readonly money: Money }): ReactNode {
  const { schedules, homes, runs, locale } = useSources();
  const active = useMemo(() => schedules?.filter(({ body }) => body.active), [schedules]);
  if (active === undefined || homes === undefined || runs === undefined || locale === undefined)
    return <Skeleton rows={6} />;
  if (active.length === 0) return <NoSchedule />;
  return <OneRun money={money} schedules={active} homes={homes} runs={runs} locale={locale} />;
}

function NoSchedule(): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <EmptyState
      title={t('dues.empty.title')}
      text={t('dues.empty.text')}
      action={
        <LinkButton kind="primary" to={at(duesPaths.new)}>
          {t('dues.new')}
        </LinkButton>
      }
    />
  );
}

interface OneRunProps {
  readonly money: Money;
  /** Those that run; at least one. */
  readonly schedules: readonly DuesSchedule[];
  readonly homes: readonly Home[];
  readonly runs: readonly RunState[];
  readonly locale: string;
}

function OneRun(props: OneRunProps): ReactNode {
  const { money, schedules, homes, runs, locale } = props;
  const { schedule, months, month, set } = useAsked(money.today, schedules, runs);
  if (schedule === undefined) return null;
  return (
    <>
      <Choice schedules={schedules} schedule={schedule} months={months} month={month} set={set} />
      <Preview
        key={`${schedule.id} ${month}`}
        money={money}
        schedule={schedule}
        month={month}
        homes={homes}
        locale={locale}
        before={runs.find(({ run }) => run.id === runIdOf(schedule, month))}
      />
    </>
  );
}

const runIdOf = (schedule: DuesSchedule, month: string): string =>
  makeId('charge-run', duesRunLocal(schedule.id.slice('dues-schedule:'.length), month));

function Choice(props: {
  readonly schedules: readonly DuesSchedule[];
  readonly schedule: DuesSchedule;
  readonly months: readonly string[];
  readonly month: string;
  readonly set: (part: Readonly<Record<string, string>>) => void;
}): ReactNode {
  const t = useText();
  const { locale } = useIntl();
  const { schedules, schedule, months, month, set } = props;
  return (
    <div className="du-choice">
      <SelectField
        label={t('dues.run.schedule')}
        value={schedule.id}
        choices={schedules.map(({ id, body }) => ({ value: id, label: body.name }))}
        onChange={(id) => set({ schedule: id.slice('dues-schedule:'.length), month: '' })}
      />
      <SelectField
        label={t('dues.run.month')}
        value={month}
        choices={months.toReversed().map((value) => ({ value, label: monthWords(value, locale) }))}
        onChange={(value) => set({ month: value })}
      />
    </div>
  );
}

interface PreviewProps {
  readonly money: Money;
  readonly schedule: DuesSchedule;
  readonly month: string;
  readonly homes: readonly Home[];
  readonly locale: string;
  readonly before: RunState | undefined;
}

function Preview({ money, schedule, month, homes, locale, before }: PreviewProps): ReactNode {
  const { currency, books, today } = money;
  const preview = useMemo(
    () =>
      previewDues(schedule, month, homes, {
        words: duesWords(schedule.body.name, month, locale),
        currency,
        lockedThrough: books.lockedThrough,
      }),
    [schedule, month, homes, locale, currency, books],
  );
  const title = duesWords(schedule.body.name, month, locale);
  if (before !== undefined) return <RanBefore state={before} />;
  return (
    <>
      <PreviewSum {...preview} count={preview.lines.length} currency={currency} />
      <CannotBill shared={preview} />
      <PostAct preview={preview} />
      <PreviewTable title={title} shared={preview} homes={homes} currency={currency} today={today} />
    </>
  );
}

function RanBefore({ state }: { readonly state: RunState }): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <Notice
      tone="done"
      title={t('dues.run.before', { name: state.run.body.name })}
      actions={<LinkButton to={at(duesPaths.oneRun(state.run.id))}>{t('dues.run.open')}</LinkButton>}
    >
      <p>{t('dues.run.beforeText')}</p>
      <StageTag state={state} />
    </Notice>
  );
}

function PostAct({ preview }: { readonly preview: DuesPreview }): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const act = useAct();
  const { run } = preview;
  const post = async (): Promise<void> => {
    if (run === undefined || !(await act.run(() => postRuns(replica, [run])))) return;
    announce(t('dues.run.done', { count: run.body.lines.length }));
    void navigate(at(duesPaths.oneRun(run.id)));
  };
  return (
    <div className="du-act">
      <Button
        kind="primary"
        busy={act.busy}
        why={run === undefined ? t('dues.run.nobody') : undefined}
        onClick={() => void post()}
      >
        {t('dues.run.post', { count: preview.lines.length })}
      </Button>
      <Fault words={act.fault} />
    </div>
  );
}
