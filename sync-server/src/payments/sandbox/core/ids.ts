/** Ids and secrets as Stripe forms them: a prefix that tells the kind, and random letters and digits. */
import { randomBytes } from 'node:crypto';

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 24;

function randomSigns(count: number): string {
  let text = '';
  for (const byte of randomBytes(count)) text += SIGNS[byte % SIGNS.length] ?? '';
  return text;
}

const LENGTHS: Readonly<Record<string, number>> = { acct_: 16, cs_test_: 58, cus_: 14, req_: 14 };

export function randomId(prefix: string): string {
  return prefix + randomSigns(LENGTHS[prefix] ?? LENGTH);
}
