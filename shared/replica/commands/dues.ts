/**
 * What the office can do beyond one account: begin and lock the books, decide on rules, sort homes, post runs, agree on
 * payment plans.
 */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import {
  chargeRunEntity,
  createPaymentPlan,
  endPlan,
  giveDefaultNotice,
  moveLock,
  paymentPlanEntity,
  type BooksBody,
  type ChargeRun,
  type PaymentPlan,
  type PaymentPlanBody,
  type RuleChange,
  type PlanEnd,
} from '@communitrak/domain/ledger/index.ts';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { changeProperty, propertyEntity, type PropertyBody } from '@communitrak/domain/properties/index.ts';
import type { Replica } from '../replica.ts';
import { keepStable } from '../queries/stable.ts';
import { keepBooks } from './money.ts';
import { post, untilFresh } from './post.ts';
import type { CommandResult } from './result.ts';

const GONE: CommandResult = { ok: false, code: 'not-allowed' };

export type NewRule = RuleChange & { readonly reason: string };

/** Rules from a day on, after those that were there. */
export function addRule(replica: Replica, currency: string, rule: NewRule): Promise<CommandResult> {
  const { member } = replica.principal;
  // The same lists, which nobody changes.
  const kept = { ...rule, by: member } as BooksBody['rules'][number];
  return keepBooks(replica, currency, ({ rules }) => ({ rules: [...rules, kept] }));
}

/** @param pack the rule pack that has always held */
export function beginBooks(
  replica: Replica,
  currency: string,
  { fiscalYearFrom, pack }: { readonly fiscalYearFrom: number; readonly pack: RuleChange['pack'] },
): Promise<CommandResult> {
  const by = replica.principal.member;
  const rules = pack === undefined ? [] : [{ from: '1900-01-01', pack, changes: {}, reason: '', by }];
  return keepBooks(replica, currency, (books) => ({
    fiscalYearFrom,
    ...(books.rules.length === 0 ? { rules } : {}),
  }));
}

/** @param through the last day that is locked; `''`: none is */
export function lockBooks(replica: Replica, currency: string, through: string): Promise<CommandResult> {
  const at = isoInstant(replica.clock());
  return keepBooks(replica, currency, (books) =>
    moveLock(books, through, { by: replica.principal.member, at }),
  );
}

/** @param properties local ids */
export function sortHomes(
  replica: Replica,
  properties: readonly string[],
  change: Pick<Partial<PropertyBody>, 'class' | 'share'>,
): Promise<CommandResult> {
  return untilFresh(async () => {
    const found = await Promise.all(
      properties.map((local) => replica.parts.documents.get(makeId('property', local))),
    );
    const docs = found
      .flatMap((doc) => propertyEntity.read(doc) ?? [])
      .map((doc) => changeProperty(doc, change));
    const [first] = docs;
    return first === undefined ? GONE : post(replica, docs, first.id);
  });
}

/**
 * Posts runs as they were previewed. One that is here already is left as it is: pressed again, or by another window.
 * @returns `immutable` with the run's id where what is here is another run under the same id
 */
export async function postRuns(replica: Replica, runs: readonly ChargeRun[]): Promise<CommandResult> {
  const { documents } = replica.parts;
  const fresh: ChargeRun[] = [];
  for (const run of runs) {
    const here = chargeRunEntity.read(await documents.get(run.id));
    if (here === undefined) fresh.push(run);
    else if (keepStable(here.body, run.body) !== here.body)
      return { ok: false, code: 'immutable', detail: run.id };
  }
  const about = runs[0]?.id ?? '';
  return fresh.length === 0 ? { ok: true, id: about } : post(replica, fresh, about);
}

/** @param local from `replica.newId()`, once for each plan that is written */
export function agreePlan(
  replica: Replica,
  plan: Omit<PaymentPlanBody, 'author'>,
  local: string,
): Promise<CommandResult> {
  const made = createPaymentPlan({ ...plan, author: replica.principal.member }, local);
  return post(replica, [made], made.id);
}

function changePlan(
  replica: Replica,
  id: string,
  change: (plan: PaymentPlan) => PaymentPlan,
): Promise<CommandResult> {
  return untilFresh(async () => {
    const plan = paymentPlanEntity.read(await replica.parts.documents.get(id));
    return plan === undefined ? GONE : post(replica, [change(plan)], id);
  });
}

type HowEnded = Omit<PlanEnd, 'by'>;

export function noticeOfDefault(replica: Replica, id: string, how: HowEnded): Promise<CommandResult> {
  const by = replica.principal.member;
  return changePlan(replica, id, (plan) => giveDefaultNotice(plan, { ...how, by }));
}

export function endPaymentPlan(replica: Replica, id: string, how: HowEnded): Promise<CommandResult> {
  const by = replica.principal.member;
  return changePlan(replica, id, (plan) => endPlan(plan, { ...how, by }));
}
