/** All lines of an account, newest first: each explains itself, with its amount and the balance after it. */
import type { ReactNode } from 'react';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useText } from '../../i18n/Text.tsx';
import { DeliveryBadge, StatusTag } from '../../kit/DeliveryBadge.tsx';
import { DateText, Money } from '../../kit/Values.tsx';
import { VirtualList } from '../../kit/VirtualList.tsx';
import { Balance } from './balance-words.tsx';
import { ledgerRows, linksOf, type LedgerRow } from './ledger-rows.ts';
import { lineSentences, titleOf, type Explaining } from './line-words.ts';
import { useExplaining } from './use-explaining.ts';
import './accounts.css';

interface LedgerListProps {
  readonly view: AccountView;
  /** Opens a line, where there is something to do with it. */
  readonly onOpen?: ((id: string) => void) | undefined;
  /** Beneath a line that does not open: what another feature has to say of it. @param id of its entry */
  readonly below?: ((id: string) => ReactNode) | undefined;
}

export function LedgerList({ view, onOpen, below }: LedgerListProps): ReactNode {
  const t = useText();
  const context = useExplaining(view);
  return (
    <VirtualList
      label={t('accounts.ledger.title')}
      items={ledgerRows(view)}
      keyOf={({ id }) => id}
      estimate={96}
      row={(row) => <LedgerLine row={row} context={context} onOpen={onOpen} below={below} />}
    />
  );
}

interface LineProps {
  readonly row: LedgerRow;
  readonly context: Explaining;
  readonly onOpen: LedgerListProps['onOpen'];
  readonly below: LedgerListProps['below'];
}

function LedgerLine({ row, context, onOpen, below }: LineProps): ReactNode {
  if (onOpen === undefined)
    return (
      <div className="ac-line ct-row">
        <LineWords row={row} context={context} below={below} />
      </div>
    );
  return (
    <button type="button" className="ac-line ct-row" onClick={() => onOpen(row.id)}>
      <LineWords row={row} context={context} />
    </button>
  );
}

function LineWords({
  row,
  context,
  below,
}: Partial<LineProps> & Pick<LineProps, 'row' | 'context'>): ReactNode {
  const { t, view } = context;
  const { entry, delivery } = row.entry;
  const { currency } = view.rules;
  const isVoid = linksOf(view).reversedBy.has(row.id);
  return (
    <>
      <span className="ac-line-date">
        <DateText at={row.line.posted} />
      </span>
      <span className="ac-line-words">
        <span className="ac-line-title">
          {titleOf(entry, t)}{' '}
          {isVoid ? (
            <StatusTag tone="neutral" mark="cross">
              {t('accounts.state.void')}
            </StatusTag>
          ) : null}{' '}
          <DeliveryBadge state={delivery} quietWhenSent />
        </span>
        <span className="ac-line-why">{lineSentences(row.id, context).join(' ')}</span>
        {below?.(row.id)}
      </span>
      <span className="ac-line-amount">
        <strong>
          <Money amount={{ cents: row.line.cents, currency }} />
        </strong>
        <span className="ac-line-of">
          <span className="ct-hidden">{t('accounts.ledger.balance')} </span>
          <Balance cents={row.balanceCents} currency={currency} />
        </span>
      </span>
    </>
  );
}
