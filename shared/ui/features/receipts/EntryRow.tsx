/** The line being written: home, amount, check number, and, for who wants them, a note and a photo of the check. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { EntryPicker } from '../../kit/pickers/EntryPicker.tsx';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { NOTE_LIMIT, REFERENCE_LIMIT } from '@communitrak/domain/receipts/index.ts';
import { PhotoField, useDraftPhotos } from '../requests/index.ts';
import { OtherHomes } from './OtherHomes.tsx';
import type { BatchEntry } from './use-batch-entry.ts';
import { photoKey } from './use-batch-posting.ts';
import type { EnterOrder } from './use-enter-order.tsx';
import { useHomeEntries } from './use-home-entries.ts';

interface RowProps {
  readonly entry: BatchEntry;
  readonly order: EnterOrder;
}

export function EntryRow({ entry, order }: RowProps): ReactNode {
  const t = useText();
  const { editing, lines } = entry.form.values;
  const at = editing === '' ? lines.length : lines.findIndex(({ key }) => key === editing);
  const add = (): void => {
    if (entry.add()) order.go('household');
    else order.go(entry.form.values.entry.household === '' ? 'household' : 'amount');
  };
  return (
    <section className="rc-line" aria-label={t('receipts.line.number', { number: at + 1 })}>
      <h2 className="rc-line-title">
        {t(editing === '' ? 'receipts.line.number' : 'receipts.line.correcting', { number: at + 1 })}
      </h2>
      <LineFields entry={entry} order={order} add={add} />
      <OtherHomes homes={entry.desk.homes} chosen={entry.form.values.entry.household} />
      <Twice entry={entry} />
      <div className="rc-line-acts">
        <Button kind={editing === '' ? 'secondary' : 'primary'} onClick={add}>
          {t(editing === '' ? 'receipts.line.add' : 'receipts.line.keep')}
        </Button>
        {editing === '' ? null : (
          <Button
            kind="quiet"
            onClick={() => {
              entry.leave();
              order.go('household');
            }}
          >
            {t('receipts.line.leave')}
          </Button>
        )}
        <CheckPhoto line={entry.form.values.entry.key} />
      </div>
    </section>
  );
}

function LineFields({ entry, order, add }: RowProps & { readonly add: () => void }): ReactNode {
  const t = useText();
  const { desk, faults, set } = entry;
  const { entry: line } = entry.form.values;
  const homes = useHomeEntries(desk);
  const afterHome = (household: string): void => {
    set({ household });
    if (household !== '') order.go('amount');
  };
  return (
    <div className="rc-line-fields">
      {order.step(
        'household',
        <EntryPicker
          key={line.key}
          id={order.id('household')}
          label={t('receipts.home')}
          placeholder={t('receipts.home.find')}
          entries={homes}
          value={line.household}
          onChange={afterHome}
          error={faults.household}
          opens="typing"
        />,
        {
          next: () => (line.household === '' ? entry.add() : order.go('amount')),
          focusFirst: entry.form.values.lines.length > 0,
        },
      )}
      {order.step(
        'amount',
        <MoneyField
          id={order.id('amount')}
          label={t('receipts.amount')}
          value={line.amount}
          onChange={(amount) => set({ amount })}
          error={faults.amount}
          currency={desk.rules.currency}
        />,
        { next: 'reference' },
      )}
      {order.step(
        'reference',
        <TextField
          id={order.id('reference')}
          label={t('receipts.check')}
          value={line.reference}
          maxLength={REFERENCE_LIMIT}
          autoComplete="off"
          onChange={(reference) => set({ reference })}
        />,
        { next: add },
      )}
      {order.step(
        'note',
        <TextField
          id={order.id('note')}
          label={t('receipts.note')}
          value={line.note}
          maxLength={NOTE_LIMIT}
          autoComplete="off"
          optional
          onChange={(note) => set({ note })}
        />,
        { next: add },
      )}
    </div>
  );
}

function Twice({ entry }: { readonly entry: BatchEntry }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { entry: line } = entry.form.values;
  const before = entry.twice(line);
  if (before === undefined) return null;
  const amount = formats.money({ cents: before.cents, currency: entry.desk.rules.currency });
  return (
    <Notice tone="needs" title={t('receipts.twice.title', { number: line.reference.trim() })} alert>
      <p>{t('receipts.twice.text', { date: formats.date(before.posted), amount })}</p>
    </Notice>
  );
}

function CheckPhoto({ line }: { readonly line: string }): ReactNode {
  const photos = useDraftPhotos(photoKey(line), MOST_PHOTOS);
  return <PhotoField photos={photos} compact />;
}

/** Its two sides. */
const MOST_PHOTOS = 2;
