/** How an amount is laid on homes: the same for each, by class, or one sum by ownership share; with the rule of the cents. */
import type { ReactNode } from 'react';
import type { Home } from '@communitrak/domain/ledger/index.ts';
import { useAt } from '../../../app/paths.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { LinkButton } from '../../../kit/Button.tsx';
import { ChoiceField } from '../../../kit/Field.tsx';
import type { Form } from '../../../kit/form/use-form.ts';
import { Notice } from '../../../kit/Notice.tsx';
import { MoneyField } from '../../../kit/pickers/MoneyField.tsx';
import { duesPaths } from '../paths.ts';
import { classesOf, type AmountForm } from './dues-form.ts';

/** What these fields need of a form that may have more. */
export type AmountBinding = Pick<Form<AmountForm>, 'field' | 'set' | 'values'>;

interface AmountFieldsProps {
  readonly form: AmountBinding;
  readonly homes: readonly Home[];
  readonly currency: string;
  /** `Each home pays, each time`. */
  readonly each: string;
  readonly total: string;
}

export function AmountFields(props: AmountFieldsProps): ReactNode {
  const t = useText();
  const { form, currency, each } = props;
  const { by } = form.values;
  return (
    <>
      <ChoiceField
        label={t('dues.amount.by')}
        choices={[
          { value: 'home', label: t('dues.amount.home'), help: t('dues.amount.home.help') },
          { value: 'class', label: t('dues.amount.class'), help: t('dues.amount.class.help') },
          { value: 'share', label: t('dues.amount.share'), help: t('dues.amount.share.help') },
        ]}
        {...form.field('by')}
      />
      {by === 'home' ? <MoneyField label={each} currency={currency} {...form.field('cents')} /> : null}
      {by === 'class' ? <ClassFields {...props} /> : null}
      {by === 'share' ? <ShareFields {...props} /> : null}
    </>
  );
}

function ToHomes(): ReactNode {
  const t = useText();
  const at = useAt();
  return <LinkButton to={at(duesPaths.homes)}>{t('dues.homes.act')}</LinkButton>;
}

function ClassFields({ form, homes, currency }: AmountFieldsProps): ReactNode {
  const t = useText();
  const classes = classesOf(homes);
  const { classCents } = form.values;
  const { id, error, onBlur } = form.field('classCents');
  if (classes.length === 0)
    return <Notice tone="needs" title={t('dues.amount.class.none')} actions={<ToHomes />} />;
  return (
    <fieldset className="ct-field" data-fault={error === undefined ? undefined : ''}>
      <legend className="ct-label">{t('dues.amount.class.each')}</legend>
      {error === undefined ? null : <p className="ct-error">{error}</p>}
      {classes.map((name, index) => (
        <MoneyField
          key={name}
          {...(index === 0 ? { id } : {})}
          label={t('dues.amount.class.one', {
            class: name,
            count: homes.filter((home) => home.class === name).length,
          })}
          currency={currency}
          value={classCents[name] ?? ''}
          onBlur={onBlur}
          onChange={(value) => form.set({ classCents: { ...classCents, [name]: value } })}
        />
      ))}
    </fieldset>
  );
}

function ShareFields({ form, homes, currency, total }: AmountFieldsProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const shared = homes.filter(({ share }) => share > 0);
  const sum = shared.reduce((all, { share }) => all + share, 0);
  if (shared.length === 0)
    return <Notice tone="needs" title={t('dues.amount.share.none')} actions={<ToHomes />} />;
  return (
    <>
      <MoneyField label={total} currency={currency} {...form.field('totalCents')} />
      <Notice title={t('dues.amount.rule.title')}>
        <p>
          {t('dues.amount.rule.text', {
            count: formats.number(shared.length),
            all: formats.number(homes.length),
            sum: formats.number(sum),
          })}
        </p>
      </Notice>
    </>
  );
}
