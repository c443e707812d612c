/** Below the schedules: the ways to everything else that is charged, and the latest runs. */
import type { ReactNode } from 'react';
import { IconChevronRight } from '@tabler/icons-react';
import { amountOfRun } from '@communitrak/domain/ledger/index.ts';
import type { RunState } from '@communitrak/replica/queries/dues.ts';
import { useAt } from '../../app/paths.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { LinkButton } from '../../kit/Button.tsx';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Section } from '../../kit/Page.tsx';
import { duesPaths } from './paths.ts';
import { StageTag } from './runs/StageTag.tsx';
import { useIsOffice } from './use-money.ts';

const WAYS = [
  ['late', 'dues.way.late', 'dues.way.late.text'],
  ['many', 'dues.way.many', 'dues.way.many.text'],
  ['special', 'dues.way.special', 'dues.way.special.text'],
  ['plans', 'dues.way.plans', 'dues.way.plans.text'],
  ['homes', 'dues.way.homes', 'dues.way.homes.text'],
  ['opening', 'dues.way.opening', 'dues.way.opening.text'],
  ['books', 'dues.way.books', 'dues.way.books.text'],
] as const satisfies readonly (readonly [keyof typeof duesPaths, MessageId, MessageId])[];

/** The board reads plans and books along. */
const FOR_BOARD: ReadonlySet<string> = new Set(['plans', 'books']);

export function Others(): ReactNode {
  const t = useText();
  const at = useAt();
  const office = useIsOffice();
  const shown = WAYS.filter(([path]) => office || FOR_BOARD.has(path));
  return (
    <Section title={t('dues.ways')} boxed>
      <List label={t('dues.ways')}>
        {shown.map(([path, title, text]) => (
          <ListRow
            key={path}
            to={at(duesPaths[path])}
            title={t(title)}
            meta={t(text)}
            trail={<IconChevronRight aria-hidden />}
          />
        ))}
      </List>
    </Section>
  );
}

const MOST_RUNS = 5;

export function LastRuns({ runs }: { readonly runs: readonly RunState[] }): ReactNode {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  if (runs.length === 0) return null;
  return (
    <Section
      title={t('dues.lastRuns')}
      actions={
        <LinkButton kind="quiet" to={at(duesPaths.runs)}>
          {t('dues.runs.all', { count: runs.length })}
        </LinkButton>
      }
    >
      <div className="ct-box du-wrap">
        <List label={t('dues.lastRuns')}>
          {runs.slice(0, MOST_RUNS).map((state) => (
            <ListRow
              key={state.run.id}
              to={at(duesPaths.oneRun(state.run.id))}
              title={state.run.body.name}
              meta={t('dues.lastRuns.one', {
                date: formats.date(state.run.body.posted),
                count: state.run.body.lines.length,
                total: formats.money({
                  cents: amountOfRun(state.run.body),
                  currency: state.run.body.currency,
                }),
              })}
              trail={<StageTag state={state} />}
            />
          ))}
        </List>
      </div>
    </Section>
  );
}
