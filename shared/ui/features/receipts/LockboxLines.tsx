/** The lines of a lockbox file, those that need somebody first: what the file says, what is wrong, and how to put it right. */
import { useMemo, type ReactNode } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { EntryPicker } from '../../kit/pickers/EntryPicker.tsx';
import type { Entry } from '../../kit/pickers/entry-search.ts';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { Money } from '../../kit/Values.tsx';
import { faultOf, isSettled, type FileLine } from './lockbox-form.ts';
import { OtherHomes } from './OtherHomes.tsx';
import { useHomeEntries } from './use-home-entries.ts';
import type { Lockbox } from './use-lockbox.ts';

interface LinesProps {
  readonly lockbox: Lockbox;
  readonly desk: ReceiptDesk;
}

export function LockboxLines({ lockbox, desk }: LinesProps): ReactNode {
  const t = useText();
  const homes = useHomeEntries(desk);
  const { lines } = lockbox.form.values;
  // A line that has just been put right stays where it is, under the hand.
  const sorted = useMemo(
    () =>
      lines.toSorted(
        (a, b) => Number(a.faults.length === 0) - Number(b.faults.length === 0) || a.row - b.row,
      ),
    [lines],
  );
  return (
    <ol className="rc-lines" aria-label={t('receipts.import.lines')}>
      {sorted.map((line) => (
        <Line key={line.row} line={line} lockbox={lockbox} desk={desk} homes={homes} />
      ))}
    </ol>
  );
}

interface LineProps extends LinesProps {
  readonly line: FileLine;
  readonly homes: readonly Entry[];
}

function Line({ line, lockbox, desk, homes }: LineProps): ReactNode {
  const t = useText();
  const home = desk.homes.find(({ id }) => id === line.household);
  const { currency } = desk.rules;
  const said = [line.home, line.payer, line.reference].filter(Boolean).join(' · ');
  return (
    <li className="rc-done" data-outcome={isSettled(line) ? undefined : 'refused'}>
      <span className="rc-done-number ct-numbers">{line.row}</span>
      <div className="rc-done-words">
        <span className="rc-done-home">{home?.name ?? t('receipts.import.noHome')}</span>
        <span className="rc-done-place">{[home?.address, said].filter(Boolean).join(' · ')}</span>
        {line.out ? (
          <span className="rc-why">{t('receipts.import.out')}</span>
        ) : (
          <Mending line={line} lockbox={lockbox} desk={desk} homes={homes} />
        )}
      </div>
      <span className="rc-done-amount">
        {typeof line.amount === 'number' ? <Money amount={{ cents: line.amount, currency }} /> : line.amount}
      </span>
      <span className="rc-done-acts">
        <Button
          kind="quiet"
          aria-label={t(line.out ? 'receipts.import.in.of' : 'receipts.import.leave.of', {
            number: line.row,
          })}
          onClick={() => lockbox.put(line.row, { out: !line.out })}
        >
          {t(line.out ? 'receipts.import.in' : 'receipts.import.leave')}
        </Button>
      </span>
    </li>
  );
}

const WHY = {
  unknown: 'receipts.import.fault.unknown',
  several: 'receipts.import.fault.several',
  amount: 'receipts.import.fault.amount',
  duplicate: 'receipts.import.fault.duplicate',
} as const;

/** What a line that was stopped needs; it stays to be seen, and changed, once it is right. */
function Mending({ line, lockbox, desk, homes }: LineProps): ReactNode {
  const t = useText();
  const { faults, row } = line;
  const fault = faultOf(line);
  const noHome = faults.includes('unknown') || faults.includes('several');
  return (
    <>
      {fault === undefined ? null : (
        <span className="rc-done-twice">
          <IconAlertTriangle aria-hidden />
          {t(WHY[fault])}
        </span>
      )}
      {noHome ? (
        <>
          <EntryPicker
            label={t('receipts.import.home', { number: row })}
            placeholder={t('receipts.home.find')}
            entries={homes}
            value={line.household}
            onChange={(household) => lockbox.put(row, { household })}
          />
          <OtherHomes homes={desk.homes} chosen={line.household} />
        </>
      ) : null}
      {faults.includes('amount') ? (
        <MoneyField
          label={t('receipts.import.amount', { number: row })}
          value={line.amount}
          currency={desk.rules.currency}
          onChange={(amount) => lockbox.put(row, { amount })}
        />
      ) : null}
      {line.kept ? null : (
        <Button onClick={() => lockbox.put(row, { kept: true })}>{t('receipts.import.keep')}</Button>
      )}
    </>
  );
}
