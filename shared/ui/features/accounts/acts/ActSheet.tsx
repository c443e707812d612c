/**
 * One act on an account in a sheet: what is asked, what it will do and to whom, and why it was not done. What was filled in
 * is kept when the sheet is closed.
 */
import { useMemo, type ReactNode } from 'react';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { FormSheet } from '../../../kit/form/FormSheet.tsx';
import { useDraft, type Draft } from '../../../kit/form/use-draft.ts';
import { Notice } from '../../../kit/Notice.tsx';
import { titleOf } from '../line-words.ts';
import type { ActForm, Asked } from './act.ts';
import { ACT_HELP, ACT_SUBMIT, ACT_WORDS } from './act-words.ts';
import { ActFields } from './ActFields.tsx';
import { PreviewBox, PreviewLine } from './PreviewBox.tsx';
import { useAct } from './use-act.ts';

interface ActSheetProps {
  readonly asked: Asked;
  readonly onClose: () => void;
}

/** What was kept, as far as it is a form of this kind. */
function parse(value: unknown): Partial<ActForm> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = Object.entries(value).filter(
    ([, one]: readonly [string, unknown]) => typeof one === 'string' || typeof one === 'number',
  );
  return known.length === 0 ? undefined : (Object.fromEntries(known) as Partial<ActForm>);
}

export function ActSheet({ asked, onClose }: ActSheetProps): ReactNode {
  const about = asked.about?.id ?? asked.view.household;
  const draft = useDraft<ActForm>(`account-${asked.act}:${about}`, parse);
  return draft === undefined ? null : <Acting asked={asked} draft={draft} onClose={onClose} />;
}

function Acting(props: ActSheetProps & { readonly draft: Draft<ActForm> }): ReactNode {
  const t = useText();
  const { draft, onClose } = props;
  const { act, view, about } = props.asked;
  const asked = useMemo(() => props.asked, [act, view, about]); // oxlint-disable-line react/exhaustive-deps -- a new object each time, the same parts
  const state = useAct(asked, draft, onClose);
  const { form, preview, busy, fault, fineCap } = state;
  const takes = act === 'reverse' || act === 'write-off' || act === 'refund';
  return (
    <FormSheet
      form={form}
      title={t(ACT_WORDS[act])}
      submit={t(ACT_SUBMIT[act])}
      kind={takes ? 'danger' : 'primary'}
      busy={busy}
      onSubmit={state.post}
      onClose={onClose}
      more={<PreviewLine view={view} preview={preview} />}
    >
      <p className="ac-act-what">
        <strong>{about === undefined ? view.name : titleOf(about, t)}</strong>{' '}
        <span className="ct-soft">{t(ACT_HELP[act])}</span>
      </p>
      {fault === undefined ? null : (
        <Notice tone="loss" alert title={t('accounts.act.notDone')}>
          {fault}
        </Notice>
      )}
      <ActFields asked={asked} state={state} />
      <FineCap cents={fineCap} currency={view.rules.currency} />
      <PreviewBox view={view} preview={preview} />
    </FormSheet>
  );
}

/** Said, not forbidden: health and safety are an exception that a person decides on. */
function FineCap(props: { readonly cents: number | undefined; readonly currency: string }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { cents, currency } = props;
  if (cents === undefined) return null;
  return (
    <Notice tone="needs" title={t('accounts.act.fineCap.title')}>
      {t('accounts.act.fineCap.text', { amount: formats.money({ cents, currency }) })}
    </Notice>
  );
}
