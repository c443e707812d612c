/** The office charges homes, over a real replica: the books, a schedule, a run offline and its arrival, late fees, plans. */
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubOf, type Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  booksEntity,
  chargeRunEntity,
  createBooks,
  createChargeRun,
  createDuesSchedule,
  createPaymentPlan,
  duesRunLocal,
  duesScheduleEntity,
  entriesOfRun,
  firstBooks,
  paymentPlanEntity,
  type BooksBody,
  type DuesBody,
} from '@communitrak/domain/ledger/index.ts';
import { aHousehold, aProperty, accepted } from '@communitrak/testkit/builders.ts';
import { START } from '@communitrak/testkit/clock-and-ids.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { openSmallReplica, type SmallReplica } from '@communitrak/testkit/small-replica.ts';
import { fill as fillField, write } from '../../testing-input.ts';
import { drawScreens, type Drawn } from '../../testing-screens.tsx';
import { BooksScreen } from './books/BooksScreen.tsx';
import { ManyScreen } from './charge/ManyScreen.tsx';
import { SpecialScreen } from './charge/SpecialScreen.tsx';
import { DuesScreen } from './DuesScreen.tsx';
import { HomesScreen } from './homes/HomesScreen.tsx';
import { LateScreen } from './late/LateScreen.tsx';
import { NewPlanScreen } from './plans/NewPlanScreen.tsx';
import { PlanScreen } from './plans/PlanScreen.tsx';
import { RunDuesScreen } from './runs/RunDuesScreen.tsx';
import { RunScreen } from './runs/RunScreen.tsx';
import { RunsScreen } from './runs/RunsScreen.tsx';
import { UnsentScreen } from '../unsent/UnsentScreen.tsx';
import { DuesWizardScreen } from './schedule/DuesWizardScreen.tsx';

// The small replica's day is 3 March 2026.
const ROUTES = {
  '/money/books': <BooksScreen />,
  '/dues': <DuesScreen />,
  '/dues/new': <DuesWizardScreen />,
  '/dues/run': <RunDuesScreen />,
  '/dues/runs': <RunsScreen />,
  '/dues/runs/:id': <RunScreen />,
  '/dues/late': <LateScreen />,
  '/dues/charge-many': <ManyScreen />,
  '/dues/special': <SpecialScreen />,
  '/dues/plans/new': <NewPlanScreen />,
  '/dues/plans/:id': <PlanScreen />,
  '/dues/homes': <HomesScreen />,
  '/dues/:id': <DuesWizardScreen />,
  '/unsent': <UnsentScreen />,
};
const dues: DuesBody = {
  name: 'Assessment',
  frequency: 'monthly',
  from: '2026-03',
  day: 15,
  amount: { by: 'home', cents: 12_500 },
  fund: 'operating',
  category: '',
  skip: [],
  active: true,
};
const books = (over: Partial<BooksBody> = {}) => createBooks({ ...firstBooks('USD'), ...over });
const schedule = createDuesSchedule(dues, 's1');
/** A third home, whose household nobody belongs to. */
const empty = [aProperty('p8', '8'), aHousehold('h8', { property: 'p8', name: 'Vacant Household' })];

let rig: SmallReplica;
let drawn: Drawn;
async function begin(
  documents: readonly Envelope[],
  path: string,
  who: 'office' | 'board' | 'lead' = 'office',
) {
  rig = await openSmallReplica(who, documents);
  drawn = drawScreens(rig.replica, path, ROUTES);
}
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200);
});
afterEach(async () => {
  cleanup();
  await rig.replica.close();
  vi.restoreAllMocks();
});

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));
const next = () => press('Continue');
const fill = async (label: string | RegExp, text: string) =>
  fillField(await screen.findByLabelText(label), text);
const choose = async (name: string | RegExp) => userEvent.click(await screen.findByRole('radio', { name }));
const heading = (name: string | RegExp) => screen.findByRole('heading', { name });
/** What this device holds of an entity. */
async function stored<T>(entity: {
  readonly type: string;
  readonly read: (doc: Envelope) => T | undefined;
}): Promise<readonly T[]> {
  const docs = await new Promise<readonly Envelope[]>((resolve) => {
    rig.replica.parts.documents.watchType(entity.type).subscribe(resolve);
  });
  return docs.flatMap((doc) => entity.read(doc) ?? []);
}

const synced = () =>
  act(async () => {
    rig.replica.parts.sync.ask();
    await rig.replica.parts.sync.settled();
  });

/** What the real server does when a run arrives. */
function postEntries(): void {
  for (const doc of rig.server.docs.values()) {
    const run = doc.id.startsWith('charge-run:')
      ? chargeRunEntity.read(doc as unknown as Envelope)
      : undefined;
    if (run !== undefined) for (const entry of entriesOfRun(run)) rig.server.put(accepted(entry));
  }
}

describe('the books', () => {
  it('are begun with a rule pack whose every rule names its source', async () => {
    await begin([], '/money/books');
    await choose(/Florida/);
    expect(await screen.findByText(/5% of what is late or \$25\.00, whichever is greater/)).toBeTruthy();
    expect(screen.getAllByText(/720\.3085/).length).toBeGreaterThan(1);
    await fill('Currency', 'JPY');
    await press('Begin the books');
    expect(await screen.findByText(/currency that has cents/, { selector: 'a' })).toBeTruthy();
    await fill('Currency', 'usd');
    await press('Begin the books');
    await heading('Rules in force');
    const [kept] = await stored(booksEntity);
    expect(kept?.body).toMatchObject({ currency: 'USD', rules: [{ pack: 'US-FL' }] });
  });

  it('take a decision from a day on, and never before today', async () => {
    await begin([books()], '/money/books');
    await press('Decide on a rule');
    const sheet = within(await screen.findByRole('dialog'));
    await userEvent.selectOptions(sheet.getByLabelText('Which rule'), 'Grace period');
    await fill('Days after it is due', '30');
    await fill('From', '2026-03-01');
    await userEvent.click(sheet.getByRole('button', { name: 'Decide' }));
    expect((await sheet.findAllByText(/first possible day/)).length).toBeGreaterThan(0);
    await fill('From', '2026-02-30');
    expect((await sheet.findAllByText(/February 2026 has 28 days/)).length).toBeGreaterThan(0);
    await fill('From', '2026-04-01');
    await fill('By which decision', 'Board resolution 4');
    expect(sheet.getByText('From Apr 1, 2026 on: Late 30 days after it is due')).toBeTruthy();
    await userEvent.click(sheet.getByRole('button', { name: 'Decide' }));
    expect(await screen.findByText(/From Apr 1, 2026 on · Board resolution 4/)).toBeTruthy();
    const [kept] = await stored(booksEntity);
    expect(kept?.body.rules).toMatchObject([
      { from: '2026-04-01', changes: { graceDays: 30 }, by: 'm-office' },
    ]);
  });

  it('lock a month, and say who did and when; only a leader opens it again', async () => {
    await begin([books()], '/money/books');
    await press('Lock a month');
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Lock' }));
    expect((await screen.findAllByText('Locked through Feb 28, 2026')).length).toBeGreaterThan(0);
    expect(screen.getByText(/Olga Office/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Open months again' })).toBeNull();
    await rig.replica.close();
    await begin([books({ lockedThrough: '2026-02-28' })], '/money/books', 'lead');
    await press('Open months again');
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Open' }));
    expect((await screen.findAllByText('Locked through Jan 31, 2026')).length).toBeGreaterThan(0);
  });
});

describe('a schedule of dues', () => {
  it('is written in four steps, each checked, and names who cannot be billed', async () => {
    await begin([books(), ...empty], '/dues/new');
    await next();
    expect(await screen.findByRole('link', { name: /Name it/ })).toBeTruthy();
    await fill('Name', 'Assessment');
    await fill('First due on', '2026-04-01');
    await next();
    await heading('How much');
    for (const wrong of ['0', '-5', '12.345', '10000000000']) {
      await fill('Each home pays, each time', wrong);
      await next();
      await screen.findByRole('alert');
    }
    await fill('Each home pays, each time', '125');
    await next();
    await heading('Homes left out');
    await next();
    expect(await screen.findByText('One home cannot be billed')).toBeTruthy();
    expect(screen.getAllByText(/Lot 8, 132 Maple Row/).length).toBeGreaterThan(0);
    expect(document.querySelector('.du-sum')?.textContent).toBe(
      '2 homes will be charged $250.00 in all, due Apr 1, 2026.',
    );
    await press('Save the schedule');
    await waitFor(() => expect(drawn.where()).toBe('/dues'));
    const [kept] = await stored(duesScheduleEntity);
    expect(kept?.body).toMatchObject({ from: '2026-04', day: 1, amount: { by: 'home', cents: 12_500 } });
  });

  it('asks for shares before it divides by them', async () => {
    await begin([books()], '/dues/new');
    await fill('Name', 'Reserve');
    await fill('First due on', '2026-04-30');
    await choose('Always on the last day of the month');
    await next();
    await choose(/By ownership share/);
    await next();
    expect((await screen.findAllByText(/No home has a share yet/)).length).toBeGreaterThan(0);
  });
});

describe('a run', () => {
  it('is posted without a connection, once however often it is pressed, and is on every account when it has arrived', async () => {
    await begin([books(), schedule, ...empty], '/dues/run');
    const post = await screen.findByRole('button', { name: 'Post 2 charges' });
    // The server has had it for no longer than a minute.
    vi.spyOn(Date, 'now').mockImplementation(() => START + 60_000);
    rig.setOffline(true);
    await act(async () => {
      for (let times = 0; times < 40; times += 1) post.click();
      await Promise.resolve();
    });
    await heading('Assessment, March 2026');
    expect(drawn.where()).toBe('/dues/runs/s1.2026-03');
    expect((await screen.findAllByText('Waiting to send')).length).toBeGreaterThan(0);
    expect(await stored(chargeRunEntity)).toHaveLength(1);
    rig.setOffline(false);
    await synced();
    expect(await screen.findByText('Sent. The charges are coming onto the accounts.')).toBeTruthy();
    expect(screen.getByText('0 of 2')).toBeTruthy();
    postEntries();
    await synced();
    expect(await screen.findByText('All 2 charges are on their accounts')).toBeTruthy();
  });

  it('of a month that has been run leads to that run', async () => {
    await begin([books(), schedule], '/dues/run?schedule=s1&month=2026-03');
    await press('Post 2 charges');
    await heading('Assessment, March 2026');
    drawn = drawScreens(rig.replica, '/dues/run?schedule=s1&month=2026-03', ROUTES);
    expect(await screen.findByText('Assessment, March 2026 has been run')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Post/ })).toBeNull();
  });

  it('that another desk posts meanwhile is told to have been run; no other month comes under the same button', async () => {
    await begin([books(), schedule], '/dues/run');
    await screen.findByRole('button', { name: 'Post 2 charges' });
    const local = duesRunLocal('s1', '2026-03');
    const lines = [{ household: 'h1', cents: 12_500 }];
    const { fund, category } = dues;
    const name = 'Assessment, March 2026';
    const when = { period: '2026-03', posted: '2026-03-15', due: '2026-03-15' };
    const run = createChargeRun(
      {
        kind: 'dues',
        entryKind: 'assessment',
        schedule: 's1',
        currency: 'USD',
        name,
        fund,
        category,
        lines,
        ...when,
      },
      local,
    );
    rig.server.put(accepted(run));
    await synced();
    expect(await screen.findByText('Assessment, March 2026 has been run')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Post/ })).toBeNull();
  });

  it('of a locked month takes effect on the first open day, and says so', async () => {
    await begin([books({ lockedThrough: '2026-03-31' }), schedule], '/dues/run?month=2026-03');
    expect(await screen.findByText('Mar 15, 2026 lies in a locked month')).toBeTruthy();
    await press('Post 2 charges');
    await heading('Assessment, March 2026');
    const [run] = await stored(chargeRunEntity);
    expect(run?.body).toMatchObject({ posted: '2026-04-01', due: '2026-03-15' });
  });

  it('that comes into a month locked meanwhile is refused whole, kept, and says what to do', async () => {
    await begin([books(), schedule], '/dues/run');
    rig.setOffline(true);
    await press('Post 2 charges');
    await heading('Assessment, March 2026');
    rig.server.judge = ({ next: { id } }) =>
      id.startsWith('charge-run:')
        ? { id, verdict: 'refused', code: 'closed', server: stubOf(id) }
        : undefined;
    rig.setOffline(false);
    await synced();
    expect(await screen.findByText('This run is not here')).toBeTruthy();
    drawn = drawScreens(rig.replica, '/unsent', ROUTES);
    expect(await screen.findByText(/its month was locked in the meantime/)).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Assessment, March 2026' })).toBeTruthy();
  });

  it('waits for the office on its list, and for nobody once it is run', async () => {
    await begin([books(), schedule], '/dues');
    const list = await screen.findByRole('list', { name: 'To run' });
    await userEvent.click(within(list).getByRole('link', { name: /Assessment, March 2026/ }));
    await press('Post 2 charges');
    await heading('Assessment, March 2026');
    drawn = drawScreens(rig.replica, '/dues', ROUTES);
    await screen.findByRole('list', { name: 'Latest runs' });
    expect(screen.queryByRole('list', { name: 'To run' })).toBeNull();
  });
});

const owed = (local: string, due: string, over: Parameters<typeof anEntry>[0] = {}) =>
  anEntry({ local, household: 'h1', cents: 10_000, posted: due, due, text: `Assessment ${local}`, ...over });

describe('late fees and interest', () => {
  it('are previewed with charge, rule and amount, posted once, and not proposed again', async () => {
    const rules = [{ from: '1900-01-01', pack: 'US-CA' as const, changes: {}, reason: '', by: 'm9' }];
    await begin([books({ rules }), owed('jan', '2026-01-01'), owed('feb', '2026-02-01')], '/dues/late');
    expect(await screen.findByText(/^By the California rules \(US-CA\) of Jun 30, 2025/)).toBeTruthy();
    // January: $10 and three days of interest in March; February: $10, and no interest before day 31.
    expect(await screen.findByText('3 lines on 1 account, $20.10 in all')).toBeTruthy();
    await press('Post 3 lines');
    await heading(/Late fees and interest as of Mar 3, 2026/);
    expect(await screen.findByText(/Late fee: Assessment jan, 61 days late/)).toBeTruthy();
    drawn = drawScreens(rig.replica, '/dues/late', ROUTES);
    expect(await screen.findByText('Nothing to raise on this day')).toBeTruthy();
  });

  it.each([
    // $25 is more than 5 %; interest of 18 % for the three days of March on both.
    ['US-FL', '4 lines on 1 account, $50.30 in all', /5% of what is late or \$25\.00/],
    // Decided by the association: a flat fee on top of the plain rules, and no interest.
    ['default', '2 lines on 1 account, $14.00 in all', /\$7\.00 for each late charge/],
  ] as const)('go by the rules of %s', async (pack, sum, why) => {
    const lateFee = { basisPoints: 0, cents: 700, choose: 'cents' as const };
    const changes = pack === 'default' ? { lateFee } : {};
    const rules = [{ from: '1900-01-01', pack, changes, reason: 'Resolution 1', by: 'm9' }];
    await begin([books({ rules }), owed('jan', '2026-01-01'), owed('feb', '2026-02-01')], '/dues/late');
    expect(await screen.findByText(sum)).toBeTruthy();
    expect(screen.getAllByText(why).length).toBeGreaterThan(0);
  });

  it('wait on what a kept payment plan covers, and only on that', async () => {
    const rules = [{ from: '1900-01-01', pack: 'US-CA' as const, changes: {}, reason: '', by: 'm9' }];
    const kept = createPaymentPlan(
      {
        household: 'h1',
        currency: 'USD',
        agreed: '2026-03-01',
        charges: [{ entry: 'ledger-entry:jan', cents: 10_000 }],
        totalCents: 10_000,
        instalments: [{ due: '2026-04-01', cents: 10_000 }],
        graceDays: 5,
        waives: true,
        text: '',
        author: 'm9',
      },
      'pp1',
    );
    const documents = [books({ rules }), owed('jan', '2026-01-01'), owed('feb', '2026-02-01'), kept];
    await begin(documents, '/dues/late');
    expect(await screen.findByText('1 line on 1 account, $10.00 in all')).toBeTruthy();
    expect(screen.getByText(/One household keeps to its payment plan/)).toBeTruthy();
    // Left out this time, it is not charged; brought back, it is.
    await userEvent.click((await screen.findAllByRole('checkbox'))[0] as HTMLElement);
    await press('Leave out this time');
    expect(await screen.findByText('Everything is left out')).toBeTruthy();
    await press('Bring back');
    expect(await screen.findByRole('button', { name: 'Post 1 line' })).toBeTruthy();
  });

  it('send whoever has no such rule to the books', async () => {
    await begin([books(), owed('jan', '2026-01-01')], '/dues/late');
    expect(await screen.findByText('No late fee and no interest are in force')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Post/ })).toBeNull();
  });
});

describe('a charge of many homes', () => {
  it('goes to those who owe, as one run', async () => {
    await begin([books(), owed('jan', '2026-01-01')], '/dues/charge-many');
    await choose(/Homes that owe something today/);
    expect(await screen.findByText('1 home is chosen')).toBeTruthy();
    await next();
    await fill('What for', 'Gate remote');
    await fill('Each home pays', '45');
    await fill('Due', '2026-04-15');
    await next();
    await press('Post 1 charge');
    await heading('Gate remote');
    const [run] = await stored(chargeRunEntity);
    expect(run?.body).toMatchObject({
      kind: 'bulk',
      entryKind: 'fee',
      due: '2026-04-15',
      posted: '2026-03-03',
      lines: [{ household: 'h1', cents: 4500 }],
    });
  });

  it('of a special assessment states each instalment and where the cents go', async () => {
    await begin([books()], '/dues/special');
    await fill('What for', 'Roof');
    await fill('First instalment due on', '2026-03-31');
    await fill('Number of instalments', '3');
    await next();
    await fill('Each home pays, in all', '100');
    await next();
    expect(await screen.findByText(/of \$100\.00, the first is \$33\.34 and the last \$33\.33/)).toBeTruthy();
    await press('Post 3 instalments');
    await waitFor(() => expect(drawn.where()).toBe('/dues/runs'));
    const runs = await stored(chargeRunEntity);
    expect(runs.map(({ body }) => `${body.name}, ${body.due}: ${body.totalCents}`).toSorted()).toEqual([
      'Roof, instalment 1 of 3, 2026-03-31: 6668',
      'Roof, instalment 2 of 3, 2026-04-30: 6666',
      'Roof, instalment 3 of 3, 2026-05-31: 6666',
    ]);
  });
});

describe('a payment plan', () => {
  it('that is broken takes a notice of default, once, with its reason', async () => {
    const broken = createPaymentPlan(
      {
        household: 'h1',
        currency: 'USD',
        agreed: '2026-01-15',
        charges: [{ entry: 'ledger-entry:jan', cents: 10_000 }],
        totalCents: 10_000,
        instalments: [
          { due: '2026-02-01', cents: 5000 },
          { due: '2026-03-01', cents: 5000 },
        ],
        graceDays: 5,
        waives: true,
        text: '',
        author: 'm9',
      },
      'pp1',
    );
    await begin([books(), owed('jan', '2026-01-01'), broken], '/dues/plans/pp1');
    expect(await screen.findByText('$100.00 of what should be paid by now is missing')).toBeTruthy();
    await press('Notice of default');
    const sheet = within(await screen.findByRole('dialog'));
    await userEvent.click(sheet.getByRole('button', { name: 'Give notice' }));
    expect(await sheet.findByText('Say why, as the household will read it.')).toBeTruthy();
    await write(sheet.getByLabelText('Why'), 'February and March are missing');
    await userEvent.click(sheet.getByRole('button', { name: 'Give notice' }));
    expect(await screen.findByText('Notice of default given on Mar 3, 2026')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Print the notice' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Notice of default' })).toBeNull();
  });

  const plan = async () => (await stored(paymentPlanEntity))[0];

  it('covers what is owed today, to the cent, and refuses who owes nothing', async () => {
    await begin([books(), owed('jan', '2026-01-01')], '/dues/plans/new?household=h1');
    expect(await screen.findByText(/\$100\.00 open today, 1 charge/)).toBeTruthy();
    await fill('Number of instalments', '3');
    await fill('First instalment due on', '2026-03-31');
    await press('Agree on the plan');
    await heading(/Payment plan of/);
    expect((await plan())?.body).toMatchObject({
      totalCents: 10_000,
      charges: [{ entry: 'ledger-entry:jan', cents: 10_000 }],
      instalments: [{ cents: 3334 }, { cents: 3333 }, { cents: 3333 }],
      waives: true,
    });
    expect(await screen.findByText('Kept')).toBeTruthy();
    await press('Notice of default');
    expect(await screen.findByText('No instalment is missing past its days of grace.')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('homes', () => {
  it('get their class for many at once', async () => {
    await begin([], '/dues/homes');
    await userEvent.click((await screen.findAllByRole('checkbox'))[0] as HTMLElement);
    await press('Set class');
    await fill('Class', 'Townhome');
    await press(/^Save for 2 homes/);
    expect((await screen.findAllByText('Townhome')).length).toBeGreaterThan(1);
  });
});
