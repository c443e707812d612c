/** Something on which Stripe and the books do not agree: what each says, what it may be, and what the office found it was. */
import { useMemo, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import { differenceState, type PaymentDifference } from '@communitrak/domain/payments/index.ts';
import { settlePaymentDifference } from '@communitrak/replica/commands/payment-office.ts';
import { memberNames } from '@communitrak/replica/queries/dues.ts';
import { paymentDifference } from '@communitrak/replica/queries/payment-account.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Facts, type Fact } from '../../kit/Facts.tsx';
import { TextAreaField } from '../../kit/Field.tsx';
import { Form } from '../../kit/form/Form.tsx';
import { useDraft, type Draft } from '../../kit/form/use-draft.ts';
import { useForm } from '../../kit/form/use-form.ts';
import { Skeleton } from '../../kit/Loading.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page } from '../../kit/Page.tsx';
import { DateText } from '../../kit/Values.tsx';
import { Fault } from './Fault.tsx';
import { onlinePaths } from './paths.ts';
import { DIFFERENCE_TEXT, DIFFERENCE_TITLES } from './payout-words.ts';
import { useCommand } from './use-command.ts';
import './online-payments.css';

export function DifferenceScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const { id = '' } = useParams();
  const found = useQuery(useMemo(() => paymentDifference(replica, id), [replica, id]));
  return (
    <Page
      title={
        found === undefined || found === null
          ? t('onlinePayments.difference')
          : t(DIFFERENCE_TITLES[found.difference.body.kind])
      }
      width="text"
      back={{ to: at(onlinePaths.exceptions), label: t('onlinePayments.exceptions') }}
    >
      {found === undefined ? <Skeleton rows={4} /> : null}
      {found === null ? (
        <EmptyState title={t('onlinePayments.difference.gone')} text={t('onlinePayments.gone.text')} />
      ) : null}
      {found === undefined || found === null ? null : (
        <One difference={found.difference} home={found.address || found.name} />
      )}
    </Page>
  );
}

interface OneProps {
  readonly difference: PaymentDifference;
  readonly home: string;
}

function useFacts({ difference, home }: OneProps): readonly Fact[] {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  const { payment, ourCents, theirCents, currency, day, gateway } = difference.body;
  const money = (cents: number): ReactNode => (
    <span className="ct-numbers">{formats.money({ cents, currency })}</span>
  );
  const about =
    payment === ''
      ? []
      : [
          {
            label: t('onlinePayments.one'),
            value: (
              <Link to={at(onlinePaths.one(`payment:${payment}`))}>
                {home === '' ? t('onlinePayments.difference.open') : home}
              </Link>
            ),
          },
        ];
  return [
    ...about,
    { label: t('onlinePayments.difference.theirs'), value: money(theirCents) },
    { label: t('onlinePayments.difference.ours'), value: money(ourCents) },
    { label: t('onlinePayments.difference.between'), value: money(theirCents - ourCents) },
    { label: t('onlinePayments.column.date'), value: <DateText at={day} /> },
    { label: t('onlinePayments.gateway.movement'), value: <code className="op-id">{gateway}</code> },
  ];
}

function One(props: OneProps): ReactNode {
  const t = useText();
  const { difference } = props;
  const { principal } = useReplica();
  const facts = useFacts(props);
  const state = differenceState(difference);
  return (
    <>
      <p>{t(DIFFERENCE_TEXT[difference.body.kind])}</p>
      <Facts facts={facts} />
      {state === 'gone' ? (
        <Notice tone="done" title={t('onlinePayments.difference.healed')}>
          {t('onlinePayments.difference.healed.text')}
        </Notice>
      ) : null}
      <Settled difference={difference} />
      {state === 'open' && isOffice(principal) ? <Settle difference={difference} /> : null}
    </>
  );
}

function Settled({ difference }: Pick<OneProps, 'difference'>): ReactNode {
  const t = useText();
  const replica = useReplica();
  const names = useQuery(useMemo(() => memberNames(replica), [replica]));
  const { settled } = difference.body;
  if (settled === undefined) return null;
  return (
    <Notice
      tone="done"
      title={t('onlinePayments.difference.settled', {
        name: names?.get(settled.by) ?? t('onlinePayments.somebody'),
      })}
    >
      <p>{settled.note}</p>
      <p className="ct-soft ct-small">
        <DateText at={settled.at} />
      </p>
    </Notice>
  );
}

interface Note {
  readonly note: string;
}
const MOST_NOTE = 500;

function parse(value: unknown): Partial<Note> | undefined {
  const note: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'note') : undefined;
  return typeof note === 'string' ? { note } : undefined;
}

function Settle({ difference }: Pick<OneProps, 'difference'>): ReactNode {
  const draft = useDraft<Note>(`difference-${difference.id}`, parse);
  return draft === undefined ? null : <SettleForm difference={difference} draft={draft} />;
}

function SettleForm(props: Pick<OneProps, 'difference'> & { readonly draft: Draft<Note> }): ReactNode {
  const { difference, draft } = props;
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const command = useCommand();
  const form = useForm<Note>({
    initial: { note: '' },
    draft,
    validate: ({ note }) => {
      if (note.trim() === '') return { note: t('onlinePayments.difference.note.missing') };
      return note.trim().length > MOST_NOTE ? { note: t('onlinePayments.difference.note.long') } : {};
    },
  });
  const settle = async (): Promise<void> => {
    if (!(await command.run(() => settlePaymentDifference(replica, difference.id, form.now().note)))) return;
    await form.done();
    announce(t('onlinePayments.difference.done'));
  };
  return (
    <Form
      form={form}
      submit={t('onlinePayments.difference.settle')}
      busy={command.busy}
      onSubmit={() => void settle()}
    >
      <TextAreaField
        label={t('onlinePayments.difference.note')}
        help={t('onlinePayments.difference.note.help')}
        limit={MOST_NOTE}
        {...form.field('note')}
      />
      <Fault words={command.fault} />
    </Form>
  );
}
