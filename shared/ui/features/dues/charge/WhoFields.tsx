/** Whom a charge goes to: every home, a class, those that owe, or a list that is put together here. */
import { useMemo, useState, type ReactNode } from 'react';
import type { Home } from '@communitrak/domain/ledger/index.ts';
import { useText } from '../../../i18n/Text.tsx';
import { Button } from '../../../kit/Button.tsx';
import { ChoiceField, SelectField } from '../../../kit/Field.tsx';
import type { Form } from '../../../kit/form/use-form.ts';
import { List, ListRow } from '../../../kit/ListRow.tsx';
import { EntryPicker } from '../../../kit/pickers/EntryPicker.tsx';
import { homeEntries } from '../home-entries.ts';
import { classesOf } from '../schedule/dues-form.ts';
import type { WhoForm } from './who-form.ts';

export type WhoBinding = Pick<Form<WhoForm>, 'field' | 'set' | 'values'>;

interface WhoFieldsProps {
  readonly form: WhoBinding;
  readonly homes: readonly Home[];
  /** How many of them are chosen so far. */
  readonly chosen: number;
}

export function WhoFields({ form, homes, chosen }: WhoFieldsProps): ReactNode {
  const t = useText();
  const classes = classesOf(homes);
  const { who } = form.values;
  return (
    <>
      <ChoiceField
        label={t('dues.many.who')}
        choices={[
          { value: 'all', label: t('dues.many.all', { count: homes.length }) },
          ...(classes.length === 0 ? [] : [{ value: 'class', label: t('dues.many.class') }]),
          { value: 'owing', label: t('dues.many.owing'), help: t('dues.many.owing.help') },
          { value: 'list', label: t('dues.many.list'), help: t('dues.many.list.help') },
        ]}
        {...form.field('who')}
      />
      {who === 'class' ? (
        <SelectField
          label={t('dues.col.class')}
          choices={['', ...classes].map((value) => ({
            value,
            label: value === '' ? t('dues.many.choose') : value,
          }))}
          {...form.field('class')}
        />
      ) : null}
      {who === 'list' ? <ListFields form={form} homes={homes} /> : null}
      <output className="ct-soft du-gap">{t('dues.many.chosen', { count: chosen })}</output>
    </>
  );
}

function ListFields({ form, homes }: Omit<WhoFieldsProps, 'chosen'>): ReactNode {
  const t = useText();
  const entries = useMemo(() => homeEntries(homes), [homes]);
  const [round, setRound] = useState(0);
  const { list } = form.values;
  const { id, error } = form.field('list');
  const named = new Map(homes.map((home) => [home.household, home]));
  const add = (household: string): void => {
    if (household === '') return;
    if (!list.includes(household)) form.set({ list: [...list, household] });
    // The field is empty again, and ready for the next.
    setRound(round + 1);
  };
  return (
    <>
      <EntryPicker
        key={round}
        id={id}
        error={error}
        label={t('dues.many.add')}
        help={t('dues.form.homes.whichHelp')}
        entries={entries}
        value=""
        onChange={add}
      />
      {list.length === 0 ? null : (
        <div className="ct-box du-gap">
          <List label={t('dues.many.list')}>
            {list.map((household) => (
              <ListRow
                key={household}
                title={named.get(household)?.name ?? t('dues.homes.gone')}
                meta={named.get(household)?.payer ?? ''}
                trail={
                  <Button
                    kind="quiet"
                    onClick={() => form.set({ list: list.filter((one) => one !== household) })}
                  >
                    {t('dues.many.remove')}
                  </Button>
                }
              />
            ))}
          </List>
        </div>
      )}
    </>
  );
}
