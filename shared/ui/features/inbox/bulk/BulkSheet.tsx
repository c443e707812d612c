/**
 * Asks what the selected requests shall become, and says before it is done to how many it will happen, which are so already
 * and which may not be changed, by name and with the reason.
 */
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { requestRights } from '@communitrak/replica/queries/request-rights.ts';
import type { RequestRights, RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import { useReplica } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { Button } from '../../../kit/Button.tsx';
import { SelectField } from '../../../kit/Field.tsx';
import { Skeleton } from '../../../kit/Loading.tsx';
import { Sheet } from '../../../kit/Sheet.tsx';
import { LongWork } from '../../../kit/states/LongWork.tsx';
import type { BulkChange, BulkPlan, Refused } from './bulk-plan.ts';
import { planOf } from './bulk-plan.ts';
import { useBulkChoices, UNCHOSEN } from './use-bulk-choices.ts';
import { useBulkWork } from './use-bulk-work.ts';

interface BulkSheetProps {
  readonly kind: BulkChange['kind'];
  /** As they were when it was asked: those that leave the list while they are changed are still meant. */
  readonly rows: readonly RequestRow[];
  /** @param done something was changed */
  readonly onClose: (done: boolean) => void;
}

export function BulkSheet(props: BulkSheetProps): ReactNode {
  const t = useText();
  const { kind, rows, onClose } = props;
  const rights = useRights(rows);
  const [value, setValue] = useState(UNCHOSEN);
  const { choices, change, nameOf } = useBulkChoices(kind, value);
  const plan = useMemo(
    () => (change === undefined || rights === undefined ? undefined : planOf(rows, change, rights)),
    [rows, change, rights],
  );
  const work = useBulkWork(() => onClose(true));
  const title = t(kind === 'assign' ? 'inbox.bulk.assign' : 'inbox.bulk.status', { count: rows.length });
  const close = (): void => {
    work.stop();
    if (work.progress === undefined) onClose(work.failed !== undefined);
  };
  return (
    <Sheet
      open
      onClose={close}
      title={title}
      footer={
        work.failed === undefined ? (
          <>
            <Button
              kind="primary"
              busy={work.progress !== undefined}
              why={whyHeld(plan, t)}
              onClick={() => {
                if (plan !== undefined && change !== undefined) void work.start(plan, change, nameOf(value));
              }}
            >
              {t('inbox.bulk.do', { count: plan?.will.length ?? 0 })}
            </Button>
            <Button onClick={close}>{t('inbox.bulk.cancel')}</Button>
          </>
        ) : (
          <Button kind="primary" onClick={close}>
            {t('inbox.bulk.close')}
          </Button>
        )
      }
    >
      {work.failed === undefined ? (
        <>
          <SelectField
            label={t(kind === 'assign' ? 'inbox.bulk.to' : 'inbox.bulk.newStatus')}
            value={value}
            onChange={setValue}
            choices={choices}
          />
          {rights === undefined ? <Skeleton rows={2} /> : null}
          {plan === undefined ? null : <Plan plan={plan} />}
        </>
      ) : (
        <Named title={t('inbox.bulk.failed', { count: work.failed.length })} refused={work.failed} />
      )}
      {work.progress === undefined ? null : (
        <LongWork
          title={t('inbox.bulk.working')}
          progress={work.progress}
          text={t('inbox.bulk.stopped')}
          onStop={work.stop}
        />
      )}
    </Sheet>
  );
}

function whyHeld(plan: BulkPlan | undefined, t: ReturnType<typeof useText>): string | undefined {
  if (plan === undefined) return t('inbox.bulk.choose');
  return plan.will.length === 0 ? t('inbox.bulk.nothing') : undefined;
}

function useRights(rows: readonly RequestRow[]): ReadonlyMap<string, RequestRights> | undefined {
  const replica = useReplica();
  const [rights, setRights] = useState<ReadonlyMap<string, RequestRights>>();
  useEffect(() => {
    let wanted = true;
    requestRights(
      replica,
      rows.map(({ id }) => id),
    ).then(
      (found) => wanted && setRights(found),
      (error: unknown) => reportError(error),
    );
    return () => {
      wanted = false;
    };
  }, [replica, rows]);
  return rights;
}

function Plan({ plan }: { readonly plan: BulkPlan }): ReactNode {
  const t = useText();
  const { will, same, cannot } = plan;
  return (
    <div aria-live="polite">
      <p className="ib-bulk-will">{t('inbox.bulk.will', { count: will.length })}</p>
      {same.length === 0 ? null : <p className="ct-soft">{t('inbox.bulk.same', { count: same.length })}</p>}
      {cannot.length === 0 ? null : (
        <Named title={t('inbox.bulk.cannot', { count: cannot.length })} refused={cannot} />
      )}
    </div>
  );
}

/** As many as can be looked through. */
const NAMED = 20;

function Named({
  title,
  refused,
}: {
  readonly title: string;
  readonly refused: readonly Refused[];
}): ReactNode {
  const t = useText();
  return (
    <section className="ib-bulk-refused">
      <h3>{title}</h3>
      <ul>
        {refused.slice(0, NAMED).map(({ row, why }) => (
          <li key={row.id}>
            <strong>
              {row.number === '' ? '' : `${row.number} `}
              {row.title}
            </strong>{' '}
            {t(why)}
          </li>
        ))}
      </ul>
      {refused.length > NAMED ? <p>{t('inbox.bulk.more', { count: refused.length - NAMED })}</p> : null}
    </section>
  );
}
