/** Up to which month the books are locked, since when, by whom; the next lock, and the way back for a community leader. */
import { useMemo, useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { addMonths, dayOfMonth, monthOf, type BooksBody } from '@communitrak/domain/ledger/index.ts';
import { lockBooks } from '@communitrak/replica/commands/dues.ts';
import { memberNames } from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { Button } from '../../../kit/Button.tsx';
import { SelectField } from '../../../kit/Field.tsx';
import { FormSheet } from '../../../kit/form/FormSheet.tsx';
import { useForm } from '../../../kit/form/use-form.ts';
import { List, ListRow } from '../../../kit/ListRow.tsx';
import { Section } from '../../../kit/Page.tsx';
import { DateText } from '../../../kit/Values.tsx';
import { monthWords } from '../dues-words.ts';
import { Fault } from '../Fault.tsx';
import { useAct } from '../use-act.ts';
import { useIsOffice } from '../use-money.ts';

interface LocksProps {
  readonly books: BooksBody;
  readonly today: string;
}

export function LocksSection({ books, today }: LocksProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const office = useIsOffice();
  const [open, setOpen] = useState<'lock' | 'unlock'>();
  const { lockedThrough } = books;
  const leads = replica.principal.keys.has('lead');
  return (
    <Section
      title={t('dues.locks.title')}
      text={
        lockedThrough === ''
          ? t('dues.locks.none')
          : t('dues.locks.through', { date: formats.date(lockedThrough) })
      }
    >
      <History books={books} />
      {office ? (
        <div className="ct-actions">
          <Button onClick={() => setOpen('lock')}>{t('dues.locks.act')}</Button>
          {leads && lockedThrough !== '' ? (
            <Button kind="danger" onClick={() => setOpen('unlock')}>
              {t('dues.locks.open')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {open === undefined ? null : (
        <LockSheet books={books} today={today} back={open === 'unlock'} onClose={() => setOpen(undefined)} />
      )}
    </Section>
  );
}

function History({ books }: { readonly books: BooksBody }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const names = useQuery(useMemo(() => memberNames(replica), [replica]));
  const locks = (books.locks ?? []).toReversed();
  if (locks.length === 0) return null;
  return (
    <div className="ct-box du-gap">
      <List label={t('dues.locks.history')}>
        {locks.map(({ through, at, by }) => (
          <ListRow
            key={at}
            title={
              through === ''
                ? t('dues.locks.opened')
                : t('dues.locks.through', { date: formats.date(through) })
            }
            meta={
              <>
                {names?.get(by) ?? t('dues.somebody')} · <DateText at={at} />
              </>
            }
          />
        ))}
      </List>
    </div>
  );
}

const MOST_BACK = 24;

/** Months that may be chosen: forward up to this one; back among those that are locked, the newest first. */
function monthsFor({ lockedThrough }: BooksBody, today: string, back: boolean): readonly string[] {
  const now = monthOf(today);
  const locked = lockedThrough === '' ? addMonths(now, -MOST_BACK) : monthOf(lockedThrough);
  const months: string[] = [];
  if (back) for (let ago = 1; ago <= MOST_BACK; ago += 1) months.push(addMonths(locked, -ago));
  else for (let month = now; month > locked; month = addMonths(month, -1)) months.push(month);
  return months;
}

/** What is usually meant: the month before this one. */
const usualOf = (months: readonly string[], today: string): string =>
  months.find((month) => month < monthOf(today)) ?? months[0] ?? '';

function LockMeans({ back, through }: { readonly back: boolean; readonly through: string }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const words = back ? t('dues.locks.openMeans') : t('dues.locks.means', { date: formats.date(through) });
  return (
    <p className="ct-soft" aria-live="polite">
      {words}
    </p>
  );
}

function LockSheet(props: LocksProps & { readonly back: boolean; readonly onClose: () => void }): ReactNode {
  const { books, today, back, onClose } = props;
  const t = useText();
  const { locale } = useIntl();
  const replica = useReplica();
  const announce = useAnnounce();
  const act = useAct();
  const months = monthsFor(books, today, back);
  const usual = usualOf(months, today);
  const form = useForm({ initial: { month: usual }, validate: () => ({}) });
  const { month } = form.values;
  const through = month === '' ? '' : dayOfMonth(month, 31);
  const lock = async (): Promise<void> => {
    if (!(await act.run(() => lockBooks(replica, books.currency, through)))) return;
    onClose();
    announce(t(back ? 'dues.locks.openedDone' : 'dues.locks.done'));
  };
  if (months.length === 0) return null;
  return (
    <FormSheet
      form={form}
      title={t(back ? 'dues.locks.open' : 'dues.locks.act')}
      submit={t(back ? 'dues.locks.openSubmit' : 'dues.locks.submit')}
      kind={back ? 'danger' : 'primary'}
      busy={act.busy}
      onSubmit={() => void lock()}
      onClose={onClose}
    >
      <SelectField
        label={t(back ? 'dues.locks.stays' : 'dues.locks.month')}
        choices={[
          ...months.map((value) => ({ value, label: monthWords(value, locale) })),
          ...(back ? [{ value: '', label: t('dues.locks.nothing') }] : []),
        ]}
        {...form.field('month')}
      />
      <LockMeans back={back} through={through} />
      <Fault words={act.fault} />
    </FormSheet>
  );
}
