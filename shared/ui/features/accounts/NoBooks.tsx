/** Nothing can be posted before the association has books: the office is led to where it begins them, others are told. */
import type { ReactNode } from 'react';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { accountPaths } from './paths.ts';

export function NoBooks(): ReactNode {
  const t = useText();
  const at = useAt();
  const office = isOffice(useReplica().principal);
  return (
    <Notice
      tone={office ? 'needs' : 'plain'}
      title={t('accounts.noBooks.title')}
      actions={
        office ? (
          <LinkButton to={at(accountPaths.books)}>{t('accounts.noBooks.begin')}</LinkButton>
        ) : undefined
      }
    >
      {t(office ? 'accounts.noBooks.office' : 'accounts.noBooks.board')}
    </Notice>
  );
}
