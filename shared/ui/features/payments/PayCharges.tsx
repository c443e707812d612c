/** First step: which of the open charges, and whether all of it. What is on its way already cannot be chosen. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { ChoiceField } from '../../kit/Field.tsx';
import { FieldError } from '../../kit/FieldFrame.tsx';
import { MoneyField } from '../../kit/pickers/MoneyField.tsx';
import { Money } from '../../kit/Values.tsx';
import { titleOf } from '../accounts/index.ts';
import { chosenItems, payableItems, sumOf, type OpenItem } from './pay-form.ts';
import type { StepProps } from './pay-step.ts';

export function PayCharges(props: StepProps): ReactNode {
  const t = useText();
  const { form, payable, home } = props;
  const { id, error } = form.field('charges');
  const items = payableItems(payable.items);
  const chosen = new Set(form.values.charges);
  const { currency } = home.view.rules;
  const toggle = (entry: string, on: boolean): void =>
    form.set({
      charges: items.map((item) => item.entry).filter((one) => (one === entry ? on : chosen.has(one))),
    });
  return (
    <>
      <fieldset className="ct-field" data-fault={error === undefined ? undefined : ''}>
        <legend className="ct-label">{t('payments.charges')}</legend>
        <div className="ct-choices">
          {items.map((item, index) => (
            <ChargeChoice
              key={item.entry}
              {...(index === 0 ? { id } : {})}
              item={item}
              step={props}
              checked={chosen.has(item.entry)}
              onChange={(on) => toggle(item.entry, on)}
            />
          ))}
        </div>
        <FieldError id={id} error={error} />
      </fieldset>
      <p className="py-sum" aria-live="polite">
        <span>{t('payments.charges.sum')}</span>
        <strong>
          <Money amount={{ cents: sumOf(chosenItems(form.values, payable.items)), currency }} />
        </strong>
      </p>
      <Part {...props} />
    </>
  );
}

interface ChoiceProps {
  readonly id?: string;
  readonly item: OpenItem;
  readonly step: StepProps;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function ChargeChoice({ id, item, step, checked, onChange }: ChoiceProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { view } = step.home;
  const entry = view.entries.get(item.entry)?.entry;
  const isLate = item.due < view.day;
  return (
    <label className="ct-choice">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className="py-charge">
        <span>
          {entry === undefined ? t('payments.charge.other') : titleOf(entry, t)}
          <span className="ct-choice-help">
            {t(isLate ? 'payments.charge.late' : 'payments.charge.due', { date: formats.date(item.due) })}
          </span>
        </span>
        <Money amount={{ cents: item.leftCents, currency: view.rules.currency }} />
      </span>
    </label>
  );
}

/** Only where the association takes parts. */
function Part({ form, payable, home }: StepProps): ReactNode {
  const t = useText();
  const { how } = form.values;
  if (!payable.settings.allowParts) return null;
  return (
    <>
      <ChoiceField
        label={t('payments.part')}
        inline
        choices={[
          { value: 'all', label: t('payments.part.all') },
          { value: 'part', label: t('payments.part.some') },
        ]}
        {...form.field('how')}
      />
      {how === 'part' ? (
        <MoneyField
          label={t('payments.part.amount')}
          help={t('payments.part.help')}
          currency={home.view.rules.currency}
          {...form.field('amount')}
        />
      ) : null}
    </>
  );
}
