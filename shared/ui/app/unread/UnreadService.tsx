/**
 * Tells how much is new outside the page too: in the window's title and on the app's icon. Draws the member's first line:
 * what was here before they first looked is not new.
 */
import { useEffect, type ReactNode } from 'react';
import { beginReading } from '@communitrak/replica/commands/read-marks.ts';
import { TitleCount } from '../../kit/title-count.ts';
import { usePlatform, useReplica } from '../context.ts';
import { useUnreadItems } from './use-unread.ts';

export function UnreadService({ children }: { readonly children: ReactNode }): ReactNode {
  const replica = useReplica();
  const platform = usePlatform();
  const count = useUnreadItems().length;
  useEffect(() => {
    let wanted = true;
    beginReading(replica).catch((error: unknown) => {
      // A replica that is closed meanwhile has nothing to begin.
      if (wanted) reportError(error);
    });
    return () => {
      wanted = false;
    };
  }, [replica]);
  useEffect(() => {
    platform.setBadge(count);
  }, [platform, count]);
  useEffect(() => () => platform.setBadge(0), [platform]);
  return <TitleCount value={count}>{children}</TitleCount>;
}
