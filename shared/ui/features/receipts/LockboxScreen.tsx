/** A lockbox file: chosen, read, put right line by line; nothing is posted before every line is right or left out. */
import { useId, useMemo, type ReactNode } from 'react';
import { receiptDesk, type ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button, LinkButton } from '../../kit/Button.tsx';
import { FormHead } from '../../kit/form/Form.tsx';
import { useDraft, type Draft } from '../../kit/form/use-draft.ts';
import { Skeleton } from '../../kit/Loading.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { DateField } from '../../kit/pickers/DateField.tsx';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { Money } from '../../kit/Values.tsx';
import { NoBooks } from '../accounts/index.ts';
import { LockboxLines } from './LockboxLines.tsx';
import { parseLockbox, type LockboxForm } from './lockbox-form.ts';
import { receiptPaths } from './paths.ts';
import { useLockbox, type Lockbox } from './use-lockbox.ts';
import './receipts.css';

const LOCKBOX_DRAFT = 'receipts-lockbox';

export function LockboxScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const draft = useDraft<LockboxForm>(LOCKBOX_DRAFT, parseLockbox);
  const desk = useQuery(useMemo(() => receiptDesk(replica), [replica]));
  return (
    <Page
      title={t('receipts.import.title')}
      subtitle={t('receipts.import.lead')}
      back={{ to: at(receiptPaths.list), label: t('receipts.nav') }}
    >
      {draft === undefined || desk === undefined ? (
        <Skeleton rows={5} />
      ) : desk.rules.books === undefined ? (
        <NoBooks />
      ) : (
        <Import draft={draft} desk={desk} />
      )}
    </Page>
  );
}

function Import(props: { readonly draft: Draft<LockboxForm>; readonly desk: ReceiptDesk }): ReactNode {
  const { desk } = props;
  const lockbox = useLockbox(props.draft, desk);
  const { form, failure, before } = lockbox;
  return (
    <>
      <FileField lockbox={lockbox} />
      <FormHead form={form} />
      {form.values.lines.length === 0 ? <Failure words={failure} title="receipts.import.not" /> : null}
      {form.values.lines.length === 0 ? null : before === '' ? (
        <Lines lockbox={lockbox} desk={desk} />
      ) : (
        <Before id={before} />
      )}
    </>
  );
}

/** Beside what was pressed. */
function Failure(props: { readonly words: string; readonly title: MessageId }): ReactNode {
  const t = useText();
  if (props.words === '') return null;
  return (
    <Notice tone="needs" title={t(props.title)} alert>
      <p>{props.words}</p>
    </Notice>
  );
}

function FileField({ lockbox }: { readonly lockbox: Lockbox }): ReactNode {
  const t = useText();
  const id = useId();
  const { file } = lockbox.form.values;
  return (
    <div className="ct-field">
      <label className="ct-label" htmlFor={id}>
        {t('receipts.import.file')}
      </label>
      <p className="ct-help" id={`${id}-help`}>
        {file === '' ? t('receipts.import.file.help') : t('receipts.import.file.now', { file })}
      </p>
      <input
        id={id}
        aria-describedby={`${id}-help`}
        className="ct-input"
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.files?.[0];
          if (chosen !== undefined) void lockbox.choose(chosen);
        }}
      />
    </div>
  );
}

function Before({ id }: { readonly id: string }): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <Notice
      title={t('receipts.import.before.title')}
      actions={<LinkButton to={at(receiptPaths.one(id))}>{t('receipts.import.before.open')}</LinkButton>}
    >
      <p>{t('receipts.import.before.text')}</p>
    </Notice>
  );
}

function Lines({ lockbox, desk }: { readonly lockbox: Lockbox; readonly desk: ReceiptDesk }): ReactNode {
  const t = useText();
  const { form, sums, busy, post, failure } = lockbox;
  const { currency } = desk.rules;
  return (
    <>
      <DateField {...form.field('deposited')} label={t('receipts.deposited')} />
      <MoneyField
        {...form.field('expected')}
        label={t('receipts.expected')}
        help={t('receipts.import.expected.help')}
        currency={currency}
        optional
      />
      <Section
        title={t('receipts.import.lines')}
        text={t('receipts.import.sum', { count: sums.count, unsettled: sums.unsettled, out: sums.out })}
      >
        <LockboxLines lockbox={lockbox} desk={desk} />
      </Section>
      <p className="rc-sums-total">
        <Money amount={{ cents: sums.cents, currency }} />
      </p>
      <Failure words={failure} title="receipts.post.not" />
      <div className="ct-actions">
        <Button kind="primary" busy={busy} onClick={() => void post()}>
          {t('receipts.import.post', { count: sums.count })}
        </Button>
        <Button kind="quiet" onClick={() => void form.done()}>
          {t('receipts.discard')}
        </Button>
      </div>
    </>
  );
}
