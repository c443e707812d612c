/** What becomes of a whole table: a file, a print. */
import { useMemo } from 'react';
import { usePlatform, useReplica } from '../../app/context.ts';
import type { TableFile } from '../../kit/table/TableToolbar.tsx';

/** @param today `YYYY-MM-DD`, in the association's zone */
export function useTableFile(title: string, today: string): TableFile {
  const { associationName } = useReplica();
  const platform = usePlatform();
  return useMemo(
    () => ({
      title,
      association: associationName,
      today,
      save: (name, content) => platform.saveFile(name, content),
      print: () => platform.print(),
    }),
    [associationName, platform, title, today],
  );
}
