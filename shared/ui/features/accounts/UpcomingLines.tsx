/** What is posted and takes effect later: not owed yet, and no surprise when its day comes. */
import type { ReactNode } from 'react';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useText } from '../../i18n/Text.tsx';
import { Section } from '../../kit/Page.tsx';
import { DateText, Money } from '../../kit/Values.tsx';
import { titleOf } from './line-words.ts';
import './accounts.css';

/** @param onOpen opens a line, where there is something to do with it */
export function UpcomingLines(props: {
  readonly view: AccountView;
  readonly onOpen?: ((id: string) => void) | undefined;
}): ReactNode {
  const t = useText();
  const { view, onOpen } = props;
  if (view.upcoming.length === 0) return null;
  return (
    <Section title={t('accounts.upcoming.title')} text={t('accounts.upcoming.text')} boxed>
      <ul className="ct-list" aria-label={t('accounts.upcoming.title')}>
        {view.upcoming.map(({ id }) => (
          <li key={id}>
            {onOpen === undefined ? (
              <div className="ac-line">
                <Upcoming id={id} view={view} />
              </div>
            ) : (
              <button type="button" className="ac-line ct-row" onClick={() => onOpen(id)}>
                <Upcoming id={id} view={view} />
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Upcoming({ id, view }: { readonly id: string; readonly view: AccountView }): ReactNode {
  const t = useText();
  const entry = view.entries.get(id)?.entry;
  if (entry === undefined) return null;
  const { cents, currency, posted } = entry.body;
  return (
    <>
      <span className="ac-line-date">
        <DateText at={posted} />
      </span>
      <span className="ac-line-words">
        <span className="ac-line-title">{titleOf(entry, t)}</span>
      </span>
      <span className="ac-line-amount">
        <strong>
          <Money amount={{ cents, currency }} />
        </strong>
      </span>
    </>
  );
}
