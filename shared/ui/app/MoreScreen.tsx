/** Everything there is, in its groups: a phone's last place. A few letters find it. Below it what is the member's own. */
import { useMemo, useState, type ReactNode } from 'react';
import { IconBolt } from '@tabler/icons-react';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useText } from '../i18n/Text.tsx';
import { TextField } from '../kit/Field.tsx';
import { List, ListRow } from '../kit/ListRow.tsx';
import { Page, Section } from '../kit/Page.tsx';
import { AccountPanel } from './AccountPanel.tsx';
import { useReplica } from './context.ts';
import { useOffered } from './features-context.ts';
import { LeaveSheet } from './LeaveSheet.tsx';
import { Count } from './Navigation.tsx';
import { GROUP_WORDS, groupsOf, type NavigationGroupOf } from './navigation-groups.ts';
import { bestActs } from './palette-match.ts';
import { useAt } from './paths.ts';
import { useCommands, type ReadyCommand } from './use-commands.ts';
import { useQuery } from './use-query.ts';

export function MoreScreen(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const [text, setText] = useState('');
  const [leaving, setLeaving] = useState(false);
  const { groups, commands } = useFound(text);
  const searching = text.trim() !== '';
  return (
    <Page title={t('app.nav.more')}>
      <TextField
        label={t('app.more.search')}
        hideLabel
        type="search"
        placeholder={t('app.more.search')}
        value={text}
        onChange={setText}
      />
      {groups.map((group) => (
        <Places key={group.group} group={group} />
      ))}
      {searching && commands.length > 0 ? <Commands commands={commands} /> : null}
      {groups.length === 0 && commands.length === 0 ? (
        <output className="ct-soft">{t('app.palette.nothing')}</output>
      ) : null}
      {searching ? null : (
        <Section title={t('app.nav.account')} boxed>
          <AccountPanel status={status} onDone={() => undefined} onLeave={() => setLeaving(true)} />
        </Section>
      )}
      <LeaveSheet open={leaving} onClose={() => setLeaving(false)} />
    </Page>
  );
}

/** Groups and commands that the letters find; without any, all groups but the member's own, which stands below in full. */
function useFound(text: string): {
  readonly groups: readonly NavigationGroupOf[];
  readonly commands: readonly ReadyCommand[];
} {
  const t = useText();
  const entries = useOffered((feature) => feature.navigation);
  const commands = useCommands();
  const searching = text.trim() !== '';
  const find = <T extends { readonly label: string; readonly keywords?: string }>(all: readonly T[]) =>
    bestActs(all, text);
  const places = find(
    entries.map((entry) => ({ entry, label: t(entry.label), keywords: t(GROUP_WORDS[entry.group]) })),
  );
  return {
    groups: groupsOf(places.map(({ entry }) => entry)).filter(
      ({ group }) => searching || group !== 'account',
    ),
    commands: find(
      commands.map((one) => ({
        one,
        label: t(one.command.label),
        keywords: one.command.keywords === undefined ? '' : t(one.command.keywords),
      })),
    ).map(({ one }) => one),
  };
}

function Places({ group: { group, entries } }: { readonly group: NavigationGroupOf }): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <Section title={t(GROUP_WORDS[group])} boxed>
      <List label={t(GROUP_WORDS[group])}>
        {entries.map(({ path, label, icon: PlaceIcon, count }) => (
          <ListRow
            key={path}
            to={at(path)}
            lead={<PlaceIcon aria-hidden />}
            title={t(label)}
            {...(count === undefined ? {} : { trail: <Count of={count} className="ct-numbers" /> })}
          />
        ))}
      </List>
    </Section>
  );
}

function Commands({ commands }: { readonly commands: readonly ReadyCommand[] }): ReactNode {
  const t = useText();
  return (
    <Section title={t('app.more.acts')} boxed>
      <List label={t('app.more.acts')}>
        {commands.map(({ command, run }) => (
          <ListRow key={command.id} onOpen={run} lead={<IconBolt aria-hidden />} title={t(command.label)} />
        ))}
      </List>
    </Section>
  );
}
