/** An act of dues, with what is said when it was not taken. */
import { useAct as useActOf, type Act } from '../../app/use-act.ts';
import { useText } from '../../i18n/Text.tsx';
import { faultWords } from './fault-words.ts';

export function useAct(): Act {
  const t = useText();
  return useActOf((code) => t(faultWords(code)));
}
