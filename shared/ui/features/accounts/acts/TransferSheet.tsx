/** Moving money or a debt to another home: what, to which, why, and what it does to both accounts before it is done. */
import { useMemo, type ReactNode } from 'react';
import { FUNDS } from '@communitrak/domain/ledger/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { householdNames } from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { ChoiceField, SelectField, TextAreaField } from '../../../kit/Field.tsx';
import { FormSheet } from '../../../kit/form/FormSheet.tsx';
import { useDraft, type Draft } from '../../../kit/form/use-draft.ts';
import { Notice } from '../../../kit/Notice.tsx';
import { DateField } from '../../../kit/pickers/DateField.tsx';
import { EntryPicker } from '../../../kit/pickers/EntryPicker.tsx';
import { MoneyField } from '../../../kit/pickers/MoneyField.tsx';
import { FUND_WORDS } from '../kind-words.ts';
import { parseForm } from './parse-form.ts';
import { PreviewBox } from './PreviewBox.tsx';
import { MOVED, type TransferForm } from './transfer.ts';
import { REASON_LIMIT } from './use-act-faults.ts';
import { useTransfer, type TransferState } from './use-transfer.ts';

interface TransferProps {
  readonly view: AccountView;
  readonly onClose: () => void;
}

export function TransferSheet({ view, onClose }: TransferProps): ReactNode {
  const draft = useDraft<TransferForm>(`account-transfer:${view.household}`, parseForm);
  return draft === undefined ? null : <Transferring view={view} draft={draft} onClose={onClose} />;
}

function Transferring(props: TransferProps & { readonly draft: Draft<TransferForm> }): ReactNode {
  const t = useText();
  const { view, draft, onClose } = props;
  const state = useTransfer(view, draft);
  const { form, other, here, there, busy, fault, post } = state;
  return (
    <FormSheet
      form={form}
      title={t('accounts.transfer')}
      submit={t('accounts.transfer.do')}
      busy={busy}
      onSubmit={post}
      onClose={onClose}
    >
      <p className="ac-act-what">
        <strong>{view.name}</strong> <span className="ct-soft">{t('accounts.transfer.help')}</span>
      </p>
      {fault === '' ? null : (
        <Notice tone="loss" alert title={t('accounts.act.notDone')}>
          {fault}
        </Notice>
      )}
      <TransferFields view={view} state={state} />
      <PreviewBox view={view} preview={here} />
      {other === undefined ? null : <PreviewBox view={other} preview={there} />}
    </FormSheet>
  );
}

const MOVED_WORDS = { paid: 'accounts.transfer.what.paid', debt: 'accounts.transfer.what.debt' } as const;

function TransferFields(props: { readonly view: AccountView; readonly state: TransferState }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const { view, state } = props;
  const { form } = state;
  const names = useQuery(useMemo(() => householdNames(replica), [replica]));
  const entries = useMemo(
    () =>
      [...(names ?? [])]
        .filter(([id]) => id !== view.household)
        .map(([id, { name, address }]) => ({ id, label: name, detail: address })),
    [names, view.household],
  );
  return (
    <>
      <ChoiceField
        label={t('accounts.transfer.what')}
        choices={MOVED.map((value) => ({ value, label: t(MOVED_WORDS[value]) }))}
        {...form.field('what')}
      />
      <EntryPicker
        label={t('accounts.transfer.to')}
        entries={entries}
        remember="receipt-homes"
        {...form.field('to')}
      />
      <MoneyField label={t('accounts.act.amount')} currency={view.rules.currency} {...form.field('amount')} />
      <TextAreaField
        label={t('accounts.act.reason')}
        help={t('accounts.transfer.reason.help')}
        rows={2}
        limit={REASON_LIMIT}
        {...form.field('reason')}
      />
      <DateField label={t('accounts.act.posted')} {...form.field('posted')} />
      <SelectField
        label={t('accounts.act.fund')}
        choices={FUNDS.map((value) => ({ value, label: t(FUND_WORDS[value]) }))}
        {...form.field('fund')}
      />
    </>
  );
}
