/** What an account must have before money moves in it. */
import { accountOf } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { ApiProblem } from './problems.ts';

/** @throws ApiProblem while a connected account may not take payments */
export function requireCapability(world: World): void {
  const account = accountOf(world);
  if (account === undefined || account.charges_enabled) return;
  throw new ApiProblem(400, {
    type: 'invalid_request_error',
    message:
      'Your account cannot currently make charges. Requirements of the account are due: see its requirements.currently_due.',
    code: 'account_invalid',
  });
}
