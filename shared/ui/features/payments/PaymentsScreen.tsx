/** A member's payments, the newest first, and the ways to pay, to saved methods, to autopay. */
import type { ReactNode } from 'react';
import { IconCreditCard } from '@tabler/icons-react';
import type { MyPayments, PaymentRow } from '@communitrak/replica/queries/payments.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { Navigate, useSearchParams } from 'react-router';
import { useAt } from '../../app/paths.ts';
import { useUnread } from '../../app/unread/use-unread.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { VirtualList } from '../../kit/VirtualList.tsx';
import { NotOpen, StripeNote } from './Marks.tsx';
import { NotAccepted } from './NotAccepted.tsx';
import { comeBackTo, paymentPaths } from './paths.ts';
import { PaymentRowLink } from './PaymentRowLink.tsx';
import { pendingRows } from './PendingRows.tsx';
import { nameOf, useHomes, type Homes } from './use-paying.ts';
import './payments.css';

/** The gateway's pages lead back here, and from here to what they were about. */
export function PaymentsScreen(): ReactNode {
  const at = useAt();
  const [search] = useSearchParams();
  const about = comeBackTo(search);
  return about === undefined ? <AllPayments /> : <Navigate to={at(about)} replace />;
}

function AllPayments(): ReactNode {
  const t = useText();
  const at = useAt();
  const homes = useHomes();
  const open = homes?.paying.status?.open === true;
  const owes = homes?.views.some(({ account }) => account.openCents > 0) === true;
  return (
    <Page
      title={t('payments.title')}
      width="text"
      actions={
        open ? (
          <>
            <LinkButton to={at(paymentPaths.autopay())}>{t('payments.autopay')}</LinkButton>
            <LinkButton to={at(paymentPaths.methods())}>{t('payments.methods')}</LinkButton>
          </>
        ) : undefined
      }
      primary={
        open && owes ? (
          <LinkButton kind="primary" icon={<IconCreditCard aria-hidden />} to={at(paymentPaths.pay())}>
            {t('payments.pay.act')}
          </LinkButton>
        ) : undefined
      }
    >
      {homes === undefined ? <Skeleton rows={6} /> : <Content homes={homes} open={open} />}
    </Page>
  );
}

function Content({ homes, open }: { readonly homes: Homes; readonly open: boolean }): ReactNode {
  const t = useText();
  const { paying, views } = homes;
  const rows = allRows(paying);
  if (!open && rows.length === 0) return <NotOpen />;
  return (
    <>
      {open ? null : (
        <Notice title={t('payments.closed.title')}>
          <p>{t('payments.closed.now')}</p>
        </Notice>
      )}
      {paying.refused.map((refused) => (
        <NotAccepted key={refused.key} refused={refused} />
      ))}
      {rows.length === 0 ? (
        <EmptyState icon={<IconCreditCard />} title={t('payments.none')} text={t('payments.none.text')} />
      ) : (
        <Rows rows={rows} views={views} />
      )}
      <StripeNote />
    </>
  );
}

/** Of all homes, newest first. */
function allRows({ homes }: MyPayments): readonly PaymentRow[] {
  const rows = homes.flatMap((home) => home.rows);
  return rows.toSorted((a, b) => (a.payment.body.recorded < b.payment.body.recorded ? 1 : -1));
}

interface RowsProps {
  readonly rows: readonly PaymentRow[];
  readonly views: readonly AccountView[];
}

function Rows({ rows, views }: RowsProps): ReactNode {
  const t = useText();
  const pending = pendingRows(rows);
  const ended = rows.filter((row) => !pending.includes(row));
  return (
    <>
      <RowList title={t('payments.pending')} rows={pending} views={views} />
      <RowList title={t('payments.ended')} rows={ended} views={views} />
    </>
  );
}

function RowList({ title, rows, views }: RowsProps & { readonly title: string }): ReactNode {
  const unread = useUnread();
  if (rows.length === 0) return null;
  const homeOf = ({ payment }: PaymentRow): string | undefined => {
    const view = views.find(({ household }) => household === payment.body.household);
    return view === undefined || views.length < 2 ? undefined : nameOf(view);
  };
  return (
    <Section title={title} boxed>
      <VirtualList
        label={title}
        items={rows}
        keyOf={({ payment }) => payment.id}
        estimate={72}
        row={(row) => <PaymentRowLink row={row} home={homeOf(row)} unread={unread.has(row.payment.id)} />}
      />
    </Section>
  );
}
