/** How this home pays: a check to the office, made out and marked so that it finds its way. */
import { useMemo, type ReactNode } from 'react';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { office } from '@communitrak/replica/queries/office.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { Text, useText } from '../../i18n/Text.tsx';
import { Section } from '../../kit/Page.tsx';

export function HowToPay({ view }: { readonly view: AccountView }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const to = useQuery(useMemo(() => office(replica), [replica]));
  if (to === undefined) return null;
  const home = view.address === '' ? view.name : view.address;
  return (
    <Section title={t('myAccount.pay')}>
      <p className="ma-pay">
        <Text id="myAccount.pay.check" values={{ name: to.name, home }} />
      </p>
      {to.address.length === 0 ? null : (
        <address className="ma-address">
          {[to.name, ...to.address].map((line) => (
            <span key={line}>{line}</span>
          ))}
        </address>
      )}
      <p className="ct-soft ma-pay">{t('myAccount.pay.after')}</p>
    </Section>
  );
}
