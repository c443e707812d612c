/**
 * What households owed or had to their credit when their books begin here: typed home by home or pasted from a
 * spreadsheet, held against the old books' total, said in words before anything is written.
 */
import { useMemo, type ReactNode } from 'react';
import { receiptDesk, type ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { Button } from '../../../kit/Button.tsx';
import { ChoiceField, TextAreaField } from '../../../kit/Field.tsx';
import { Form, FormSection } from '../../../kit/form/Form.tsx';
import { useDraft } from '../../../kit/form/use-draft.ts';
import { Skeleton } from '../../../kit/Loading.tsx';
import { Page } from '../../../kit/Page.tsx';
import { DateField } from '../../../kit/pickers/DateField.tsx';
import { EntryPicker } from '../../../kit/pickers/EntryPicker.tsx';
import { MoneyField } from '../../../kit/pickers/MoneyField.tsx';
import { Fault } from '../Fault.tsx';
import { duesPaths } from '../paths.ts';
import { Ready, type Money } from '../Ready.tsx';
import { parseForm } from '../schedule/dues-form.ts';
import type { OpeningForm } from './opening-form.ts';
import { OpeningTable } from './OpeningTable.tsx';
import { useOpening, type Opening, type OpeningProps } from './use-opening.ts';
import '../dues.css';

export function OpeningScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <Page
      title={t('dues.opening.title')}
      subtitle={t('dues.opening.subtitle')}
      back={{ to: at(duesPaths.list), label: t('dues.title') }}
      width="wide"
    >
      <Ready>{(money) => <Drafted money={money} />}</Ready>
    </Page>
  );
}

function Drafted({ money }: { readonly money: Money }): ReactNode {
  const replica = useReplica();
  const desk = useQuery(useMemo(() => receiptDesk(replica), [replica]));
  const draft = useDraft<OpeningForm>('opening-balances', parseForm);
  if (desk === undefined || draft === undefined) return <Skeleton rows={6} />;
  return <Openings money={money} desk={desk} draft={draft} />;
}

function Openings(props: OpeningProps): ReactNode {
  const t = useText();
  const opening = useOpening(props);
  const { money, desk } = props;
  const { form, sound, busy, failure, post } = opening;
  return (
    <Form
      form={form}
      submit={t('dues.opening.post', { count: sound.length })}
      busy={busy}
      onSubmit={post}
      more={<Button onClick={() => void form.done()}>{t('dues.opening.discard')}</Button>}
    >
      <FormSection title={t('dues.opening.when')}>
        <DateField
          label={t('dues.opening.posted')}
          help={t('dues.opening.posted.help')}
          {...form.field('posted')}
        />
        <MoneyField
          label={t('dues.opening.expected')}
          help={t('dues.opening.expected.help')}
          optional
          negative
          currency={money.currency}
          {...form.field('expected')}
        />
      </FormSection>
      <FormSection title={t('dues.opening.enter')}>
        <OneHome opening={opening} desk={desk} money={money} />
        <Pasting opening={opening} />
      </FormSection>
      <OpeningTable opening={opening} desk={desk} money={money} />
      <Sums opening={opening} money={money} />
      <Fault words={failure} />
    </Form>
  );
}

function OneHome(props: {
  readonly opening: Opening;
  readonly desk: ReceiptDesk;
  readonly money: Money;
}): ReactNode {
  const t = useText();
  const { opening, desk, money } = props;
  const { form, add } = opening;
  const { homes } = desk;
  const entries = useMemo(
    () => homes.map(({ id, name, address, people }) => ({ id, label: name, detail: address, also: people })),
    [homes],
  );
  return (
    <>
      <div className="du-choice">
        <EntryPicker
          label={t('dues.opening.home')}
          entries={entries}
          opens="typing"
          {...form.field('household')}
        />
        <MoneyField label={t('dues.col.amount')} currency={money.currency} {...form.field('amount')} />
      </div>
      <ChoiceField
        inline
        label={t('dues.opening.side')}
        choices={[
          { value: 'owes', label: t('dues.opening.owes') },
          { value: 'credit', label: t('dues.opening.credit') },
        ]}
        {...form.field('side')}
      />
      <p className="du-gap">
        <Button onClick={add}>
          {t(form.values.editing === '' ? 'dues.opening.add' : 'dues.opening.change')}
        </Button>
      </p>
    </>
  );
}

function Pasting({ opening }: { readonly opening: Opening }): ReactNode {
  const t = useText();
  const { form, addPasted } = opening;
  return (
    <details className="du-gap">
      <summary>{t('dues.opening.paste')}</summary>
      <TextAreaField
        label={t('dues.opening.paste.list')}
        help={t('dues.opening.paste.help')}
        rows={4}
        optional
        {...form.field('paste')}
      />
      <Button
        why={form.values.paste.trim() === '' ? t('dues.opening.paste.none') : undefined}
        onClick={addPasted}
      >
        {t('dues.opening.paste.add')}
      </Button>
    </details>
  );
}

/** *3 households owe $1,200.00, 2 have credit of $50.00*, before anything is written. */
function Sums({ opening, money }: { readonly opening: Opening; readonly money: Money }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { sums, faults, form } = opening;
  const { currency } = money;
  const words = (cents: number): string => formats.money({ cents, currency });
  const there = faults.filter((fault) => fault === 'there').length;
  if (form.values.lines.length === 0) return null;
  return (
    <p className="du-sum" aria-live="polite">
      {t('dues.opening.sum', {
        owing: sums.owing,
        owed: words(sums.owedCents),
        inCredit: sums.inCredit,
        credit: words(sums.creditCents),
      })}{' '}
      {there === 0 ? null : t('dues.opening.leftOut', { count: there })}
    </p>
  );
}
