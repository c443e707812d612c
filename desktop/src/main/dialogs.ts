/** The dialogues of main, in the language in force. Only asks and says; what follows is the caller's. */
import { dialog, type BrowserWindow } from 'electron';
import { reasonOf } from './log.ts';
import type { Words } from './words.ts';

export interface DialogParts {
  readonly words: () => Words;
  readonly window: () => BrowserWindow | undefined;
}

export interface Dialogs {
  /** Resolves to a path, or undefined when cancelled. */
  askWhereToSave(suggestion: string): Promise<string | undefined>;
  confirmLeavingServer(): Promise<boolean>;
  sayMemoryOnly(): void;
  sayFailed(what: 'saveFailed' | 'printFailed', why: unknown): void;
}

export function createDialogs({ words, window }: DialogParts): Dialogs {
  const message = (options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> => {
    const owner = window();
    return owner === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(owner, options);
  };
  return {
    async askWhereToSave(defaultPath) {
      const owner = window();
      const options = { defaultPath };
      const asked =
        owner === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(owner, options);
      const { canceled, filePath } = await asked;
      return canceled || filePath === '' ? undefined : filePath;
    },
    async confirmLeavingServer() {
      const { leaveTitle, leaveDetail, leave, stay } = words();
      const options = {
        message: leaveTitle,
        detail: leaveDetail,
        buttons: [stay, leave],
        defaultId: 0,
        cancelId: 0,
      };
      return (await message({ type: 'warning', ...options })).response === 1;
    },
    sayMemoryOnly() {
      const { memoryOnlyTitle, memoryOnlyDetail } = words();
      void message({ type: 'info', message: memoryOnlyTitle, detail: memoryOnlyDetail });
    },
    sayFailed(what, why) {
      void message({
        type: 'error',
        message: words()[what],
        detail: reasonOf(why),
      });
    },
  };
}
