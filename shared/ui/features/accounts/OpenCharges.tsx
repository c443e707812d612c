/** What is open, the one due first on top: what it is, why, when it was due, and how much of it is left. */
import { useState, type ReactNode } from 'react';
import { dateOfDay, type ChargeState } from '@communitrak/domain/ledger/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { Money } from '../../kit/Values.tsx';
import { ChargeStateTag } from './ChargeStateTag.tsx';
import { openCharges } from './ledger-rows.ts';
import { lineSentences, titleOf, type Explaining } from './line-words.ts';
import { useExplaining } from './use-explaining.ts';
import './accounts.css';

/** More than a year of months is opened on demand. */
const MOST = 12;

interface OpenProps {
  readonly view: AccountView;
  /** Beneath a charge: what another feature has to say of it. @param id of its entry */
  readonly below?: ((id: string) => ReactNode) | undefined;
}

export function OpenCharges({ view, below }: OpenProps): ReactNode {
  const t = useText();
  const context = useExplaining(view);
  const [all, setAll] = useState(false);
  const open = openCharges(view);
  const more = all ? 0 : Math.max(0, open.length - MOST);
  return (
    <>
      <ul className="ct-list" aria-label={t('accounts.open.title')}>
        {open.slice(0, open.length - more).map((state) => (
          <li key={state.line.id}>
            <OpenCharge state={state} context={context} below={below} />
          </li>
        ))}
      </ul>
      {more === 0 ? null : (
        <Button kind="quiet" full onClick={() => setAll(true)}>
          {t('accounts.open.more', { count: more })}
        </Button>
      )}
    </>
  );
}

interface ChargeProps extends Pick<OpenProps, 'below'> {
  readonly state: ChargeState;
  readonly context: Explaining;
}

function OpenCharge({ state, context, below }: ChargeProps): ReactNode {
  const { view, t } = context;
  const { line, openCents } = state;
  const entry = view.entries.get(line.id)?.entry;
  const { currency } = view.rules;
  return (
    <div className="ac-line ac-open">
      <div className="ac-line-words">
        <p className="ac-line-title">
          {entry === undefined ? t('accounts.line.other') : titleOf(entry, t)}{' '}
          <ChargeStateTag state={state.state} overdue={dateOfDay(line.dueDay) < view.day} />
        </p>
        <p className="ac-line-why">{lineSentences(line.id, context).join(' ')}</p>
        {below?.(line.id)}
      </div>
      <p className="ac-line-amount">
        <strong>
          <Money amount={{ cents: openCents, currency }} />
        </strong>
        {openCents === line.cents ? null : (
          <span className="ac-line-of">
            {t('accounts.open.of', { amount: context.formats.money({ cents: line.cents, currency }) })}
          </span>
        )}
      </p>
    </div>
  );
}
