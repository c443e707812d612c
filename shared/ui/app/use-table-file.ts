/** What becomes of a whole table: a file, a print; with what stands at its head. */
import { useMemo } from 'react';
import { usePlatform, useReplica } from './context.ts';
import type { TableFile } from '../kit/table/TableToolbar.tsx';

/** @param today `YYYY-MM-DD`, in the association's zone */
export function useTableFile(title: string, today: string): TableFile {
  const replica = useReplica();
  const platform = usePlatform();
  return useMemo(
    () => ({
      title,
      association: replica.associationName,
      today,
      save: (name, content) => platform.saveFile(name, content),
      print: () => platform.print(),
    }),
    [replica, platform, title, today],
  );
}
