/** What the words of an account's lines need to know. */
import { useMemo } from 'react';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import type { Explaining } from './line-words.ts';

export function useExplaining(view: AccountView): Explaining {
  const t = useText();
  const formats = useFormats();
  const { principal } = useReplica();
  return useMemo(() => ({ view, t, formats, me: principal }), [view, t, formats, principal]);
}
