/** Above every screen while a bill is unpaid, and before a trial ends without a way to pay: what it means, and what to do. */
import { useMemo, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { serviceState, subscription } from '@communitrak/replica/queries/billing.ts';
import { moneyRules } from '@communitrak/replica/queries/money.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { LinkButton } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { bannerOf, type Banner } from './service-words.ts';
import { BILLING, leads } from './who.ts';

function useBanner(): Banner | undefined {
  const replica = useReplica();
  const service = useQuery(useMemo(() => serviceState(replica), [replica]));
  const bill = useQuery(useMemo(() => subscription(replica), [replica]));
  const rules = useQuery(useMemo(() => moneyRules(replica), [replica]));
  if (service === undefined || service === null || bill === undefined || rules === undefined)
    return undefined;
  return bannerOf({ service, bill, leader: leads(replica.principal), today: rules.today });
}

export function ServiceNotice(): ReactNode {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  const banner = useBanner();
  const { pathname } = useLocation();
  // There it is said already, with all that belongs to it.
  if (banner === undefined || pathname === at(BILLING)) return null;
  const { title, text, values, leadsToBill } = banner;
  const said = { days: values.days, date: values.until === '' ? '' : formats.date(values.until) };
  return (
    <Notice
      tone="needs"
      title={t(title, said)}
      actions={leadsToBill ? <LinkButton to={at(BILLING)}>{t('billing.open')}</LinkButton> : undefined}
    >
      {t(text, said)}
    </Notice>
  );
}
