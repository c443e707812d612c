/** What a household can do with autopay: agree to it, change it, pause it, end it; each in force as soon as the server has it. */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import {
  autopayEntity,
  autopayId,
  changeAutopay,
  createAutopay,
  turnAutopayOff,
  turnAutopayOn,
  type Autopay,
  type AutopayBody,
  type AutopayChoices,
  type Consent,
} from '@communitrak/domain/payments/index.ts';
import type { Replica } from '../replica.ts';
import { post, untilFresh } from './post.ts';
import type { CommandResult } from './result.ts';

function withAutopay(
  replica: Replica,
  household: string,
  make: (known: Autopay | undefined) => Autopay | undefined,
): Promise<CommandResult> {
  return untilFresh(async () => {
    const id = autopayId(household);
    const known = autopayEntity.read(await replica.parts.documents.get(id));
    const next = make(known);
    return next === undefined ? { ok: false, code: 'not-allowed' } : post(replica, [next], id);
  });
}

/** @param words what the person read and agreed to, and which version of it */
export function agreeToAutopay(
  replica: Replica,
  household: string,
  choices: AutopayChoices,
  words: Pick<Consent, 'version' | 'text'>,
): Promise<CommandResult> {
  const consent: Consent = {
    ...words,
    by: replica.principal.member,
    at: isoInstant(replica.clock()),
  };
  return withAutopay(replica, household, (known) =>
    known === undefined
      ? createAutopay(household, choices, consent)
      : changeAutopay(turnAutopayOn(known, consent), choices),
  );
}

/** `pausedUntil` '' ends a pause. */
export function setAutopay(
  replica: Replica,
  household: string,
  changes: Partial<AutopayChoices & Pick<AutopayBody, 'pausedUntil'>>,
): Promise<CommandResult> {
  return withAutopay(replica, household, (known) =>
    known === undefined ? undefined : changeAutopay(known, changes),
  );
}

export function endAutopay(replica: Replica, household: string): Promise<CommandResult> {
  return withAutopay(replica, household, (known) =>
    known === undefined ? undefined : turnAutopayOff(known),
  );
}
