/** What each step of paying is given. Types only. */
import type { Form } from '../../kit/form/use-form.ts';
import type { Payable, PayForm } from './pay-form.ts';
import type { PayState } from './use-pay.ts';
import type { PayingHome } from './use-paying.ts';

export interface StepProps {
  readonly home: PayingHome;
  readonly payable: Payable;
  readonly form: Form<PayForm>;
  readonly state: PayState;
}
