/** Entries of this account that the server did not accept: what they were, why, and where one decides about them. */
import type { ReactNode } from 'react';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useSyncPath } from '../../app/features-context.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { LinkButton } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { faultWords } from './fault-words.ts';
import { titleOf } from './line-words.ts';

export function RefusedEntries({ view }: { readonly view: AccountView }): ReactNode {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  const path = useSyncPath();
  return view.refused.map(({ key, entry, code, detail }) => (
    <Notice
      key={key}
      tone="needs"
      title={t('accounts.refused.title', {
        text: titleOf(entry, t),
        amount: formats.money({ cents: entry.body.cents, currency: entry.body.currency }),
      })}
      actions={<LinkButton to={at(path)}>{t('accounts.refused.decide')}</LinkButton>}
    >
      {t('accounts.refused.text', { reason: t(faultWords(code, detail)) })}
    </Notice>
  ));
}
