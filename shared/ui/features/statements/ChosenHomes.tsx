/** A handful of households, put together here or brought along from the list of accounts. */
import { useMemo, useState, type ReactNode } from 'react';
import type { DeskHome } from '@communitrak/replica/queries/receipts.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import type { Form } from '../../kit/form/use-form.ts';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { EntryPicker } from '../../kit/pickers/EntryPicker.tsx';
import type { StatementsForm } from './statements-form.ts';

export function ChosenHomes(props: {
  readonly form: Pick<Form<StatementsForm>, 'field' | 'set' | 'values'>;
  readonly homes: readonly DeskHome[];
}): ReactNode {
  const t = useText();
  const { form, homes } = props;
  const [round, setRound] = useState(0);
  const { chosen } = form.values;
  const { id, error } = form.field('chosen');
  const entries = useMemo(
    () =>
      homes.map(({ id: home, name, address, people }) => ({
        id: home,
        label: name,
        detail: address,
        also: people,
      })),
    [homes],
  );
  const named = useMemo(() => new Map(homes.map((home) => [home.id, home])), [homes]);
  const add = (home: string): void => {
    if (home === '') return;
    if (!chosen.includes(home)) form.set({ chosen: [...chosen, home] });
    // The field is empty again, and ready for the next.
    setRound(round + 1);
  };
  return (
    <>
      <EntryPicker
        key={round}
        id={id}
        error={error}
        label={t('statements.add')}
        entries={entries}
        remember="receipt-homes"
        value=""
        onChange={add}
      />
      {chosen.length === 0 ? null : (
        <div className="ct-box st-chosen">
          <List label={t('statements.whose.some')}>
            {chosen.map((home) => (
              <ListRow
                key={home}
                title={named.get(home)?.name ?? t('statements.gone')}
                meta={named.get(home)?.address ?? ''}
                trail={
                  <Button
                    kind="quiet"
                    onClick={() => form.set({ chosen: chosen.filter((one) => one !== home) })}
                  >
                    {t('statements.remove')}
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
