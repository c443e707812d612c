/** One line of an account with all that it says, and what can be done about it: given back, taken back; or why not. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { transferSides, type LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useAt } from '../../../app/paths.ts';
import { useText, type Say } from '../../../i18n/Text.tsx';
import type { Formats } from '../../../i18n/formats.ts';
import { Button } from '../../../kit/Button.tsx';
import { Facts } from '../../../kit/Facts.tsx';
import { Sheet } from '../../../kit/Sheet.tsx';
import { linksOf } from '../ledger-rows.ts';
import { lineSentences, titleOf } from '../line-words.ts';
import { accountPaths } from '../paths.ts';
import { useExplaining } from '../use-explaining.ts';
import { refundable, type Act } from './act.ts';

interface LineSheetProps {
  readonly view: AccountView;
  readonly entry: LedgerEntry;
  readonly onAct: (act: Act) => void;
  readonly onClose: () => void;
}

/** Why it cannot be taken back; undefined when it can. */
export function whyNotReversed(
  view: AccountView,
  entry: LedgerEntry,
  t: Say,
  formats: Formats,
): string | undefined {
  if (entry.body.kind === 'reversal') return t('accounts.why.reversal');
  const back = linksOf(view).reversedBy.get(entry.id);
  return back === undefined ? undefined : t('accounts.why.reversed', { date: formats.date(back.posted) });
}

export function whyNotRefunded(view: AccountView, entry: LedgerEntry, t: Say): string | undefined {
  if (linksOf(view).reversedBy.has(entry.id)) return t('accounts.why.returned');
  return refundable(view, entry) > 0 ? undefined : t('accounts.why.refunded');
}

export function LineSheet({ view, entry, onAct, onClose }: LineSheetProps): ReactNode {
  const context = useExplaining(view);
  const { t, formats } = context;
  const { body } = entry;
  return (
    <Sheet
      open
      onClose={onClose}
      title={titleOf(entry, t)}
      footer={
        <>
          {body.kind === 'payment' ? (
            <Button why={whyNotRefunded(view, entry, t)} onClick={() => onAct('refund')}>
              {t('accounts.act.refund')}
            </Button>
          ) : null}
          <Button why={whyNotReversed(view, entry, t, formats)} onClick={() => onAct('reverse')}>
            {t('accounts.act.reverse')}
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          {
            label: t('accounts.column.amount'),
            value: formats.money({ cents: body.cents, currency: body.currency }),
          },
          { label: t('accounts.act.posted'), value: formats.date(body.posted) },
          ...(transferSides(entry.id) === undefined
            ? []
            : [{ label: t('accounts.transfer.sides'), value: <SidesLink run={body.run} /> }]),
          {
            label: t('accounts.column.what'),
            value: (
              <ul className="ac-sentences">
                {lineSentences(entry.id, context).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Sheet>
  );
}

/** Both homes that a transfer stands between: the household of each reads its own side alone. */
function SidesLink({ run }: { readonly run: string }): ReactNode {
  const t = useText();
  const at = useAt();
  return <Link to={at(accountPaths.run(`charge-run:${run}`))}>{t('accounts.transfer.sides.open')}</Link>;
}
