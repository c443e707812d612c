/**
 * One of many, by typing any scrap of it: name, home, phone. The list is short whatever the number; what fits best stands
 * first, and it says how many more there are. Knows no kind of entry: PersonPicker and HouseholdPicker do.
 */
import { useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Combobox, useCombobox } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import { useText } from '../../i18n/Text.tsx';
import { IconButton } from '../Button.tsx';
import { FieldFrame, type Described, type FieldProps } from '../FieldFrame.tsx';
import { useLayer } from '../layers/LayersProvider.tsx';
import { findEntries, indexEntries, type Entry, type EntryIndex, type Found } from './entry-search.ts';
import { RecentsContext } from './recents.ts';
import './pickers.css';

/** More than fit on a screen, fewer than are read. */
const MOST = 20;

export interface EntryPickerProps extends Omit<FieldProps, 'limit'> {
  /** Keep the array as long as nothing in it has changed: it is indexed once. */
  readonly entries: readonly Entry[];
  /** Kind under which the device remembers what was chosen lately, to show it first. Absent: it does not. */
  readonly remember?: string;
  /** Instead of those: ids, the newest first. */
  readonly recent?: readonly string[];
  /** When the list opens: with the focus, or (where it would hide what lies below at each step) with the first letter. */
  readonly opens?: 'focus' | 'typing';
}

/** `value` and what `onChange` is told are ids; '' is nobody. */
export function EntryPicker(props: EntryPickerProps): ReactNode {
  return (
    <FieldFrame
      {...frameOf(props)}
      control={(described) => <EntryCombobox {...props} described={described} />}
    />
  );
}

function frameOf({ value: _id, ...frame }: EntryPickerProps): Omit<EntryPickerProps, 'value'> {
  return frame;
}

const NONE: readonly string[] = [];

/** What was chosen lately: read when the list opens, so that it does not move under the finger. */
function useRecent({ remember, recent }: EntryPickerProps) {
  const store = useContext(RecentsContext);
  const [ids, setIds] = useState(NONE);
  return {
    ids: recent ?? ids,
    refresh: () => setIds(remember === undefined ? NONE : store.read(remember)),
    chosen: (id: string): void => {
      if (remember !== undefined && id !== '') store.chosen(remember, id);
    },
  };
}

/** What is typed, what fits it, and choosing. */
function useEntries(props: EntryPickerProps) {
  const { entries, value, onChange } = props;
  const { locale } = useIntl();
  const { ids: recent, refresh, chosen: noteChosen } = useRecent(props);
  const index: EntryIndex = useMemo(() => indexEntries(entries, locale), [entries, locale]);
  const [typed, setTyped] = useState<string>();
  const chosen = index.byId.get(value);
  const found: Found = useMemo(
    () => findEntries(index, typed ?? '', { most: MOST, recent }),
    [index, typed, recent],
  );
  return {
    chosen,
    found,
    typed,
    text: typed ?? chosen?.label ?? '',
    type: (text: string): void => {
      setTyped(text);
      if (text.trim() === '' && value !== '') onChange('');
    },
    choose: (id: string): void => {
      setTyped(undefined);
      noteChosen(id);
      onChange(id);
    },
    opened: refresh,
    /** Left without choosing: whoever was chosen still is; letters that led nowhere stay to be seen. */
    leave: (): void => {
      if (value !== '' || typed?.trim() === '') setTyped(undefined);
    },
  };
}

function EntryCombobox(props: EntryPickerProps & { readonly described: Described }): ReactNode {
  const { described, name, value, onBlur, placeholder, label, opens = 'focus' } = props;
  const t = useText();
  const entries = useEntries(props);
  const combobox = useCombobox({
    onDropdownOpen: entries.opened,
    onDropdownClose: () => combobox.resetSelectedOption(),
  });
  const open = combobox.dropdownOpened;
  useLayer({ kind: 'popover', open, onClose: () => combobox.closeDropdown() });
  const { typed } = entries;
  const { selectFirstOption } = combobox;
  useEffect(() => {
    // Enter takes the best one.
    if (open && typed !== undefined && typed !== '') selectFirstOption();
    // oxlint-disable-next-line react/exhaustive-deps -- the store makes its functions anew at each render
  }, [open, typed]);
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        entries.choose(id);
        combobox.closeDropdown();
      }}
      transitionProps={{ duration: 0 }}
    >
      <Combobox.DropdownTarget>
        <div className="ct-input-with">
          <Combobox.EventsTarget withExpandedAttribute>
            <input
              {...described}
              className="ct-input"
              type="text"
              autoComplete="off"
              spellCheck={false}
              name={name}
              placeholder={placeholder}
              value={entries.text}
              onClick={() => combobox.openDropdown()}
              onFocus={() => {
                if (opens === 'focus') combobox.openDropdown();
              }}
              onChange={({ currentTarget }) => {
                entries.type(currentTarget.value);
                combobox.openDropdown();
              }}
              onBlur={() => {
                combobox.closeDropdown();
                entries.leave();
                onBlur?.();
              }}
            />
          </Combobox.EventsTarget>
          {value === '' ? null : (
            <IconButton label={t('kit.pick.clear', { label })} onClick={() => entries.choose('')}>
              <IconX />
            </IconButton>
          )}
        </div>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown className="ct-entries">
        <EntryList found={entries.found} value={value} label={label} />
      </Combobox.Dropdown>
    </Combobox>
  );
}

function EntryList(props: {
  readonly found: Found;
  readonly value: string;
  readonly label: string;
}): ReactNode {
  const t = useText();
  const { found, value, label } = props;
  const more = found.total - found.entries.length;
  const options = found.entries.map((entry) => <EntryOption key={entry.id} entry={entry} value={value} />);
  return (
    <>
      <Combobox.Options aria-label={t('kit.pick.list', { label })} className="ct-entries-list">
        {found.recent === 0 ? (
          options
        ) : (
          <>
            <Combobox.Group label={t('kit.pick.recent')}>{options.slice(0, found.recent)}</Combobox.Group>
            <Combobox.Group label={t('kit.pick.all')}>{options.slice(found.recent)}</Combobox.Group>
          </>
        )}
      </Combobox.Options>
      <output className="ct-entries-more">
        {found.total === 0 ? t('kit.pick.none') : null}
        {more > 0 ? t('kit.pick.more', { count: more }) : null}
      </output>
    </>
  );
}

function EntryOption({ entry, value }: { readonly entry: Entry; readonly value: string }): ReactNode {
  return (
    <Combobox.Option value={entry.id} active={entry.id === value} className="ct-entry">
      <span className="ct-entry-name">{entry.label}</span>
      {entry.detail === undefined ? null : <span className="ct-entry-detail">{entry.detail}</span>}
    </Combobox.Option>
  );
}
