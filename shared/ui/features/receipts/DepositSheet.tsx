/** One deposit: its day, its payments and their total; written once, then its slip can be printed. */
import { useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { firstOpenDay, type LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import { postDeposit } from '@communitrak/replica/commands/receipts.ts';
import type { MoneyRules } from '@communitrak/replica/queries/money.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { FormSheet } from '../../kit/form/FormSheet.tsx';
import { useForm } from '../../kit/form/use-form.ts';
import { Notice } from '../../kit/Notice.tsx';
import { DateField } from '../../kit/pickers/DateField.tsx';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';
import { Money, NumberText } from '../../kit/Values.tsx';
import { receiptPaths } from './paths.ts';
import { postFaultWords } from './receipt-words.ts';

interface DepositProps {
  readonly payments: readonly LedgerEntry[];
  readonly local: string;
  readonly rules: MoneyRules;
  readonly onClose: () => void;
}

interface DepositForm {
  readonly deposited: string;
}

/** Neither into a locked month nor before the money came in. */
function useDayFault({ payments, rules }: DepositProps): (form: DepositForm) => Partial<DepositForm> {
  const t = useText();
  const formats = useFormats();
  const dateFault = useDateFaults();
  const locked = rules.books?.lockedThrough ?? '';
  const last = payments.reduce((day, { body }) => (body.posted > day ? body.posted : day), '');
  return ({ deposited }) => {
    const fault = dateFault(deposited, { required: true });
    if (fault !== undefined) return { deposited: fault };
    if (deposited <= locked)
      return { deposited: t('receipts.deposited.locked', { date: formats.date(locked) }) };
    return deposited < last ? { deposited: t('receipts.deposit.early', { date: formats.date(last) }) } : {};
  };
}

export function DepositSheet(props: DepositProps): ReactNode {
  const t = useText();
  const { payments, rules, onClose } = props;
  const { currency, today, books } = rules;
  const form = useForm<DepositForm>({
    initial: { deposited: firstOpenDay(today, books?.lockedThrough ?? '') },
    validate: useDayFault(props),
  });
  const { busy, failure, post } = usePost(props, () => form.now().deposited);
  const cents = payments.reduce((sum, { body }) => sum - body.cents, 0);
  return (
    <FormSheet
      form={form}
      title={t('receipts.deposit.title')}
      submit={t('receipts.deposit.do')}
      busy={busy}
      onSubmit={post}
      onClose={onClose}
    >
      {failure === '' ? null : <Notice tone="loss" alert title={failure} />}
      <DateField label={t('receipts.deposited')} {...form.field('deposited')} />
      <Facts
        facts={[
          { label: t('receipts.column.count'), value: <NumberText value={payments.length} /> },
          { label: t('receipts.column.total'), value: <Money amount={{ cents, currency }} /> },
        ]}
      />
    </FormSheet>
  );
}

function usePost({ payments, local, rules }: DepositProps, day: () => string) {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const begun = useRef(false);
  const write = async (): Promise<void> => {
    const { currency } = rules;
    const result = await postDeposit(replica, payments, { local, deposited: day(), currency });
    if (!result.ok) return setFailure(t('receipts.post.failed', { reason: t(postFaultWords(result.code)) }));
    announce(t('receipts.deposit.done', { count: payments.length }));
    return navigate(at(receiptPaths.one(result.id)));
  };
  const post = (): void => {
    if (begun.current) return;
    begun.current = true;
    setBusy(true);
    void write().finally(() => {
      begun.current = false;
      setBusy(false);
    });
  };
  return { busy, failure, post };
}
