/** Where a member pays and sees what has become of it, below the association. */
import { localOf } from '@communitrak/domain/core/ids.ts';

const home = (path: string, household: string): string =>
  household === '' ? path : `${path}/${encodeURIComponent(household)}`;

export const paymentPaths = {
  list: 'payments',
  /** @param household local id; '' for whoever has one home @param charge id of an entry to begin with */
  pay: (household = '', charge = ''): string =>
    `${home('payments/pay', household)}${charge === '' ? '' : `?charge=${encodeURIComponent(charge)}`}`,
  autopay: (household = ''): string => home('payments/autopay', household),
  methods: (household = ''): string => home('payments/methods', household),
  /** @param id document id */
  one: (id: string): string => `payments/${encodeURIComponent(localOf(id))}`,
} as const;

/** Not of one payment: the pages that save and look after ways to pay. */
const OF_METHODS: ReadonlySet<string> = new Set(['method', 'portal']);

/** Where whoever comes back from the gateway's page belongs: `payments?done=<payment>` or `?left=<payment>`. */
export function comeBackTo(search: URLSearchParams): string | undefined {
  const done = search.get('done');
  const about = done ?? search.get('left') ?? '';
  if (about === '') return undefined;
  if (OF_METHODS.has(about)) return paymentPaths.methods();
  return `payments/${encodeURIComponent(about)}?back=${done === null ? 'cancelled' : 'done'}`;
}
