/** Paying itself: what it comes to, and sending it: now, when there is a connection, or at the gateway's page. */
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { PaidCharge, Quote } from '@communitrak/domain/payments/index.ts';
import { pageOf, pay, type NewPayment } from '@communitrak/replica/commands/payments.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import type { Form } from '../../kit/form/use-form.ts';
import { chargesOf, quoteFor, wayOf, type ChosenWay, type Payable, type PayForm } from './pay-form.ts';
import { paymentPaths } from './paths.ts';
import { faultWords, PROBLEMS, sizeWords } from './payment-words.ts';
import { useOnce } from './use-once.ts';
import type { PayingHome } from './use-paying.ts';

export interface PayState {
  readonly charges: readonly PaidCharge[];
  readonly way: ChosenWay | undefined;
  /** Undefined while it is not known what is paid how, and for what the gateway would not take. */
  readonly quote: Quote | undefined;
  readonly online: boolean;
  readonly busy: boolean;
  /** Why nothing was written; ''. */
  readonly fault: string;
  readonly pay: () => void;
}

interface PayOptions {
  readonly home: PayingHome;
  readonly payable: Payable;
  readonly form: Form<PayForm>;
  readonly online: boolean;
}

function newPayment({ home, payable, form, online }: PayOptions): NewPayment | undefined {
  const charges = chargesOf(form.now(), payable);
  const way = wayOf(form.now(), payable.methods);
  if (way === undefined || quoteFor(charges, way.kind, payable.settings) === undefined) return undefined;
  const { household, rules } = home.view;
  const source = way.method === '' ? 'page' : online ? 'now' : 'queued';
  return { household, charges, currency: rules.currency, kind: way.kind, method: way.method, source };
}

/** Leads to the payment, and from there to the gateway's page where it is paid there. */
function useGoOn(): (id: string, atPage: boolean) => Promise<void> {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const replica = useReplica();
  const platform = usePlatform();
  return async (id, atPage) => {
    const page = atPage ? await pageOf(replica, id) : undefined;
    await navigate(at(paymentPaths.one(id)), { replace: true });
    if (page === undefined) return;
    if (page.ok) platform.leaveFor(page.url);
    else announce(t(PROBLEMS[page.problem]));
  };
}

export function usePay(options: PayOptions): PayState {
  const { payable, form, online } = options;
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const goOn = useGoOn();
  const { busy, once } = useOnce();
  const [fault, setFault] = useState('');
  const send = async (): Promise<void> => {
    setFault('');
    const input = newPayment(options);
    if (input === undefined) return setFault(sizeWords(options.home.view.rules.currency, t, formats));
    const result = await pay(replica, input, payable.settings);
    if (!result.ok) return setFault(t(faultWords(result.code)));
    await form.done();
    return goOn(result.id, input.method === '');
  };
  const charges = chargesOf(form.values, payable);
  const way = wayOf(form.values, payable.methods);
  const quote = way === undefined ? undefined : quoteFor(charges, way.kind, payable.settings);
  return { charges, way, quote, online, busy, fault, pay: () => void once(send) };
}
