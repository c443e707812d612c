/** Why it was not done, where it was pressed, read aloud. */
import type { ReactNode } from 'react';
import { Notice } from '../../kit/Notice.tsx';

export function Fault({ words }: { readonly words: string }): ReactNode {
  return <div aria-live="assertive">{words === '' ? null : <Notice tone="needs" title={words} />}</div>;
}
