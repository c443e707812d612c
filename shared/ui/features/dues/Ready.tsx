/** A screen that needs the books: until they are begun it says so, with the one act that begins them. */
import type { ReactNode } from 'react';
import { IconBook2 } from '@tabler/icons-react';
import type { BooksBody } from '@communitrak/domain/ledger/index.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { duesPaths } from './paths.ts';
import { useIsOffice, useMoney } from './use-money.ts';

export interface Money {
  readonly books: BooksBody;
  readonly currency: string;
  readonly today: string;
}

export function Ready({ children }: { readonly children: (money: Money) => ReactNode }): ReactNode {
  const money = useMoney();
  if (money === undefined) return <Skeleton rows={5} />;
  const { books, currency, today } = money;
  return books === undefined ? <NoBooks /> : children({ books, currency, today });
}

function NoBooks(): ReactNode {
  const t = useText();
  const at = useAt();
  const office = useIsOffice();
  return (
    <EmptyState
      icon={<IconBook2 />}
      title={t('dues.noBooks.title')}
      text={t(office ? 'dues.noBooks.text' : 'dues.noBooks.textBoard')}
      action={
        office ? (
          <LinkButton kind="primary" to={at(duesPaths.books)}>
            {t('dues.noBooks.act')}
          </LinkButton>
        ) : null
      }
    />
  );
}
