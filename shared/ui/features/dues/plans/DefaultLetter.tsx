/** The notice of default on paper: to the household, at its home, with what was agreed and what is missing. */
import type { ReactNode } from 'react';
import type { PlanEnd, PlanProgress } from '@communitrak/domain/ledger/index.ts';
import type { PlanRow } from '@communitrak/replica/queries/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { PrintSheet } from '../../../kit/print/PrintSheet.tsx';
import type { Money } from '../Ready.tsx';
import { InstalmentList } from './InstalmentList.tsx';

interface DefaultLetterProps {
  readonly row: PlanRow;
  readonly money: Money;
  readonly progress: PlanProgress;
  readonly notice: PlanEnd;
}

export function DefaultLetter({ row, money, progress, notice }: DefaultLetterProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const { body } = row.plan;
  const amount = (cents: number): string => formats.money({ cents, currency: body.currency });
  return (
    <PrintSheet
      association={replica.associationName}
      title={t('dues.letter.title')}
      today={money.today}
      address={[row.name, ...row.address.split(', ')]}
    >
      {() => (
        <>
          <p>
            {t('dues.letter.agreed', {
              date: formats.date(body.agreed),
              total: amount(body.totalCents),
              count: body.instalments.length,
            })}
          </p>
          <p>
            {t('dues.letter.missing', {
              date: formats.date(notice.on),
              paid: amount(progress.paidCents),
              missing: amount(progress.behindCents),
            })}
          </p>
          <p>{notice.reason}</p>
          <p>{t('dues.letter.means', { left: amount(body.totalCents - progress.paidCents) })}</p>
          <InstalmentList plan={body} paidCents={progress.paidCents} />
        </>
      )}
    </PrintSheet>
  );
}
