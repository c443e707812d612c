/**
 * A value that is changed where it stands: a quiet button showing it, and the choices. At a desk a menu under the
 * button (arrows, letters, Enter, Esc), on a phone a sheet of rows. Controlled, so that a key can open it too.
 */
import type { ReactNode } from 'react';
import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useLayer } from './layers/LayersProvider.tsx';
import { Sheet } from './Sheet.tsx';
import { useIsDesk } from './use-media.ts';
import './pick-menu.css';

export interface Pick {
  readonly value: string;
  readonly label: string;
  /** A second line: what choosing it means. */
  readonly help?: string;
}

interface PickMenuProps {
  /** What is being chosen; the sheet's and the menu's name. */
  readonly label: string;
  /** The button's whole name, read aloud: "Change status, now Open". */
  readonly name: string;
  readonly value: string;
  readonly picks: readonly Pick[];
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onPick: (value: string) => void;
  /** What the button shows. */
  readonly children: ReactNode;
}

export function PickMenu(props: PickMenuProps): ReactNode {
  return useIsDesk() ? <DeskMenu {...props} /> : <PhoneSheet {...props} />;
}

function DeskMenu(props: PickMenuProps): ReactNode {
  const { label, name, value, picks, open, onOpen, onPick, children } = props;
  useLayer({ kind: 'menu', open, onClose: () => onOpen(false) });
  return (
    <Menu
      opened={open}
      onChange={onOpen}
      closeOnEscape={false}
      position="bottom-start"
      transitionProps={{ duration: 0 }}
      withInitialFocusPlaceholder={false}
      withinPortal={false}
    >
      <Menu.Target>
        <button type="button" className="ct-pick" aria-label={name} title={name}>
          <span className="ct-pick-value">{children}</span>
          <IconChevronDown aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="ct-pick-menu" aria-label={label}>
        <Menu.RadioGroup value={value} onChange={onPick}>
          {picks.map((pick) => (
            <Menu.RadioItem
              key={pick.value}
              className="ct-pick-item"
              value={pick.value}
              closeMenuOnClick
              data-autofocus={pick.value === value ? true : undefined}
            >
              {pick.label}
              {pick.help === undefined ? null : <span className="ct-choice-help">{pick.help}</span>}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function PhoneSheet(props: PickMenuProps): ReactNode {
  const { label, name, value, picks, open, onOpen, onPick, children } = props;
  return (
    <>
      <button
        type="button"
        className="ct-pick"
        aria-label={name}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => onOpen(true)}
      >
        <span className="ct-pick-value">{children}</span>
        <IconChevronDown aria-hidden />
      </button>
      <Sheet open={open} onClose={() => onOpen(false)} title={label}>
        <ul className="ct-list">
          {picks.map((pick) => (
            <li key={pick.value}>
              <button
                type="button"
                className="ct-row"
                aria-current={pick.value === value ? 'true' : undefined}
                onClick={() => {
                  onOpen(false);
                  onPick(pick.value);
                }}
              >
                <span className="ct-row-words">
                  <span className="ct-row-title">{pick.label}</span>
                  {pick.help === undefined ? null : <span className="ct-row-meta">{pick.help}</span>}
                </span>
                {pick.value === value ? (
                  <span className="ct-row-trail">
                    <IconCheck aria-hidden />
                  </span>
                ) : null}
              </button>
            </li>
          ))}
        </ul>
      </Sheet>
    </>
  );
}
