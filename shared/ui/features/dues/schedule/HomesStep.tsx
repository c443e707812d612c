/** Homes that a schedule does not charge: skipped for good, or on hold through a month, with the reason. */
import { useMemo, useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { addMonths, monthOf, type Home } from '@communitrak/domain/ledger/index.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { Button } from '../../../kit/Button.tsx';
import { ChoiceField, SelectField, TextField } from '../../../kit/Field.tsx';
import type { Form } from '../../../kit/form/use-form.ts';
import { List, ListRow } from '../../../kit/ListRow.tsx';
import { EntryPicker } from '../../../kit/pickers/EntryPicker.tsx';
import { monthWords } from '../dues-words.ts';
import { homeEntries } from '../home-entries.ts';
import type { DuesForm } from './dues-form.ts';

interface HomesStepProps {
  readonly form: Form<DuesForm>;
  readonly homes: readonly Home[];
  readonly today: string;
}

export function HomesStep({ form, homes, today }: HomesStepProps): ReactNode {
  return (
    <>
      <LeftOutList form={form} homes={homes} />
      <AddHome form={form} homes={homes} today={today} />
    </>
  );
}

function LeftOutList({ form, homes }: Omit<HomesStepProps, 'today'>): ReactNode {
  const t = useText();
  const { locale } = useIntl();
  const { skip, holds } = form.values;
  const names = new Map(homes.map((home) => [home.household, home]));
  const nameOf = (household: string): string => {
    const home = names.get(household);
    return home === undefined ? t('dues.homes.gone') : `${home.name} · ${home.payer}`;
  };
  const rows = [
    ...skip.map((household) => ({
      household,
      meta: t('dues.out.skipped'),
      drop: () => form.set({ skip: skip.filter((one) => one !== household) }),
    })),
    ...holds.map(({ household, through, why }) => ({
      household,
      meta: [
        through === '' ? t('dues.hold.open') : t('dues.hold.through', { month: monthWords(through, locale) }),
        why,
      ]
        .filter((part) => part !== '')
        .join(' · '),
      drop: () => form.set({ holds: holds.filter((one) => one.household !== household) }),
    })),
  ];
  if (rows.length === 0) return <p className="ct-soft du-gap">{t('dues.form.homes.all')}</p>;
  return (
    <div className="ct-box du-gap">
      <List label={t('dues.form.homes.out')}>
        {rows.map(({ household, meta, drop }) => (
          <ListRow
            key={household}
            title={nameOf(household)}
            meta={meta}
            trail={
              <Button kind="quiet" onClick={drop}>
                {t('dues.form.homes.charge')}
              </Button>
            }
          />
        ))}
      </List>
    </div>
  );
}

const MONTHS_AHEAD = 24;

/** Chosen, then said how: a home is on one list only. */
function AddHome({ form, homes, today }: HomesStepProps): ReactNode {
  const t = useText();
  const { locale } = useIntl();
  const announce = useAnnounce();
  const [chosen, setChosen] = useState('');
  const [how, setHow] = useState('skip');
  const [through, setThrough] = useState('');
  const [why, setWhy] = useState('');
  const entries = useMemo(() => homeEntries(homes), [homes]);
  const months = Array.from({ length: MONTHS_AHEAD }, (_, ahead) => addMonths(monthOf(today), ahead));
  const add = (): void => {
    const { skip, holds } = form.values;
    const others = {
      skip: skip.filter((one) => one !== chosen),
      holds: holds.filter(({ household }) => household !== chosen),
    };
    form.set(
      how === 'skip'
        ? { ...others, skip: [...others.skip, chosen] }
        : {
            ...others,
            holds: [...others.holds, { household: chosen, through, why: why.trim().slice(0, 200) }],
          },
    );
    announce(
      t('dues.form.homes.added', { home: homes.find((home) => home.household === chosen)?.name ?? '' }),
    );
    setChosen('');
    setWhy('');
  };
  return (
    <fieldset className="ct-field du-add">
      <legend className="ct-label">{t('dues.form.homes.add')}</legend>
      <EntryPicker
        label={t('dues.form.homes.which')}
        help={t('dues.form.homes.whichHelp')}
        entries={entries}
        value={chosen}
        onChange={setChosen}
      />
      <ChoiceField
        inline
        label={t('dues.form.homes.how')}
        choices={[
          { value: 'skip', label: t('dues.form.homes.skip') },
          { value: 'hold', label: t('dues.form.homes.hold') },
        ]}
        value={how}
        onChange={setHow}
      />
      {how === 'hold' ? (
        <>
          <SelectField
            label={t('dues.hold.until')}
            choices={[
              { value: '', label: t('dues.hold.open') },
              ...months.map((month) => ({ value: month, label: monthWords(month, locale) })),
            ]}
            value={through}
            onChange={setThrough}
          />
          <TextField
            label={t('dues.hold.why')}
            optional
            autoComplete="off"
            limit={200}
            value={why}
            onChange={setWhy}
          />
        </>
      ) : null}
      <Button onClick={add} why={chosen === '' ? t('dues.form.homes.chooseFirst') : undefined}>
        {t('dues.form.homes.addAct')}
      </Button>
    </fieldset>
  );
}
