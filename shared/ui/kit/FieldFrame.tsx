/** What stands around a field: label above, help beneath it, the fault below. Knows no kind of field. */
import { useId, type ReactNode } from 'react';
import { IconAlertCircle } from '@tabler/icons-react';
import { useText } from '../i18n/Text.tsx';

export interface FieldFrameProps {
  readonly id?: string | undefined;
  readonly label: string;
  /** Says what to write and why it is asked. */
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  /** Adds "(optional)" to the label. What is not marked is needed. */
  readonly optional?: boolean;
  /** Keeps the label for screen readers only: search fields. */
  readonly hideLabel?: boolean;
}

export interface FieldProps extends FieldFrameProps {
  readonly name?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string;
}

/** To be spread on the control: its id, and what describes it. */
export interface Described {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

export function describe(id: string, { help, error }: Pick<FieldFrameProps, 'help' | 'error'>): Described {
  const parts = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`];
  const by = parts.filter(Boolean).join(' ');
  return {
    id,
    ...(by === '' ? {} : { 'aria-describedby': by }),
    ...(error === undefined ? {} : { 'aria-invalid': true as const }),
  };
}

/** A control with a label of its own. */
export function FieldFrame(
  props: FieldFrameProps & { readonly control: (described: Described) => ReactNode },
): ReactNode {
  const own = useId();
  const id = props.id ?? own;
  return (
    <div className="ct-field" data-fault={props.error === undefined ? undefined : ''}>
      <label className={props.hideLabel === true ? 'ct-hidden' : 'ct-label'} htmlFor={id}>
        <LabelWords {...props} />
      </label>
      <FieldHelp id={id} help={props.help} />
      {props.control(describe(id, props))}
      <FieldError id={id} error={props.error} />
    </div>
  );
}

export function LabelWords({
  label,
  optional = false,
}: Pick<FieldFrameProps, 'label' | 'optional'>): ReactNode {
  const t = useText();
  return (
    <>
      {label}
      {optional ? <span className="ct-soft ct-optional"> {t('kit.optional')}</span> : null}
    </>
  );
}

export function FieldHelp({ id, help }: { readonly id: string; readonly help: ReactNode }): ReactNode {
  if (help === undefined) return null;
  return (
    <div className="ct-help" id={`${id}-help`}>
      {help}
    </div>
  );
}

export function FieldError({
  id,
  error,
}: {
  readonly id: string;
  readonly error: string | undefined;
}): ReactNode {
  if (error === undefined) return null;
  return (
    <p className="ct-field-error" id={`${id}-error`}>
      <IconAlertCircle aria-hidden />
      <span>{error}</span>
    </p>
  );
}
