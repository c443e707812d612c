/** The acts of the office on an account: the buttons that begin them, and the sheet that is open. */
import { useState, type ReactNode } from 'react';
import { Menu } from '@mantine/core';
import { IconChevronDown, IconPlus, IconPrinter } from '@tabler/icons-react';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { usePlatform } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { Button } from '../../../kit/Button.tsx';
import { MenuButton } from '../../../kit/table/MenuButton.tsx';
import { ACT_WORDS } from './act-words.ts';
import type { Act } from './act.ts';
import { ActSheet } from './ActSheet.tsx';
import { LineSheet } from './LineSheet.tsx';
import { TransferSheet } from './TransferSheet.tsx';

export interface Acts {
  /** Opens a line of the account; undefined for who may not act. */
  readonly openLine: ((id: string) => void) | undefined;
  readonly primary: ReactNode;
  readonly buttons: ReactNode;
  readonly sheet: ReactNode;
}

type Open =
  | { readonly act: Act; readonly about?: string }
  | { readonly line: string }
  | { readonly transfer: true };

/** @param may false while another day is looked at, for who may only read, and before there are books */
export function useActs(view: AccountView, may: boolean): Acts {
  const t = useText();
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  if (!may) return { openLine: undefined, primary: undefined, buttons: null, sheet: null };
  return {
    openLine: (line) => setOpen({ line }),
    primary: (
      <Button kind="primary" icon={<IconPlus aria-hidden />} onClick={() => setOpen({ act: 'payment' })}>
        {t(ACT_WORDS.payment)}
      </Button>
    ),
    buttons: <ActButtons view={view} onOpen={setOpen} />,
    sheet: <OpenSheet view={view} open={open} onOpen={setOpen} onClose={close} />,
  };
}

function ActButtons({
  view,
  onOpen,
}: {
  readonly view: AccountView;
  readonly onOpen: (open: Open) => void;
}): ReactNode {
  const t = useText();
  const platform = usePlatform();
  const acts: readonly Act[] = view.account.openCents > 0 ? ['credit', 'write-off'] : ['credit'];
  return (
    <>
      <Button onClick={() => onOpen({ act: 'charge' })}>{t(ACT_WORDS.charge)}</Button>
      <MenuButton label={t('accounts.act.more')} icon={<IconChevronDown aria-hidden />}>
        {acts.map((act) => (
          <Menu.Item key={act} className="ct-pick-item" onClick={() => onOpen({ act })}>
            {t(ACT_WORDS[act])}
          </Menu.Item>
        ))}
        <Menu.Item className="ct-pick-item" onClick={() => onOpen({ transfer: true })}>
          {t('accounts.transfer')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          className="ct-pick-item"
          leftSection={<IconPrinter aria-hidden />}
          onClick={() => platform.print()}
        >
          {t('accounts.print')}
        </Menu.Item>
      </MenuButton>
    </>
  );
}

interface OpenSheetProps {
  readonly view: AccountView;
  readonly open: Open | undefined;
  readonly onOpen: (open: Open) => void;
  readonly onClose: () => void;
}

function OpenSheet({ view, open, onOpen, onClose }: OpenSheetProps): ReactNode {
  if (open === undefined) return null;
  if ('transfer' in open) return <TransferSheet view={view} onClose={onClose} />;
  const id = 'line' in open ? open.line : (open.about ?? '');
  const entry = view.entries.get(id)?.entry;
  if ('line' in open)
    return entry === undefined ? null : (
      <LineSheet
        view={view}
        entry={entry}
        onAct={(act) => onOpen({ act, about: entry.id })}
        onClose={onClose}
      />
    );
  const asked = { act: open.act, view, ...(entry === undefined ? {} : { about: entry }) };
  return <ActSheet key={`${open.act} ${id}`} asked={asked} onClose={onClose} />;
}
