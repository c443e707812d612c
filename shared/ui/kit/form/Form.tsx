/**
 * A form's frame: the summary of faults, what there is to say of the draft, sections, and the submit, which on a phone
 * stays in thumb reach above the keyboard and the bar of places.
 */
import { useId, type ReactNode } from 'react';
import { Button, type ButtonKind } from '../Button.tsx';
import { DraftNotice, DraftState } from './DraftNotice.tsx';
import { ErrorSummary } from './ErrorSummary.tsx';
import type { Form as FormState } from './use-form.ts';
import './form.css';

interface FormProps<V> {
  readonly form: FormState<V>;
  /** Called when all is well; what it does with a second press while `busy` is nothing. */
  readonly onSubmit: () => void;
  readonly submit: string;
  readonly kind?: ButtonKind;
  readonly busy?: boolean;
  /** Beside the submit: cancel, discard. */
  readonly more?: ReactNode;
  readonly children: ReactNode;
}

export function Form<V>(props: FormProps<V>): ReactNode {
  const { form, onSubmit, submit, kind = 'primary', busy = false, more, children } = props;
  return (
    <form
      noValidate
      className="ct-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && form.check()) onSubmit();
      }}
    >
      <FormHead form={form} />
      {children}
      <div className="ct-form-foot">
        <div className="ct-form-acts">
          <Button type="submit" kind={kind} busy={busy}>
            {submit}
          </Button>
          {more}
        </div>
        <DraftState draft={form.draft} changed={form.changed} />
      </div>
    </form>
  );
}

export function FormHead<V>(props: { readonly form: FormState<V>; readonly short?: boolean }): ReactNode {
  const { form, short = false } = props;
  return (
    <>
      <ErrorSummary faults={form.faults} attempts={form.attempts} short={short} />
      <DraftNotice draft={form.draft} />
    </>
  );
}

interface FormSectionProps {
  readonly title: string;
  readonly text?: ReactNode;
  /** Two at a desk; on a phone there is one. */
  readonly columns?: 1 | 2;
  readonly children: ReactNode;
}

/** Fields that belong together, with a heading. A field that wants the whole width is wrapped in `<FormWide>`. */
export function FormSection({ title, text, columns = 1, children }: FormSectionProps): ReactNode {
  const id = useId();
  return (
    <section className="ct-form-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {text === undefined ? null : <p className="ct-soft">{text}</p>}
      <div className={columns === 2 ? 'ct-form-fields ct-form-two' : 'ct-form-fields'}>{children}</div>
    </section>
  );
}

export function FormWide({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="ct-form-wide">{children}</div>;
}
