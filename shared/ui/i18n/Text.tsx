/**
 * Words on a screen: `useText()` for strings (labels, titles), `<Text id>` for running text with parts in bold or links.
 * No literal text stands in JSX; a test sees to it.
 */
import { useCallback, type ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { MessageId } from './messages.ts';

export type TextValues = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;
/** Puts an id into words; `values` fill the message's ICU arguments. */
export type Say = (id: MessageId, values?: TextValues) => string;

/** The member's words: `const t = useText(); t('requests.new.title')`. Stable until the language changes. */
export function useText(): Say {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, { ...values }), [intl]);
}

type RichValue = string | number | Date | ReactNode | ((chunks: ReactNode[]) => ReactNode);

interface TextProps {
  readonly id: MessageId;
  /** Arguments; a function wraps the part of the message in that tag: `{ link: (parts) => <a>{parts}</a> }`. */
  readonly values?: Readonly<Record<string, RichValue>>;
}

/** `<Text id="requests.empty" values={{ name }} />`; `<b>…</b>` in a message is bold. */
export function Text({ id, values }: TextProps): ReactNode {
  return <FormattedMessage id={id} values={{ b: bold, ...values }} />;
}

const bold = (chunks: ReactNode[]): ReactNode => <strong>{chunks}</strong>;
