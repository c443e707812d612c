/** Signs out where there is no replica to ask about: an account without a community. */
import { useState, type ReactNode } from 'react';
import { signOutAndWipe } from '@communitrak/replica/commands/session.ts';
import { useText } from '../i18n/Text.tsx';
import { Button } from '../kit/Button.tsx';
import { usePlatform, useSession } from './context.ts';

export function SignOutButton(): ReactNode {
  const t = useText();
  const platform = usePlatform();
  const { signedOut } = useSession();
  const [busy, setBusy] = useState(false);
  const leave = async (): Promise<void> => {
    setBusy(true);
    await signOutAndWipe(platform, undefined);
    signedOut();
  };
  return (
    <Button busy={busy} onClick={() => void leave()}>
      {t('app.signOut')}
    </Button>
  );
}
