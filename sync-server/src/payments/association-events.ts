/**
 * What events mean to an association's account, payouts and bill: nothing but the name of an object that is read anew, once
 * however many events speak of it.
 */
import { onMethodPageDone } from './billing/acts.ts';
import { onBillingEvent, type BillingRoom } from './billing/billing.ts';
import { onAccountEvent } from './connect/account.ts';
import type { News, NewsHandler } from './news.ts';
import { onPayoutEvent } from './payouts/payouts.ts';

interface Question {
  /** Asked once for all events that have the same. */
  readonly key: string;
  readonly ask: () => Promise<void>;
}

/** Of a connected account. */
function connectQuestion(room: BillingRoom, { type, account, object }: News): Question | undefined {
  if (/^(account|capability)\./.test(type)) return { key: account, ask: () => onAccountEvent(room, account) };
  if (type.startsWith('payout.'))
    return { key: `${account} ${object}`, ask: () => onPayoutEvent(room, account, object) };
  return undefined;
}

/** Of the platform's own account, where the associations are the customers. */
function platformQuestion(room: BillingRoom, { type, customer, object }: News): Question | undefined {
  if (type === 'checkout.session.completed')
    return { key: object, ask: () => onMethodPageDone(room, object) };
  return customer === '' ? undefined : { key: customer, ask: () => onBillingEvent(room, customer) };
}

const TAKEN = /^(account|capability|payout|customer|invoice)\.|^checkout\.session\.completed$/;

export function createAssociationEvents(room: BillingRoom): NewsHandler {
  const questionOf = (news: News): Question | undefined =>
    news.account === '' ? platformQuestion(room, news) : connectQuestion(room, news);
  return {
    takes: (type) => TAKEN.test(type),
    async handle(news) {
      const asked = new Map<string, Promise<boolean>>();
      const failed = new Set<string>();
      for (const one of news) {
        const question = questionOf(one);
        if (question === undefined) continue;
        const known = asked.get(question.key);
        const answer = known ?? settled(room, question);
        asked.set(question.key, answer);
        if (!(await answer)) failed.add(one.id);
      }
      return failed;
    },
  };
}

async function settled(room: BillingRoom, { key, ask }: Question): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    room.log.warn({ about: key, err: error }, 'what an event speaks of could not be read; it comes again');
    return false;
  }
}
