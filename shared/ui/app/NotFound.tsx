/** Addresses that name nothing, and pages that are not for this member. Of documents neither says whether they exist. */
import type { ReactNode } from 'react';
import { IconMapOff } from '@tabler/icons-react';
import { useText } from '../i18n/Text.tsx';
import { LinkButton } from '../kit/Button.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { Page } from '../kit/Page.tsx';
import { useReplica } from './context.ts';
import { useAt } from './paths.ts';

export function NotFound(): ReactNode {
  const t = useText();
  return (
    <main>
      <Nothing to="/" title={t('app.notFound.title')} text={t('app.notFound.text')} />
    </main>
  );
}

export function CommunityNotFound(): ReactNode {
  const t = useText();
  const at = useAt();
  return <Nothing to={at('')} title={t('app.notFound.title')} text={t('app.notFound.text')} />;
}

/** The page is there, and for others: which pages there are is no secret, only what is on them. */
export function NotOpenToYou(): ReactNode {
  const t = useText();
  const at = useAt();
  const community = useReplica().associationName;
  return <Nothing to={at('')} title={t('app.notOpen.title')} text={t('app.notOpen.text', { community })} />;
}

/** Of a part of the app that this association does not use. */
export function SwitchedOff(): ReactNode {
  const t = useText();
  const at = useAt();
  const community = useReplica().associationName;
  return <Nothing to={at('')} title={t('app.off.title', { community })} text={t('app.off.text')} />;
}

/** Signed in, but with no place in the community that the address names. */
export function NotYourCommunity(): ReactNode {
  const t = useText();
  return (
    <main>
      <Nothing to="/" title={t('app.notYours.title')} text={t('app.notYours.text')} />
    </main>
  );
}

interface NothingProps {
  readonly to: string;
  readonly title: string;
  readonly text: string;
}

function Nothing({ to, title, text }: NothingProps): ReactNode {
  const t = useText();
  return (
    <Page title={title} width="text" quietTitle>
      <EmptyState
        icon={<IconMapOff />}
        title={title}
        text={text}
        action={
          <LinkButton kind="primary" to={to}>
            {t('app.notFound.home')}
          </LinkButton>
        }
      />
    </Page>
  );
}
