/**
 * A form in a sheet. What was changed is kept when the sheet is closed, said so, and there again when it opens: closing
 * is no decision about words.
 */
import { useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../Announcer.tsx';
import { Button, type ButtonKind } from '../Button.tsx';
import { Sheet } from '../Sheet.tsx';
import { DraftState } from './DraftNotice.tsx';
import { useIsDesk } from '../use-media.ts';
import { FormHead } from './Form.tsx';
import type { Form } from './use-form.ts';
import './form.css';

interface FormSheetProps<V> {
  readonly form: Form<V>;
  readonly title: string;
  readonly submit: string;
  readonly kind?: ButtonKind;
  readonly busy?: boolean;
  /** Called when all is well. Whoever has posted calls `form.done()` and closes. */
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** Beside the submit, before cancel. */
  readonly more?: ReactNode;
  readonly children: ReactNode;
}

export function FormSheet<V>(props: FormSheetProps<V>): ReactNode {
  const { form, title, submit, kind = 'primary', busy = false, onSubmit, onClose, more, children } = props;
  const t = useText();
  const id = useId();
  const close = useKeptWords(form, onClose);
  const box = useFirstField();
  return (
    <Sheet
      open
      onClose={close}
      title={title}
      footer={
        <>
          <Button type="submit" form={id} kind={kind} busy={busy}>
            {submit}
          </Button>
          {more}
          <Button onClick={close}>{t('kit.form.cancel')}</Button>
          <DraftState draft={form.draft} changed={form.changed} />
        </>
      }
    >
      <form
        noValidate
        id={id}
        ref={box}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && form.check()) onSubmit();
        }}
      >
        <FormHead form={form} short />
        {children}
      </form>
    </Sheet>
  );
}

/** At a desk one writes at once; on a phone the keyboard would hide what is asked. */
function useFirstField(): RefObject<HTMLFormElement | null> {
  const desk = useIsDesk();
  const box = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    // The dialogue looks for this when it takes the focus.
    if (desk) box.current?.querySelector('input, textarea, select')?.setAttribute('data-autofocus', '');
  }, [desk]);
  return box;
}

/** Says that the words are kept, and offers to be rid of them. */
function useKeptWords<V>(form: Form<V>, onClose: () => void): () => void {
  const t = useText();
  const announce = useAnnounce();
  return () => {
    const { draft, changed } = form;
    onClose();
    if (draft === undefined || !changed) return;
    announce(t('kit.draft.kept'), { label: t('kit.draft.discard'), run: () => void draft.discard() });
  };
}
