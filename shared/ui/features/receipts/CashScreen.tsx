/** Cash over the counter: one home, one amount, a receipt in the hand. Also without a connection. */
import { useMemo, type ReactNode } from 'react';
import { NOTE_LIMIT } from '@communitrak/domain/receipts/index.ts';
import { receiptDesk, type ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Form, FormSection } from '../../kit/form/Form.tsx';
import { useDraft, type Draft } from '../../kit/form/use-draft.ts';
import { Skeleton } from '../../kit/Loading.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page } from '../../kit/Page.tsx';
import { DateField } from '../../kit/pickers/DateField.tsx';
import { EntryPicker } from '../../kit/pickers/EntryPicker.tsx';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { NoBooks } from '../accounts/index.ts';
import { CASH_DRAFT, parseCash, type CashForm } from './cash-form.ts';
import { OtherHomes } from './OtherHomes.tsx';
import { receiptPaths } from './paths.ts';
import { PaysList } from './PaysList.tsx';
import { useHomeEntries } from './use-home-entries.ts';
import { useCash } from './use-cash.ts';
import './receipts.css';

export function CashScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const draft = useDraft<CashForm>(CASH_DRAFT, parseCash);
  const desk = useQuery(useMemo(() => receiptDesk(replica), [replica]));
  return (
    <Page
      title={t('receipts.cash.title')}
      subtitle={t('receipts.cash.lead')}
      back={{ to: at(receiptPaths.list), label: t('receipts.nav') }}
      width="text"
    >
      {draft === undefined || desk === undefined ? (
        <Skeleton rows={4} />
      ) : desk.rules.books === undefined ? (
        <NoBooks />
      ) : (
        <CashEntry draft={draft} desk={desk} />
      )}
    </Page>
  );
}

function CashEntry(props: { readonly draft: Draft<CashForm>; readonly desk: ReceiptDesk }): ReactNode {
  const t = useText();
  const { desk } = props;
  const { form, preview, busy, failure, post } = useCash(props.draft, desk);
  const homes = useHomeEntries(desk);
  const { currency } = desk.rules;
  return (
    <Form form={form} submit={t('receipts.cash.post')} busy={busy} onSubmit={() => void post()}>
      {failure === '' ? null : (
        <Notice tone="needs" title={t('receipts.post.not')} alert>
          <p>{failure}</p>
        </Notice>
      )}
      <FormSection title={t('receipts.cash.what')}>
        <EntryPicker
          {...form.field('household')}
          label={t('receipts.home')}
          placeholder={t('receipts.home.find')}
          entries={homes}
          remember="receipt-homes"
        />
        <OtherHomes homes={desk.homes} chosen={form.values.household} />
        <MoneyField {...form.field('amount')} label={t('receipts.amount')} currency={currency} />
        <DateField {...form.field('received')} label={t('receipts.cash.received')} />
        <TextField
          {...form.field('note')}
          label={t('receipts.note')}
          help={t('receipts.note.help')}
          maxLength={NOTE_LIMIT}
          optional
        />
        <PaysList preview={preview} entry={desk.entry} currency={currency} />
      </FormSection>
    </Form>
  );
}
