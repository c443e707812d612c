/** What a form has to say of its draft: it was restored, or another window has had a hand in it. */
import type { ReactNode } from 'react';
import { IconCircleCheck } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import type { FormDraft } from './use-form-draft.ts';

export function DraftNotice({ draft }: { readonly draft: FormDraft | undefined }): ReactNode {
  const t = useText();
  if (draft === undefined) return null;
  const { state, elsewhere, bringBack } = draft;
  return (
    <div aria-live="polite">
      {state === 'failed' ? (
        <Notice tone="loss" title={t('kit.draft.failed')}>
          <p>{t('kit.draft.failed.text')}</p>
        </Notice>
      ) : null}
      {elsewhere === undefined ? null : (
        <Notice
          tone="needs"
          title={t(elsewhere === 'newer' ? 'kit.draft.newer' : 'kit.draft.gone')}
          {...(bringBack === undefined
            ? {}
            : { actions: <Button onClick={bringBack}>{t('kit.draft.bringBack')}</Button> })}
        >
          <p>{t(elsewhere === 'newer' ? 'kit.draft.newer.text' : 'kit.draft.gone.text')}</p>
        </Notice>
      )}
    </div>
  );
}

/** Beside the submit: that what is written is kept, and the way to be rid of it. */
export function DraftState(props: {
  readonly draft: FormDraft | undefined;
  readonly changed: boolean;
}): ReactNode {
  const t = useText();
  const { draft, changed } = props;
  if (draft === undefined) return null;
  const kept = changed && draft.state !== 'failed' && (draft.state === 'saved' || draft.restored);
  return (
    <p className="ct-draft-state">
      {kept ? (
        <>
          <IconCircleCheck aria-hidden />
          {t(draft.state === 'saved' ? 'kit.draft.saved' : 'kit.draft.restored')}
        </>
      ) : null}
    </p>
  );
}
