/** A button with a menu under it: Mantine's, as a layer, so that Escape and Back take it alone. */
import { useState, type ReactNode } from 'react';
import { Menu } from '@mantine/core';
import { Button, IconButton } from '../Button.tsx';
import { useLayer } from '../layers/LayersProvider.tsx';
import '../pick-menu.css';

interface MenuButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** Its icon alone, with the words read aloud and shown on hover. */
  readonly wordless?: boolean;
  readonly children: ReactNode;
}

export function MenuButton({ label, icon, wordless = false, children }: MenuButtonProps): ReactNode {
  const [open, setOpen] = useState(false);
  useLayer({ kind: 'menu', open, onClose: () => setOpen(false) });
  return (
    <Menu
      opened={open}
      onChange={setOpen}
      closeOnEscape={false}
      position="bottom-end"
      transitionProps={{ duration: 0 }}
      withInitialFocusPlaceholder={false}
      withinPortal={false}
    >
      <Menu.Target>
        {wordless ? (
          <IconButton label={label}>{icon}</IconButton>
        ) : (
          <Button kind="quiet" icon={icon}>
            {label}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown className="ct-pick-menu" aria-label={label}>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
