/** What a home owes, paid off in ten parts by a payment plan. */
import { derivedLocal } from '@communitrak/domain/core/derive.ts';
import {
  addDays,
  createPaymentPlan,
  instalmentDays,
  instalmentsOf,
} from '@communitrak/domain/ledger/index.ts';
import { charge, type Scene } from './scene.ts';
import { CURRENCY, type Happening } from './story.ts';

/** What a home owes is paid off in ten parts; it keeps to them. */
export function paymentPlan(scene: Scene): readonly Happening[] {
  const { story, household } = scene;
  const { teller, people } = story;
  const agreed = addDays(scene.quarter(10), 12);
  const instalments = { count: 10, first: addDays(agreed, 14) };
  const days = instalmentDays(instalments.first, instalments.count);
  const agree = (): void => {
    const charges = teller
      .account(household)
      .charges.filter(({ openCents }) => openCents > 0)
      .map(({ line, openCents }) => ({ entry: line.id, cents: openCents }));
    const totalCents = charges.reduce((sum, { cents }) => sum + cents, 0);
    if (totalCents === 0) return;
    const plan = createPaymentPlan(
      {
        household,
        currency: CURRENCY,
        agreed,
        charges,
        totalCents,
        instalments: [...instalmentsOf(totalCents, instalments.count, instalments.first)],
        graceDays: 10,
        waives: true,
        text: 'Agreed with the owner at the office; board resolution 17.',
        author: people.office.manager.principal.member,
      },
      derivedLocal('demo plan', household),
    );
    teller.plan(plan, people.office.manager);
  };
  const pay = (day: string, at: number): void => {
    const [plan] = teller.plans(household);
    const cents = plan?.body.instalments[at]?.cents ?? 0;
    if (cents === 0) return;
    const said = { kind: 'payment', source: 'receipt', method: 'other', cents: -cents, posted: day } as const;
    charge(scene, { ...said, text: `Payment plan, instalment ${at + 1}` }, `plan ${String(at)}`);
  };
  return [{ day: agreed, tell: agree }, ...days.map((day, at) => ({ day, tell: () => pay(day, at) }))];
}
