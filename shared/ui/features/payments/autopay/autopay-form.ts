/** What a household chooses of autopay, as a form holds it. Pure. */
import type { AutopayBody, AutopayChoices } from '@communitrak/domain/payments/index.ts';
import type { MoneyValue } from '../../../kit/pickers/money-entry.ts';

export interface AutopayForm {
  /** Local id of a saved way to pay; '' for the household's default. */
  readonly method: string;
  /** As a choice has it: `0` to `10`. */
  readonly daysBefore: string;
  /** '' for none. */
  readonly limit: MoneyValue;
  readonly agreed: boolean;
}

export function formOf(body: AutopayBody | undefined): AutopayForm {
  return {
    method: body?.method ?? '',
    daysBefore: String(body?.daysBefore ?? 0),
    limit: body === undefined || body.limitCents === 0 ? '' : body.limitCents,
    agreed: false,
  };
}

export function choicesOf({ method, daysBefore, limit }: AutopayForm): AutopayChoices {
  return {
    method,
    daysBefore: Number(daysBefore),
    limitCents: typeof limit === 'number' ? limit : 0,
  };
}

/** A consent is never a draft's: it is given anew. */
export function parseAutopayForm(value: unknown): Partial<AutopayForm> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { method, daysBefore, limit } = value as Record<string, unknown>;
  return {
    ...(typeof method === 'string' ? { method } : {}),
    ...(typeof daysBefore === 'string' ? { daysBefore } : {}),
    ...(typeof limit === 'number' || typeof limit === 'string' ? { limit } : {}),
  };
}
