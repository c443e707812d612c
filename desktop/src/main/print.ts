/** The system's print dialogue for the page as it stands. A person who cancels has not met a fault. */
import type { WebContents } from 'electron';

export type Printable = Pick<WebContents, 'print'>;

/** The one reason that is no fault; Electron has no code for it. */
function isCancelled(reason: string): boolean {
  return /cancell?ed/i.test(reason);
}

/** @param sayFailed called with Electron's reason when printing did not work */
export function printPage(page: Printable, sayFailed: (reason: string) => void): Promise<void> {
  return new Promise((resolve) => {
    page.print({ printBackground: true }, (success, reason) => {
      if (!success && !isCancelled(reason)) sayFailed(reason);
      resolve();
    });
  });
}
