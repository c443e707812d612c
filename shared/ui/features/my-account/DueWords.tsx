/** When what is open is due, or since when it is late: a sentence, with a mark where it is late. */
import type { ReactNode } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { dueOf, upcomingOf } from './due.ts';

export function DueWords({ view }: { readonly view: AccountView }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const due = dueOf(view);
  if (due === undefined) return <UpcomingWords view={view} />;
  const values = {
    amount: formats.money({ cents: due.cents, currency: view.rules.currency }),
    date: formats.date(due.day),
  };
  if (due.state === 'next') return <span className="ct-numbers">{t('myAccount.due.next', values)}</span>;
  return (
    <span className="ma-late ct-numbers">
      <IconAlertTriangle aria-hidden />
      {t('myAccount.due.late', values)}
    </span>
  );
}

/** Nothing is open; what is posted ahead is told with its day. */
function UpcomingWords({ view }: { readonly view: AccountView }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const next = upcomingOf(view);
  if (next === undefined) return null;
  const amount = formats.money({ cents: next.cents, currency: view.rules.currency });
  return (
    <span className="ct-numbers">{t('myAccount.upcoming', { amount, date: formats.date(next.day) })}</span>
  );
}
