/** The whole of a batch: its head, the line being written, the lines that are done, the running total, posting. */
import type { KeyboardEvent, ReactNode } from 'react';
import type { ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { DraftState } from '../../kit/form/DraftNotice.tsx';
import { FormHead } from '../../kit/form/Form.tsx';
import type { Draft } from '../../kit/form/use-draft.ts';
import { Notice } from '../../kit/Notice.tsx';
import { DateField } from '../../kit/pickers/DateField.tsx';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { BatchLines } from './BatchLines.tsx';
import { BatchSummary } from './BatchSummary.tsx';
import type { BatchForm } from './batch-form.ts';
import { EntryRow } from './EntryRow.tsx';
import { useBatchEntry, type BatchEntry as Entry } from './use-batch-entry.ts';
import { useEnterOrder, type EnterOrder } from './use-enter-order.tsx';

export function BatchEntry(props: {
  readonly draft: Draft<BatchForm>;
  readonly desk: ReceiptDesk;
}): ReactNode {
  const t = useText();
  const entry = useBatchEntry(props.draft, props.desk);
  const order = useEnterOrder();
  const { form, failure, busy } = entry;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of all its fields, not of its own
    <form
      noValidate
      className="rc-entry"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => onBatchKey(event, entry, order)}
    >
      <div className="rc-entry-main">
        <FormHead form={form} />
        <BatchHead entry={entry} order={order} />
        <EntryRow entry={entry} order={order} />
        <BatchLines entry={entry} onCorrect={() => order.go('amount')} />
      </div>
      <aside className="rc-entry-side">
        <BatchSummary entry={entry} />
        {failure === '' ? null : (
          <Notice tone="needs" title={t('receipts.post.not')} alert>
            <p>{failure}</p>
          </Notice>
        )}
        <div className="rc-entry-acts">
          <Button kind="primary" full busy={busy} onClick={() => void entry.post()}>
            {t('receipts.post', { count: entry.sums.count })}
          </Button>
          <Button kind="quiet" onClick={() => void entry.discard()}>
            {t('receipts.discard')}
          </Button>
          <DraftState draft={form.draft} changed={form.values.lines.length > 0} />
        </div>
      </aside>
    </form>
  );
}

/** Ctrl+Enter posts, Alt+Up corrects the line before, Escape leaves a correction. */
function onBatchKey(event: KeyboardEvent, entry: Entry, order: EnterOrder): void {
  const { lines, editing } = entry.form.values;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    void entry.post();
  } else if (event.key === 'ArrowUp' && event.altKey) {
    event.preventDefault();
    const place = editing === '' ? lines.length : lines.findIndex(({ key }) => key === editing);
    const before = lines[place - 1];
    if (before === undefined) return;
    entry.correct(before.key);
    order.go('amount');
  } else if (event.key === 'Escape' && editing !== '') {
    event.preventDefault();
    event.stopPropagation();
    entry.leave();
    order.go('household');
  }
}

function BatchHead({ entry, order }: { readonly entry: Entry; readonly order: EnterOrder }): ReactNode {
  const t = useText();
  const { form, desk } = entry;
  const first = form.values.lines.length === 0;
  return (
    <div className="rc-head">
      {order.step(
        'deposited',
        <DateField {...form.field('deposited')} id={order.id('deposited')} label={t('receipts.deposited')} />,
        { next: 'expected', focusFirst: first },
      )}
      {order.step(
        'expected',
        <MoneyField
          {...form.field('expected')}
          id={order.id('expected')}
          label={t('receipts.expected')}
          currency={desk.rules.currency}
          optional
        />,
        { next: 'expectedCount' },
      )}
      {order.step(
        'expectedCount',
        <TextField
          {...form.field('expectedCount')}
          id={order.id('expectedCount')}
          label={t('receipts.count')}
          inputMode="numeric"
          optional
        />,
        { next: 'household' },
      )}
    </div>
  );
}
