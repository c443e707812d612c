/** What an account says of paying: the act itself, what of it is on its way, and which line was paid by which payment. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { IconCreditCard } from '@tabler/icons-react';
import { paymentEntryId } from '@communitrak/domain/payments/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import type { PaymentRow } from '@communitrak/replica/queries/payments.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { LinkButton } from '../../kit/Button.tsx';
import { openItems, payableItems } from './pay-form.ts';
import { paymentPaths } from './paths.ts';
import { pendingRows } from './PendingRows.tsx';
import { homeOf, useMyPayments } from './use-paying.ts';
import './payments.css';

interface AccountPaying {
  readonly isOpen: boolean;
  /** Something can be paid now. */
  readonly canPay: boolean;
  readonly pending: readonly PaymentRow[];
  /** By the id of a ledger entry: the payment that it belongs to, by document id. */
  readonly byEntry: ReadonlyMap<string, string>;
  /** By the id of a charge's entry: the payment that is on its way for it. */
  readonly onItsWay: ReadonlyMap<string, string>;
}

const NOTHING: AccountPaying = {
  isOpen: false,
  canPay: false,
  pending: [],
  byEntry: new Map(),
  onItsWay: new Map(),
};

export function useAccountPaying(view: AccountView): AccountPaying {
  const paying = useMyPayments();
  if (paying === undefined) return NOTHING;
  const { rows } = homeOf(paying, view).payments;
  const items = openItems(
    view,
    rows.map(({ payment }) => payment),
  );
  const isOpen = paying.status?.open === true;
  return {
    isOpen,
    canPay: isOpen && payableItems(items).length > 0,
    pending: pendingRows(rows),
    byEntry: new Map(
      rows.flatMap(({ payment: { id, body } }) =>
        [paymentEntryId(id), ...body.outcome.entries].map((entry) => [entry, id] as const),
      ),
    ),
    onItsWay: new Map(
      items.flatMap(({ entry, paidBy }) => (paidBy === undefined ? [] : [[entry, paidBy] as const])),
    ),
  };
}

/** The one main act of an account of which something can be paid (`canPay`). */
export function PayButton({ view }: { readonly view: AccountView }): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <LinkButton
      kind="primary"
      icon={<IconCreditCard aria-hidden />}
      to={at(paymentPaths.pay(view.household))}
    >
      {t('payments.pay.act')}
    </LinkButton>
  );
}

interface OnItsWayProps {
  readonly view: AccountView;
  /** Beside what is to be paid, and not beneath what is owed. */
  readonly apart?: boolean;
}

/** `Of this, $125.00 is on its way`, with a way to it. */
export function OnItsWay({ view, apart = false }: OnItsWayProps): ReactNode {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  const { pending } = useAccountPaying(view);
  const [first, ...more] = pending;
  if (first === undefined) return null;
  const cents = pending.reduce((sum, { payment }) => sum + payment.body.cents, 0);
  const path = more.length === 0 ? paymentPaths.one(first.payment.id) : paymentPaths.list;
  return (
    <p className={apart ? 'ct-numbers py-apart' : 'ct-numbers'}>
      {t(apart ? 'payments.onItsWay.apart' : 'payments.onItsWay', {
        amount: formats.money({ cents, currency: view.rules.currency }),
      })}{' '}
      <Link to={at(path)}>{t('payments.onItsWay.see')}</Link>
    </p>
  );
}

/** Beneath a line of an account: to the payment that made it, or that is on its way for it. */
export function PaymentOfLine(props: { readonly view: AccountView; readonly entry: string }): ReactNode {
  const t = useText();
  const at = useAt();
  const { byEntry, onItsWay } = useAccountPaying(props.view);
  const made = byEntry.get(props.entry);
  const under = onItsWay.get(props.entry);
  const id = made ?? under;
  if (id === undefined) return null;
  return (
    <Link className="py-of-line" to={at(paymentPaths.one(id))}>
      {t(made === undefined ? 'payments.line.onItsWay' : 'payments.line.payment')}
    </Link>
  );
}

/** Where nothing can be paid online, that it is so. */
export function PayingNote({ view }: { readonly view: AccountView }): ReactNode {
  const t = useText();
  const paying = useMyPayments();
  const { isOpen } = useAccountPaying(view);
  return paying === undefined || isOpen ? null : <p className="ct-soft">{t('payments.closed.short')}</p>;
}
