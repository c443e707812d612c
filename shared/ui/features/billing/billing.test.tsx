/** The association's bill, over a real replica: its words, its price, ending it; what an unpaid one means to whom. */
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createService,
  createSubscription,
  type ServiceBody,
  type SubscriptionBody,
} from '@communitrak/domain/billing/index.ts';
import { stubOf, type Envelope } from '@communitrak/domain/core/envelope.ts';
import { postRequest } from '@communitrak/replica/commands/requests.ts';
import { anAssociation } from '@communitrak/testkit/builders.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../../testing-screens.tsx';
import { UnsentScreen } from '../unsent/UnsentScreen.tsx';
import { BillingScreen } from './BillingScreen.tsx';
import { ServiceNotice } from './ServiceNotice.tsx';

// The small replica's day is 3 March 2026.
const ROUTES = {
  '/billing': <BillingScreen />,
  '/notice': <ServiceNotice />,
  '/unsent': <UnsentScreen />,
};
const bill: SubscriptionBody = {
  status: 'trial',
  currency: 'USD',
  baseCents: 2900,
  householdCents: 10,
  households: 100,
  began: '2026-02-20',
  trialEnds: '2026-03-06',
  periodFrom: '2026-02-20',
  periodTo: '2026-03-06',
  cancelAtEnd: false,
  endedOn: '',
  unpaidSince: '',
  paidOn: '',
  method: null,
  invoices: [],
};
const invoice: SubscriptionBody['invoices'][number] = {
  gateway: 'in_1',
  number: 'C3A1-0001',
  state: 'open',
  created: '2026-03-06',
  from: '2026-03-06',
  to: '2026-04-06',
  totalCents: 3900,
  taxCents: 0,
  paidCents: 0,
  nextTry: '2026-03-09',
  page: 'https://invoice.stripe.com/i/1',
  pdf: '',
};
const trial: ServiceBody = { state: 'trial', since: '2026-02-20', until: '2026-03-06' };
const docs = (service: ServiceBody, over: Partial<SubscriptionBody> = {}): readonly Envelope[] => [
  anAssociation(),
  createService(service),
  createSubscription({ ...bill, ...over }),
];

let rig: SmallReplica;
const platform = fakePlatform();
async function begin(
  path: string,
  documents: readonly Envelope[],
  who: 'office' | 'board' | 'head' = 'office',
) {
  rig = await openSmallReplica(who, documents, platform);
  drawScreens(rig.replica, path, ROUTES);
}
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(2000);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200);
  platform.left.length = 0;
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));

describe('the bill', () => {
  it('says how long the trial lasts, what a month costs and why, and asks for a way to pay', async () => {
    await begin('/billing', docs(trial));
    await screen.findByText('Trial, 3 days left');
    expect(screen.getByText('100 × $0.10 = $10.00')).toBeTruthy();
    expect(screen.getByText('$39.00')).toBeTruthy();
    expect(screen.getByText('No way to pay the bill yet')).toBeTruthy();
    rig.server.other = () => ({ url: 'https://checkout.stripe.com/c/1' });
    await press('Name a card or bank account');
    await waitFor(() => expect(platform.left).toEqual(['https://checkout.stripe.com/c/1']));
    expect(rig.server.seen.at(-1)?.path).toMatch(/\/payments\/billing\/method$/);
  });

  it('lists invoices, with the page on which one is paid', async () => {
    const unpaid: ServiceBody = { state: 'warned', since: '2026-03-06', until: '2026-03-20' };
    const method = { kind: 'card', brand: 'visa', last4: '4242' } as const;
    await begin('/billing', docs(unpaid, { status: 'past-due', invoices: [invoice], method }), 'board');
    const grid = await screen.findByRole('grid', { name: 'Invoices' });
    expect(within(grid).getByText('Unpaid')).toBeTruthy();
    expect(within(grid).getByRole('link', { name: 'Pay' }).getAttribute('href')).toBe(invoice.page);
    expect(screen.getByText('Visa ending in 4242')).toBeTruthy();
    expect(screen.getByText(/Pay it by Mar 20, 2026/)).toBeTruthy();
  });

  it('ends with the term after it was said what that means, and that can be taken back', async () => {
    const active: ServiceBody = { state: 'active', since: '2026-03-06', until: '' };
    await begin('/billing', docs(active, { status: 'active', periodTo: '2026-04-06' }));
    rig.server.other = () => ({});
    await press('End it with the term');
    const sheet = within(await screen.findByRole('dialog'));
    expect(sheet.getByText(/On Apr 6, 2026 it ends for everybody/)).toBeTruthy();
    await userEvent.click(sheet.getByRole('button', { name: 'End it with the term' }));
    await screen.findByText('It ends with the term.');
    const asked = rig.server.seen.filter(({ path }) => path.endsWith('/payments/billing/cancel'));
    expect(asked.map(({ body }) => body)).toEqual([{ cancel: true }]);
    await rig.replica.close();
    await begin('/billing', docs(active, { status: 'active', periodTo: '2026-04-06', cancelAtEnd: true }));
    await screen.findByText('The service ends on Apr 6, 2026');
    rig.server.other = () => ({});
    await press('Do not end it');
    await waitFor(() =>
      expect(rig.server.seen.filter(({ path }) => path.endsWith('/cancel')).at(-1)?.body).toEqual({
        cancel: false,
      }),
    );
  });
});

describe('an unpaid bill', () => {
  const readOnly: ServiceBody = { state: 'leaders-read-only', since: '2026-03-01', until: '2026-03-15' };
  const suspended: ServiceBody = { state: 'suspended', since: '2026-03-01', until: '' };

  it('is told to leaders with what to do, and to residents once it concerns them', async () => {
    await begin('/notice', docs(readOnly));
    await screen.findByText('Changes by office and board wait: the bill is unpaid');
    expect(screen.getByRole('link', { name: 'Open billing' })).toBeTruthy();
    await rig.replica.close();
    await begin('/notice', docs(suspended).slice(0, 2), 'head');
    await screen.findByText('Changes wait for now');
    expect(screen.queryByRole('link', { name: 'Open billing' })).toBeNull();
  });

  it('keeps what was written among what is not sent, in words, to be sent again', async () => {
    await begin('/unsent', docs(suspended).slice(0, 2), 'head');
    rig.server.judge = ({ next }) =>
      next.type === 'request'
        ? { id: next.id, verdict: 'refused', code: 'service-unpaid', server: stubOf(next.id) }
        : undefined;
    const input = { kind: 'maintenance', priority: 'normal', place: '', household: 'h1' } as const;
    await postRequest(rig.replica, { ...input, title: 'Leak', description: 'It drips.' }, []);
    const sync = () =>
      act(async () => {
        rig.replica.parts.sync.ask();
        await rig.replica.parts.sync.settled();
      });
    await sync();
    await screen.findByText(/your community’s bill for this app is unpaid, so changes wait/);
    expect(screen.getByText('It drips.')).toBeTruthy();
    rig.server.judge = () => undefined;
    await press('Send again');
    await sync();
    await waitFor(() => expect(screen.queryByText(/so changes wait/)).toBeNull());
    const sent = [...rig.server.docs.values()].filter(({ type }) => type === 'request');
    expect(sent.map(({ body }) => body['title'])).toEqual(['Leak']);
  });
});
