/** What the features' commands do here, for this member: ready to run. */
import { useNavigate } from 'react-router';
import type { Command, CommandContext } from './feature.ts';
import { usePlatform, usePreferences, useReplica } from './context.ts';
import { useOffered } from './features-context.ts';
import { useAt } from './paths.ts';

export interface ReadyCommand {
  readonly command: Command;
  readonly run: () => void;
}

export function useCommands(): readonly ReadyCommand[] {
  const navigate = useNavigate();
  const at = useAt();
  const context: CommandContext = {
    replica: useReplica(),
    platform: usePlatform(),
    preferences: usePreferences(),
    open: (path) => void navigate(at(path)),
  };
  return useOffered((feature) => feature.commands).map((command) => ({
    command,
    run: () => command.run(context),
  }));
}
