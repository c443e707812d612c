/** The member's own corner at a desk: a button with their name at the foot of the side, and the panel beside it. */
import { useMemo, useState, type ReactNode } from 'react';
import { Popover } from '@mantine/core';
import { IconChevronUp } from '@tabler/icons-react';
import { myCard } from '@communitrak/replica/queries/people.ts';
import type { SyncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useText } from '../i18n/Text.tsx';
import { useLayer } from '../kit/layers/LayersProvider.tsx';
import { AccountPanel } from './AccountPanel.tsx';
import { useReplica } from './context.ts';
import { LeaveSheet } from './LeaveSheet.tsx';
import { useQuery } from './use-query.ts';
import { useRoleWords } from './use-role-words.ts';

export function AccountMenu({ status }: { readonly status: SyncStatus | undefined }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const card = useQuery(useMemo(() => myCard(replica), [replica]));
  const roles = useRoleWords(card?.roles ?? []);
  const [open, setOpen] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const close = (): void => setOpen(false);
  useLayer({ kind: 'popover', open, onClose: close });
  const name = replica.session.memberName;
  return (
    <>
      <Popover
        opened={open}
        onChange={setOpen}
        closeOnEscape={false}
        position="right-end"
        trapFocus
        returnFocus
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <button
            type="button"
            className="ct-me"
            aria-label={t('app.account.button', { name })}
            title={t('app.account.button', { name })}
            onClick={() => setOpen(!open)}
          >
            <span className="ct-me-mark" aria-hidden>
              {initialsOf(name)}
            </span>
            <span className="ct-me-words">
              <span className="ct-cut">{name}</span>
              <span className="ct-cut ct-soft">{roles}</span>
            </span>
            <IconChevronUp aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown className="ct-account-menu">
          <AccountPanel
            status={status}
            onDone={close}
            onLeave={() => {
              close();
              setLeaving(true);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <LeaveSheet open={leaving} onClose={() => setLeaving(false)} />
    </>
  );
}

/** `Vera Lindqvist` → `VL`. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return `${initialOf(words[0])}${words.length > 1 ? initialOf(words.at(-1)) : ''}`.toUpperCase();
}

function initialOf(word = ''): string {
  const code = word.codePointAt(0);
  return code === undefined ? '' : String.fromCodePoint(code);
}
