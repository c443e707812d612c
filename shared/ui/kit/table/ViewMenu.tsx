/** Saved views: a table's search, filters, order and columns under a name, kept on this device. */
import { useState, type ReactNode } from 'react';
import { Menu } from '@mantine/core';
import { IconBookmark, IconPlus, IconX } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../Announcer.tsx';
import { Button, IconButton } from '../Button.tsx';
import { TextField } from '../Field.tsx';
import { Sheet } from '../Sheet.tsx';
import { MenuButton } from './MenuButton.tsx';
import type { TableControl } from './use-table-control.ts';

const MAX_NAME = 60;

interface ViewMenuProps {
  readonly control: TableControl;
  /** There is no room for its word. */
  readonly wordless: boolean;
}

export function ViewMenu({ control, wordless }: ViewMenuProps): ReactNode {
  const t = useText();
  const [naming, setNaming] = useState(false);
  return (
    <>
      <MenuButton label={t('table.views')} icon={<IconBookmark aria-hidden />} wordless={wordless}>
        {control.views.length === 0 ? <Menu.Label>{t('table.views.none')}</Menu.Label> : null}
        {control.views.map((view) => (
          <Menu.Item key={view.name} className="ct-pick-item" onClick={() => control.openView(view)}>
            {view.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          className="ct-pick-item"
          leftSection={<IconPlus aria-hidden />}
          onClick={() => setNaming(true)}
        >
          {t('table.views.save')}
        </Menu.Item>
      </MenuButton>
      <Sheet open={naming} onClose={() => setNaming(false)} title={t('table.views.save')}>
        <SaveView control={control} onDone={() => setNaming(false)} />
      </Sheet>
    </>
  );
}

/** Drawn anew each time the sheet opens: the field begins empty. */
function SaveView({
  control,
  onDone,
}: {
  readonly control: TableControl;
  readonly onDone: () => void;
}): ReactNode {
  const t = useText();
  const announce = useAnnounce();
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const save = (): void => {
    const given = name.trim();
    setMissing(given === '');
    if (given === '') return;
    control.saveView(given);
    announce(t('table.views.saved', { name: given }));
    onDone();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        label={t('table.views.name')}
        help={t('table.views.nameHelp')}
        value={name}
        onChange={setName}
        maxLength={MAX_NAME}
        {...(missing ? { error: t('table.views.nameMissing') } : {})}
      />
      <Button kind="primary" type="submit">
        {t('table.views.save')}
      </Button>
      <ViewList control={control} />
    </form>
  );
}

function ViewList({ control }: { readonly control: TableControl }): ReactNode {
  const t = useText();
  const announce = useAnnounce();
  if (control.views.length === 0) return null;
  return (
    <ul className="tb-views">
      {control.views.map(({ name }) => (
        <li key={name}>
          <span>{name}</span>
          <IconButton
            label={t('table.views.drop', { name })}
            onClick={() => {
              control.dropView(name);
              announce(t('table.views.dropped', { name }));
            }}
          >
            <IconX aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
