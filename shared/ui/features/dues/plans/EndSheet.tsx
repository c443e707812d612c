/** Notice of default, or the end of a plan for another reason: what it means is said before, and why is kept. */
import type { ReactNode } from 'react';
import type { PaymentPlan } from '@communitrak/domain/ledger/index.ts';
import { endPaymentPlan, noticeOfDefault } from '@communitrak/replica/commands/dues.ts';
import { useReplica } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { TextField } from '../../../kit/Field.tsx';
import { FormSheet } from '../../../kit/form/FormSheet.tsx';
import { useForm } from '../../../kit/form/use-form.ts';
import { Fault } from '../Fault.tsx';
import { useAct } from '../use-act.ts';

export type EndKind = 'default' | 'end';

interface EndSheetProps {
  readonly plan: PaymentPlan;
  readonly kind: EndKind;
  readonly today: string;
  readonly onClose: () => void;
}

const REASON_LIMIT = 500;

export function EndSheet({ plan, kind, today, onClose }: EndSheetProps): ReactNode {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const act = useAct();
  const form = useForm({
    initial: { reason: '' },
    validate: ({ reason }): { reason?: string } => {
      if (reason.trim() === '') return { reason: t('dues.plan.reason.missing') };
      return reason.trim().length > REASON_LIMIT ? { reason: t('dues.plan.text.long') } : {};
    },
  });
  const isDefault = kind === 'default';
  const write = async (): Promise<void> => {
    const how = { on: today, reason: form.now().reason.trim() };
    const command = isDefault ? noticeOfDefault : endPaymentPlan;
    if (!(await act.run(() => command(replica, plan.id, how)))) return;
    onClose();
    announce(t(isDefault ? 'dues.plan.defaultDone' : 'dues.plan.endDone'));
  };
  return (
    <FormSheet
      form={form}
      title={t(isDefault ? 'dues.plan.default' : 'dues.plan.end')}
      submit={t(isDefault ? 'dues.plan.defaultSubmit' : 'dues.plan.endSubmit')}
      kind="danger"
      busy={act.busy}
      onSubmit={() => void write()}
      onClose={onClose}
    >
      <p className="ct-soft du-gap">{t(isDefault ? 'dues.plan.defaultMeans' : 'dues.plan.endMeans')}</p>
      <TextField
        label={t('dues.plan.reason')}
        help={t('dues.plan.reason.help')}
        autoComplete="off"
        limit={REASON_LIMIT}
        {...form.field('reason')}
      />
      <Fault words={act.fault} />
    </FormSheet>
  );
}
