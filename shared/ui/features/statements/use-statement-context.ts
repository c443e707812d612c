/** What a statement's words need to know. */
import { useMemo } from 'react';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import type { Period, StatementContext } from './statement-paper.ts';

export function useStatementContext({ from, to }: Period): StatementContext {
  const t = useText();
  const formats = useFormats();
  const { principal: me, associationName: association } = useReplica();
  return useMemo(
    () => ({ t, formats, me, association, period: { from, to } }),
    [t, formats, me, association, from, to],
  );
}
