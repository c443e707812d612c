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
  /** Most characters; how many are left is said when there are few. */
  readonly limit?: number;
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

export function describe(
  id: string,
  { help, error }: Pick<FieldFrameProps, 'help' | 'error'>,
  counted = false,
): Described {
  const parts = [
    help === undefined ? '' : `${id}-help`,
    error === undefined ? '' : `${id}-error`,
    counted ? `${id}-count` : '',
  ];
  const by = parts.filter(Boolean).join(' ');
  return {
    id,
    ...(by === '' ? {} : { 'aria-describedby': by }),
    ...(error === undefined ? {} : { 'aria-invalid': true as const }),
  };
}

/** A control with a label of its own. */
export function FieldFrame(
  props: FieldFrameProps & {
    /** What is written so far, where it is counted. */
    readonly value?: string;
    readonly control: (described: Described) => ReactNode;
  },
): ReactNode {
  const own = useId();
  const id = props.id ?? own;
  const left = leftOf(props.limit, props.value);
  return (
    <div className="ct-field" data-fault={props.error === undefined ? undefined : ''}>
      <label className={props.hideLabel === true ? 'ct-hidden' : 'ct-label'} htmlFor={id}>
        <LabelWords {...props} />
      </label>
      <FieldHelp id={id} help={props.help} />
      {props.control(describe(id, props, left !== undefined))}
      {left === undefined ? null : <Counter id={id} left={left} />}
      <FieldError id={id} error={props.error} />
    </div>
  );
}

/** From here on it is worth knowing how much room is left. */
const NEAR = 0.9;

/** Undefined where nothing is counted, or much is left. Negative: too many. */
function leftOf(limit: number | undefined, value: string | undefined): number | undefined {
  if (limit === undefined || value === undefined) return undefined;
  const { length } = value.trim();
  return length < limit * NEAR ? undefined : limit - length;
}

function Counter({ id, left }: { readonly id: string; readonly left: number }): ReactNode {
  const t = useText();
  return (
    <p className={left < 0 ? 'ct-counter ct-counter-over' : 'ct-counter'} id={`${id}-count`}>
      {left < 0 ? t('kit.field.over', { count: -left }) : t('kit.field.left', { count: left })}
    </p>
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
