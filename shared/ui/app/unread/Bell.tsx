/** What is new, as a list behind a bell: beside it at a desk, a sheet on a phone. */
import { useState, type ReactNode } from 'react';
import { Popover } from '@mantine/core';
import { useLocation } from 'react-router';
import { IconBell } from '@tabler/icons-react';
import { markAllRead } from '@communitrak/replica/commands/read-marks.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { useLayer } from '../../kit/layers/LayersProvider.tsx';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Sheet } from '../../kit/Sheet.tsx';
import { useIsDesk } from '../../kit/use-media.ts';
import { DateText, NumberText } from '../../kit/Values.tsx';
import { useReplica } from '../context.ts';
import type { UnreadItem } from '../feature.ts';
import { useAt } from '../paths.ts';
import { useUnreadItems } from './use-unread.ts';

export function Bell(): ReactNode {
  const t = useText();
  const desk = useIsDesk();
  const items = useUnreadItems();
  // Open where it was opened: whoever follows a link from it has left it.
  const { key } = useLocation();
  const [openAt, setOpenAt] = useState<string>();
  const open = openAt === key;
  const setOpen = (wanted: boolean): void => setOpenAt(wanted ? key : undefined);
  const close = (): void => setOpen(false);
  useLayer({ kind: 'popover', open: open && desk, onClose: close });
  const button = (
    <button
      type="button"
      className="ct-bell"
      aria-label={t('app.bell', { count: items.length })}
      title={t('app.bell', { count: items.length })}
      aria-haspopup="dialog"
      aria-expanded={open}
      onClick={() => setOpen(!open)}
    >
      <IconBell aria-hidden />
      {items.length === 0 ? null : (
        <span className="ct-bell-count" aria-hidden>
          <NumberText value={items.length} />
        </span>
      )}
    </button>
  );
  if (!desk) {
    return (
      <>
        {button}
        <Sheet open={open} onClose={close} title={t('app.bell.title')}>
          <News items={items} onDone={close} />
        </Sheet>
      </>
    );
  }
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      closeOnEscape={false}
      position="right-start"
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className="ct-bell-list" aria-label={t('app.bell.title')}>
        <h2 className="ct-bell-title">{t('app.bell.title')}</h2>
        <News items={items} onDone={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

const MOST_SHOWN = 30;

function News(props: { readonly items: readonly UnreadItem[]; readonly onDone: () => void }): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const { items, onDone } = props;
  if (items.length === 0) return <p className="ct-soft ct-bell-none">{t('app.bell.none')}</p>;
  return (
    <>
      <List label={t('app.bell.title')}>
        {items.slice(0, MOST_SHOWN).map(({ thread, title, detail, path, at: when }) => (
          <ListRow
            key={thread}
            to={at(path)}
            title={title}
            meta={
              <span className="ct-bell-meta">
                <span>{typeof detail === 'string' ? detail : t(detail.id, detail.values)}</span>
                <DateText at={when} />
              </span>
            }
          />
        ))}
      </List>
      <div className="ct-bell-foot">
        <Button
          kind="quiet"
          onClick={() => {
            void markAllRead(replica);
            onDone();
          }}
        >
          {t('app.bell.allRead')}
        </Button>
      </div>
    </>
  );
}
