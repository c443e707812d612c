/** What the screens have in common on which a charge is put together in steps: the frame, the steps with why it was not posted, the preview. */
import type { ReactNode } from 'react';
import type { Home, SharedOut } from '@communitrak/domain/ledger/index.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { Page } from '../../kit/Page.tsx';
import { Wizard, type WizardProps } from '../../kit/wizard/Wizard.tsx';
import { Fault } from './Fault.tsx';
import { PreviewSum } from './Foot.tsx';
import { duesPaths } from './paths.ts';
import { CannotBill, PreviewTable } from './PreviewTable.tsx';
import type { Money } from './Ready.tsx';
import type { Act } from '../../app/use-act.ts';

export function ChargePage(props: {
  readonly title: string;
  readonly subtitle?: string;
  readonly children: ReactNode;
}): ReactNode {
  const t = useText();
  const at = useAt();
  const { children, ...words } = props;
  return (
    <Page {...words} back={{ to: at(duesPaths.list), label: t('dues.title') }} width="text">
      {children}
    </Page>
  );
}

/** @param shared what it comes to so far; nothing to be posted while it has no lines */
export function ChargeWizard<V extends object>(
  props: Omit<WizardProps<V>, 'busy' | 'onFinish' | 'finishWhy'> & {
    readonly act: Act;
    readonly shared?: SharedOut;
    readonly post: () => Promise<void>;
  },
): ReactNode {
  const t = useText();
  const { act, post, shared, ...wizard } = props;
  return (
    <>
      <Wizard
        {...wizard}
        finishWhy={shared?.lines.length === 0 ? t('dues.run.nobody') : undefined}
        busy={act.busy}
        onFinish={() => void post()}
      />
      <Fault words={act.fault} />
    </>
  );
}

/** What it comes to, for whom it cannot be, and every home with its amount. @param children between sum and table */
export function ChargePreview(props: {
  readonly title: string;
  readonly due: string;
  readonly posted: string;
  readonly shared: SharedOut;
  readonly homes: readonly Home[];
  readonly money: Money;
  readonly children?: ReactNode;
}): ReactNode {
  const { title, due, posted, shared, homes, money, children } = props;
  const { currency, today } = money;
  const { lines, totalCents } = shared;
  return (
    <>
      <PreviewSum
        count={lines.length}
        totalCents={totalCents}
        currency={currency}
        due={due}
        posted={posted}
      />
      {children}
      <CannotBill shared={shared} />
      <PreviewTable title={title} shared={shared} homes={homes} currency={currency} today={today} />
    </>
  );
}
