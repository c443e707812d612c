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
import { transferSides } from '@communitrak/domain/ledger/index.ts';
import { linksOf } from '../ledger-rows.ts';
import { titleOf } from '../line-words.ts';
import type { ActForm, Asked } from './act.ts';
import { ACT_HELP, ACT_SUBMIT, ACT_WORDS } from './act-words.ts';
import { ActFields } from './ActFields.tsx';
import { parseForm } from './parse-form.ts';
import { oddDays, type OddDay } from './odd-days.ts';
import { PreviewBox, PreviewLine } from './PreviewBox.tsx';
import { useAct } from './use-act.ts';

interface ActSheetProps {
  readonly asked: Asked;
  readonly onClose: () => void;
}

export function ActSheet({ asked, onClose }: ActSheetProps): ReactNode {
  const about = asked.about?.id ?? asked.view.household;
  const draft = useDraft<ActForm>(`account-${asked.act}:${about}`, parseForm);
  if (draft === undefined) return null;
  return <Acting asked={asked} draft={unwritten(draft, asked)} onClose={onClose} />;
}

/** What was written already, and only not forgotten, is not asked for again. */
function unwritten(draft: Draft<ActForm>, { view }: Asked): Draft<ActForm> {
  const isWritten = view.entries.has(`ledger-entry:${draft.opening?.entry ?? ''}`);
  return isWritten ? { ...draft, opening: undefined } : draft;
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
        <span className="ct-soft">
          {t(isOfTransfer(asked) ? 'accounts.transfer.back.help' : ACT_HELP[act])}
        </span>
      </p>
      <Gone asked={asked} />
      {fault === undefined ? null : (
        <Notice tone="loss" alert title={t('accounts.act.notDone')}>
          {fault}
        </Notice>
      )}
      <ActFields asked={asked} state={state} />
      <FineCap cents={fineCap} currency={view.rules.currency} />
      <OddDays days={oddDays(asked, form.values)} />
      <PreviewBox view={view} preview={preview} />
    </FormSheet>
  );
}

const isOfTransfer = ({ act, about }: Asked): boolean =>
  act === 'reverse' && about !== undefined && transferSides(about.id) !== undefined;

/** Taken back while the sheet was open: by somebody else, or in another window. */
function Gone({ asked }: { readonly asked: Asked }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { act, view, about } = asked;
  const back = act === 'reverse' ? linksOf(view).reversedBy.get(about?.id ?? '') : undefined;
  if (back === undefined) return null;
  return (
    <Notice tone="needs" alert title={t('accounts.why.reversed', { date: formats.date(back.posted) })}>
      <p>{t('accounts.act.reversedMeanwhile')}</p>
    </Notice>
  );
}

function OddDays({ days }: { readonly days: readonly OddDay[] }): ReactNode {
  const t = useText();
  const formats = useFormats();
  if (days.length === 0) return null;
  return (
    <Notice tone="needs" title={t('accounts.odd.title')}>
      {days.map(({ words, day }) => (
        <p key={words}>{t(words, { date: formats.date(day) })}</p>
      ))}
    </Notice>
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
