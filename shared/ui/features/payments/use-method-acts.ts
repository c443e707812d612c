/** What can be done with saved ways to pay: all of it the gateway's, so all of it needs a connection. */
import { localOf } from '@communitrak/domain/core/ids.ts';
import type { MethodKind, SavedMethod } from '@communitrak/domain/payments/index.ts';
import {
  makeMethodDefault,
  methodPage,
  portalPage,
  removeMethod,
  type OnlineResult,
  type PageResult,
} from '@communitrak/replica/commands/payment-pages.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { PROBLEMS, tailWords } from './payment-words.ts';
import { useOnce } from './use-once.ts';

export interface MethodActs {
  readonly busy: boolean;
  readonly add: (kind: MethodKind) => void;
  readonly portal: () => void;
  readonly makeDefault: (method: SavedMethod) => void;
  readonly remove: (method: SavedMethod) => Promise<void>;
}

/** @param household local id */
export function useMethodActs(household: string): MethodActs {
  const t = useText();
  const announce = useAnnounce();
  const replica = useReplica();
  const platform = usePlatform();
  const { busy, once } = useOnce();
  const leave = async (asked: Promise<PageResult>): Promise<void> => {
    const page = await asked;
    if (page.ok) platform.leaveFor(page.url);
    else announce(t(PROBLEMS[page.problem]));
  };
  const tell = async (asked: Promise<OnlineResult>, done: string): Promise<void> => {
    const result = await asked;
    announce(result.ok ? done : t(PROBLEMS[result.problem]));
  };
  return {
    busy,
    add: (kind) => void once(() => leave(methodPage(replica, household, kind))),
    portal: () => void once(() => leave(portalPage(replica, household))),
    makeDefault: ({ id, body }) => {
      const done = t('payments.methods.madeDefault', { method: tailWords(body, t) });
      void once(() => tell(makeMethodDefault(replica, localOf(id)), done));
    },
    remove: ({ id, body }) => {
      const done = t('payments.methods.removed', { method: tailWords(body, t) });
      return once(() => tell(removeMethod(replica, localOf(id)), done));
    },
  };
}
