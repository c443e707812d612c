/** Tells the desktop's shell what the features put into its menu, in the member's language. A browser has none. */
import { useEffect, type ReactNode } from 'react';
import { useText } from '../i18n/Text.tsx';
import { usePlatform } from './context.ts';
import { useOffered } from './features-context.ts';
import { useAt } from './paths.ts';

export function DesktopMenu(): ReactNode {
  const t = useText();
  const { desk } = usePlatform();
  const at = useAt();
  const entries = useOffered((feature) => feature.desktopMenu).map(({ menu, label, path, accelerator }) => ({
    menu,
    label: t(label),
    path: at(path),
    ...(accelerator === undefined ? {} : { accelerator }),
  }));
  // The same entries are the same menu, however often they are made.
  const text = JSON.stringify(entries);
  useEffect(() => {
    desk?.setMenu(JSON.parse(text) as typeof entries);
  }, [desk, text]);
  useEffect(() => () => desk?.setMenu([]), [desk]);
  return null;
}
