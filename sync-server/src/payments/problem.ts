/** Why something that a person asked of payments is not done, in a code that the screens put into words. */
export const PAYMENT_PROBLEMS = ['not-found', 'payments-closed', 'payment-refused'] as const;

export class PaymentProblem extends Error {
  override readonly name = 'PaymentProblem';
  readonly code: (typeof PAYMENT_PROBLEMS)[number];
  /** Of a refusal: which. */
  readonly detail: string | undefined;

  constructor(code: (typeof PAYMENT_PROBLEMS)[number], detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}
