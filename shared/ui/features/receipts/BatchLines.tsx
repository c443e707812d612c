/** The lines that are done, the last one first: what was entered, what it pays, and the way to correct it. */
import type { ReactNode } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { Money } from '../../kit/Values.tsx';
import { centsOf, type EntryLine } from './batch-form.ts';
import { PaysWords } from './PaysWords.tsx';
import type { BatchEntry } from './use-batch-entry.ts';

export function BatchLines(props: { readonly entry: BatchEntry; readonly onCorrect: () => void }): ReactNode {
  const t = useText();
  const { entry } = props;
  const { lines } = entry.form.values;
  return (
    <>
      <output className="ct-hidden">{entry.news}</output>
      {lines.length === 0 ? (
        <p className="ct-soft rc-none">{t('receipts.lines.none')}</p>
      ) : (
        <Lines {...props} />
      )}
    </>
  );
}

function Lines({ entry, onCorrect }: Parameters<typeof BatchLines>[0]): ReactNode {
  const t = useText();
  const { lines } = entry.form.values;
  return (
    <ol className="rc-lines" aria-label={t('receipts.lines')} reversed>
      {lines
        .map((line, at) => (
          <Line
            key={line.key}
            line={line}
            at={at}
            entry={entry}
            onCorrect={() => {
              entry.correct(line.key);
              onCorrect();
            }}
          />
        ))
        .toReversed()}
    </ol>
  );
}

interface LineProps {
  readonly line: EntryLine;
  readonly at: number;
  readonly entry: BatchEntry;
  readonly onCorrect: () => void;
}

function Line({ line, at, entry, onCorrect }: LineProps): ReactNode {
  const t = useText();
  const { desk, previews, form } = entry;
  const home = desk.homes.find(({ id }) => id === line.household);
  const twice = entry.twice(line) !== undefined;
  const { currency } = desk.rules;
  return (
    <li className="rc-done" data-editing={form.values.editing === line.key ? '' : undefined}>
      <span className="rc-done-number ct-numbers">{at + 1}</span>
      <span className="rc-done-words">
        <span className="rc-done-home" title={home?.name}>
          {home?.name ?? t('receipts.home.gone')}
        </span>
        <span className="rc-done-place">
          {home?.address}
          {line.reference.trim() === '' ? null : (
            <> · {t('receipts.text.check', { number: line.reference.trim() })}</>
          )}
          {line.note.trim() === '' ? null : <> · {line.note}</>}
        </span>
        <PaysWords preview={previews[at]} entry={desk.entry} currency={currency} />
        {twice ? (
          <span className="rc-done-twice">
            <IconAlertTriangle aria-hidden />
            {t('receipts.twice.short')}
          </span>
        ) : null}
      </span>
      <span className="rc-done-amount">
        <Money amount={{ cents: centsOf(line), currency }} />
      </span>
      <span className="rc-done-acts">
        <Button
          kind="quiet"
          onClick={onCorrect}
          aria-label={t('receipts.line.correct.of', { number: at + 1 })}
        >
          {t('receipts.line.correct')}
        </Button>
        <Button
          kind="quiet"
          onClick={() => entry.remove(line.key)}
          aria-label={t('receipts.line.remove.of', { number: at + 1 })}
        >
          {t('receipts.line.remove')}
        </Button>
      </span>
    </li>
  );
}
