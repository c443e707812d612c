/** Which homes of the demo pay online, with what, and how each payment ends: by the stand-in's test numbers. */
import type { MethodKind } from '@communitrak/domain/payments/index.ts';

export interface OnlineMethod {
  readonly kind: MethodKind;
  /** One of the stand-in's test numbers (`payments/sandbox/money/test-numbers.ts`): no card or account of anybody. */
  readonly number: string;
}

export interface OnlinePayment {
  /** Among the home's methods. */
  readonly method: number;
  /** The newest or the oldest charge that is open. */
  readonly pays: 'newest' | 'oldest';
  /** Given back by the office afterwards. */
  readonly refund?: { readonly cents: number; readonly reason: string };
}

export interface OnlineHome {
  readonly lot: string;
  /** The first is the default. */
  readonly methods: readonly OnlineMethod[];
  readonly payments: readonly OnlinePayment[];
  readonly autopay?: { readonly daysBefore: number; readonly consent: string };
}

const VISA: OnlineMethod = { kind: 'card', number: '4242424242424242' };
const MASTERCARD: OnlineMethod = { kind: 'card', number: '5555555555554444' };
/** Can be saved, and is declined when it is charged. */
const DECLINED: OnlineMethod = { kind: 'card', number: '4000000000000341' };
/** A debit from it is on its way for days. */
const BANK: OnlineMethod = { kind: 'bank', number: '000123456789' };

/** A debit from it is on its way for ever. */
const SLOW_BANK: OnlineMethod = { kind: 'bank', number: '000000000009' };

const CONSENT = [
  'I authorize Willow Creek Homeowners Association to charge my Visa ending in 4242 for each new charge to my account,',
  '3 days before it is due, with the fee that is shown for paying by card.',
  'I can change, pause or end this at any time.',
].join(' ');

export const ONLINE_HOMES: readonly OnlineHome[] = [
  {
    // The demo's head of household and member.
    lot: '2',
    methods: [VISA, SLOW_BANK, DECLINED],
    payments: [
      { method: 1, pays: 'newest' },
      { method: 0, pays: 'newest', refund: { cents: 1000, reason: 'Charged twice by the office' } },
      { method: 2, pays: 'oldest' },
    ],
    autopay: { daysBefore: 3, consent: CONSENT },
  },
  {
    lot: '33',
    methods: [MASTERCARD, BANK],
    payments: [
      {
        method: 0,
        pays: 'oldest',
        refund: { cents: 2500, reason: 'Part of the quarter was paid at the office already' },
      },
      { method: 1, pays: 'oldest' },
    ],
  },
  { lot: '61', methods: [BANK, VISA], payments: [{ method: 0, pays: 'oldest' }] },
  { lot: '87', methods: [DECLINED], payments: [{ method: 0, pays: 'oldest' }] },
];
