/** What an act would do, said before it is done: the balance before and after, and each charge that changes. */
import type { ReactNode } from 'react';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { Balance } from '../balance-words.tsx';
import { titleOf } from '../line-words.ts';
import type { ChargeChange, Preview } from './preview.ts';

/** More than these are counted. */
const MOST = 5;

export function PreviewBox(props: {
  readonly view: AccountView;
  readonly preview: Preview | undefined;
}): ReactNode {
  const t = useText();
  const { view, preview } = props;
  const { currency } = view.rules;
  return (
    <section className="ac-preview" aria-label={t('accounts.preview.title')} aria-live="polite">
      <h3>{t('accounts.preview.title')}</h3>
      {preview === undefined ? (
        <p className="ct-soft">{t('accounts.preview.none')}</p>
      ) : (
        <>
          <p className="ac-preview-balance">
            <span className="ct-soft">{t('accounts.preview.before', { household: view.name })}</span>{' '}
            <Balance cents={preview.beforeCents} currency={currency} />
          </p>
          <p className="ac-preview-balance">
            <span className="ct-soft">{t('accounts.preview.after')}</span>{' '}
            <strong>
              <Balance cents={preview.afterCents} currency={currency} />
            </strong>
          </p>
          <Changes view={view} preview={preview} />
          <From day={preview.from} />
        </>
      )}
    </section>
  );
}

function From({ day }: { readonly day: string }): ReactNode {
  const t = useText();
  const formats = useFormats();
  return day === '' ? null : <p>{t('accounts.preview.from', { date: formats.date(day) })}</p>;
}

/** The one thing that matters, in sight beside the button whatever of the form is. */
export function PreviewLine(props: {
  readonly view: AccountView;
  readonly preview: Preview | undefined;
}): ReactNode {
  const t = useText();
  const { view, preview } = props;
  if (preview === undefined) return null;
  return (
    <p className="ac-preview-line" aria-hidden>
      <span className="ct-soft">{t('accounts.preview.after')}</span>{' '}
      <Balance cents={preview.afterCents} currency={view.rules.currency} />
    </p>
  );
}

function Changes({ view, preview }: { readonly view: AccountView; readonly preview: Preview }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { changes, creditBeforeCents, creditAfterCents } = preview;
  const money = (cents: number): string => formats.money({ cents, currency: view.rules.currency });
  const words = ({ id, fromCents, toCents }: ChargeChange): string => {
    const entry = view.entries.get(id)?.entry;
    const text = entry === undefined ? t('accounts.line.other') : titleOf(entry, t);
    if (toCents === 0) return t('accounts.preview.closes', { text, amount: money(fromCents) });
    return t(toCents < fromCents ? 'accounts.preview.pays' : 'accounts.preview.opens', {
      text,
      amount: money(Math.abs(toCents - fromCents)),
      open: money(toCents),
    });
  };
  if (changes.length === 0 && creditBeforeCents === creditAfterCents) return null;
  return (
    <ul className="ac-preview-list">
      {changes.slice(0, MOST).map((change) => (
        <li key={change.id}>{words(change)}</li>
      ))}
      {changes.length > MOST ? <li>{t('accounts.preview.more', { count: changes.length - MOST })}</li> : null}
      {creditBeforeCents === creditAfterCents ? null : (
        <li>{t('accounts.preview.credit', { amount: money(creditAfterCents) })}</li>
      )}
    </ul>
  );
}
