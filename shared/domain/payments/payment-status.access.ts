/** Everybody reads whether payments are possible; the server alone knows it. */
import type { Key } from '../core/principal.ts';
import { refuse, type Verdict } from '../core/verdict.ts';

export const paymentStatusNeeds = (): readonly string[] => [];

export function paymentStatusAudience(): readonly Key[] {
  return ['all', 'office', 'board', 'lead'];
}

export function mayWritePaymentStatus(): Verdict {
  return refuse('not-allowed');
}
