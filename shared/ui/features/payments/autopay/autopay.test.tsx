/** What a household sees of autopay: what it agrees to, what will be drafted when, and that it can change and end it. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  createAutopay,
  createPaymentMethod,
  createPaymentStatus,
  type Autopay,
} from '@communitrak/domain/payments/index.ts';
import { onLine, putAsWritten, someBooks } from '@communitrak/testkit/money.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { drawScreens } from '../../../testing-screens.tsx';
import { AutopayScreen } from './AutopayScreen.tsx';

// The replica's clock stands at March 3, 2026.
const april = onLine({
  local: 'apr',
  cents: 10_000,
  posted: '2026-03-01',
  due: '2026-04-01',
  text: 'Assessment, April',
});
const may = onLine({
  local: 'may',
  cents: 20_000,
  posted: '2026-03-01',
  due: '2026-05-01',
  text: 'Assessment, May',
});
const visa = createPaymentMethod({
  household: 'h1',
  gateway: 'pm_visa',
  kind: 'card',
  brand: 'visa',
  last4: '4242',
  isDefault: true,
  state: 'usable',
});
const open = createPaymentStatus({ open: true, mode: 'live', currency: 'USD' });
const usual: readonly Envelope[] = [someBooks(), april, may, visa, open];
const consent = { version: '2026-12', text: 'I authorize.', by: 'm-head', at: '2026-03-01T12:00:00.000Z' };
const on = createAutopay('h1', { method: '', daysBefore: 2, limitCents: 15_000 }, consent);

let rig: SmallReplica;
async function enter(docs: readonly Envelope[]): Promise<void> {
  rig = await openSmallReplica('head');
  await putAsWritten(rig, docs);
  drawScreens(rig.replica, '/payments/autopay', { '/payments/autopay': <AutopayScreen /> });
}
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});
const words = (): string => document.body.textContent ?? '';
const press = async (name: string): Promise<void> =>
  userEvent.click(await screen.findByRole('button', { name }));
async function stored(): Promise<Autopay | undefined> {
  rig.replica.parts.sync.ask();
  await rig.replica.parts.sync.settled();
  return rig.server.docs.get('autopay:h1') as unknown as Autopay | undefined;
}

describe('autopay that is off', () => {
  it('is turned on with the words that were read, and not without a yes', async () => {
    await enter(usual);
    await userEvent.selectOptions(await screen.findByLabelText('Draft on'), '3');
    await press('Turn autopay on');
    expect(words()).toContain('Autopay is turned on only when you agree.');
    expect(await stored()).toBeUndefined();
    await userEvent.click(screen.getByRole('checkbox', { name: 'I have read this and agree' }));
    await press('Turn autopay on');
    await screen.findByText('What autopay will pay');
    const body = (await stored())?.body;
    expect(body).toMatchObject({ on: true, daysBefore: 3, consents: [{ by: rig.replica.principal.member }] });
    const text = body?.consents[0]?.text ?? '';
    expect(text).toContain('from Visa ending in 4242 through Stripe 3 days before it is due.');
    expect(text).toContain('The processing fee of 4.5 % comes on top.');
    expect(text).toContain(
      'A draft that fails is tried again 3 days after the day it failed, once, and then no more',
    );
  });

  it('asks for a saved card or account first', async () => {
    await enter([someBooks(), april, open]);
    await screen.findByText('It needs a saved card or bank account');
    expect(screen.queryByRole('button', { name: 'Turn autopay on' })).toBeNull();
  });
});

describe('autopay that is on', () => {
  it('says the next draft, its day and reminder, and what is above the limit', async () => {
    await enter([...usual, on]);
    await screen.findByText('Next: $104.50 on Mar 30, 2026');
    expect(words()).toContain('You are told on Mar 27, 2026.');
    const plan = within(screen.getByRole('list', { name: 'What autopay will pay' })).getAllByRole('listitem');
    expect(plan.map((one) => one.textContent)).toEqual([
      expect.stringMatching(/April.*Drafted on Mar 30, 2026, due Apr 1, 2026.*\$104\.50$/),
      expect.stringMatching(/May.*Above your limit.*\$209\.00$/),
    ]);
  });

  it('is paused through a day, with what falls due meanwhile said before', async () => {
    await enter([...usual, on]);
    await press('Pause');
    await userEvent.type(await screen.findByLabelText('Through'), '04/10/2026');
    await screen.findByText('One charge of $100.00 falls due in the pause');
    await press('Pause it');
    await screen.findByText('Paused through Apr 10, 2026');
    await screen.findByText('Next: $104.50 on Apr 11, 2026');
    expect((await stored())?.body.pausedUntil).toBe('2026-04-10');
  });

  it('is turned off in one press, and then drafts nothing', async () => {
    await enter([...usual, on]);
    await press('Turn autopay off');
    await waitFor(() => expect(screen.queryByText('What autopay will pay')).toBeNull());
    expect((await stored())?.body.on).toBe(false);
  });
});
