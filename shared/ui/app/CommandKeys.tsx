/** The letters that do the same everywhere, as the features' commands name them. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/Text.tsx';
import { useKeys } from '../kit/Keys.tsx';
import { useCommands } from './use-commands.ts';

export function CommandKeys(): ReactNode {
  const t = useText();
  const commands = useCommands();
  useKeys(
    commands.flatMap(({ command, run }) =>
      command.key === undefined ? [] : [{ key: command.key, label: t(command.label), run }],
    ),
    { where: t('kit.keys.everywhere') },
  );
  return null;
}
