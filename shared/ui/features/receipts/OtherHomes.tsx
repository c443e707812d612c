/** Who has several homes may mean another: said, and left to whoever holds the money. */
import type { ReactNode } from 'react';
import type { DeskHome } from '@communitrak/replica/queries/receipts.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Notice } from '../../kit/Notice.tsx';

const wordsOf = ({ name, address }: DeskHome): string => [name, address].filter(Boolean).join(', ');

export function OtherHomes(props: {
  readonly homes: readonly DeskHome[];
  readonly chosen: string;
}): ReactNode {
  const t = useText();
  const formats = useFormats();
  const home = props.homes.find(({ id }) => id === props.chosen);
  if (home === undefined || home.others.length === 0) return null;
  const others = props.homes.filter(({ id }) => home.others.includes(id)).map(wordsOf);
  return (
    <Notice title={t('receipts.others.title', { home: wordsOf(home) })}>
      <p>{t('receipts.others.text', { homes: formats.list(others) })}</p>
    </Notice>
  );
}
