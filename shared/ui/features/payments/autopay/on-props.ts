/** What the parts of a screen of autopay that is on are given. Types only. */
import type { Autopay } from '@communitrak/domain/payments/index.ts';
import type { AutopayView } from '@communitrak/replica/queries/autopay.ts';
import type { MyPayments } from '@communitrak/replica/queries/payments.ts';
import type { PayingHome } from '../use-paying.ts';

export interface OnProps {
  readonly home: PayingHome;
  readonly paying: MyPayments;
  readonly state: AutopayView;
  readonly autopay: Autopay;
}
