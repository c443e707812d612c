/**
 * Fields: label above, help beneath it, the fault beside the field. All take what `form.field(name)` gives, and work
 * alone with `value` and `onChange` too.
 */
import { useId, useRef, useState, type ReactNode, type Ref } from 'react';
import { IconAlertCircle, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useText } from '../i18n/Text.tsx';
import { IconButton } from './Button.tsx';

interface FieldFrameProps {
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

interface Described {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

function Frame(
  props: FieldFrameProps & { readonly control: (described: Described) => ReactNode },
): ReactNode {
  const { label, help, error, optional = false, hideLabel = false, control } = props;
  const t = useText();
  const own = useId();
  const id = props.id ?? own;
  const described = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`].filter(
    Boolean,
  );
  return (
    <div className="ct-field" data-fault={error === undefined ? undefined : ''}>
      <label className={hideLabel ? 'ct-hidden' : 'ct-label'} htmlFor={id}>
        {label}
        {optional ? <span className="ct-soft ct-optional"> {t('kit.optional')}</span> : null}
      </label>
      {help === undefined ? null : (
        <div className="ct-help" id={`${id}-help`}>
          {help}
        </div>
      )}
      {control({
        id,
        ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
        ...(error === undefined ? {} : { 'aria-invalid': true as const }),
      })}
      {error === undefined ? null : <FieldError id={`${id}-error`} error={error} />}
    </div>
  );
}

function FieldError({ id, error }: { readonly id: string; readonly error: string }): ReactNode {
  return (
    <p className="ct-field-error" id={id}>
      <IconAlertCircle aria-hidden />
      <span>{error}</span>
    </p>
  );
}

interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'search' | 'date' | 'tel';
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly inputMode?: 'text' | 'email' | 'numeric' | 'search' | 'tel';
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps): ReactNode {
  const {
    name,
    value,
    onChange,
    onBlur,
    placeholder,
    type = 'text',
    autoComplete,
    maxLength,
    inputMode,
    ref,
  } = props;
  return (
    <Frame
      {...props}
      control={(described) => (
        <input
          {...described}
          className="ct-input"
          ref={ref}
          type={type}
          name={name}
          value={value}
          placeholder={placeholder}
          autoComplete={autoComplete}
          maxLength={maxLength}
          inputMode={inputMode}
          onBlur={onBlur}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    />
  );
}

export function PasswordField(props: FieldProps & { readonly autoComplete?: string }): ReactNode {
  const t = useText();
  const [visible, setVisible] = useState(false);
  return (
    <Frame
      {...props}
      control={(described) => (
        <div className="ct-input-with">
          <input
            {...described}
            className="ct-input"
            type={visible ? 'text' : 'password'}
            name={props.name}
            value={props.value}
            autoComplete={props.autoComplete ?? 'current-password'}
            autoCapitalize="none"
            spellCheck={false}
            onBlur={props.onBlur}
            onChange={(event) => props.onChange(event.currentTarget.value)}
          />
          <IconButton
            label={t(visible ? 'kit.password.hide' : 'kit.password.show')}
            aria-pressed={visible}
            onClick={() => setVisible(!visible)}
          >
            {visible ? <IconEyeOff /> : <IconEye />}
          </IconButton>
        </div>
      )}
    />
  );
}

interface TextAreaProps extends FieldProps {
  readonly rows?: number;
  readonly maxLength?: number;
  readonly ref?: Ref<HTMLTextAreaElement>;
  /** Called on Ctrl/⌘+Enter. */
  readonly onSend?: () => void;
}

/** Grows with its text. */
export function TextAreaField(props: TextAreaProps): ReactNode {
  const { rows = 4, maxLength, ref, onSend } = props;
  return (
    <Frame
      {...props}
      control={(described) => (
        <textarea
          {...described}
          className="ct-input ct-textarea"
          ref={ref}
          rows={rows}
          name={props.name}
          value={props.value}
          placeholder={props.placeholder}
          maxLength={maxLength}
          onBlur={props.onBlur}
          onChange={(event) => props.onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend?.();
          }}
        />
      )}
    />
  );
}

export interface Choice<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly help?: string;
}

/** The system's own list: what phones and keyboards know best. */
export function SelectField(props: FieldProps & { readonly choices: readonly Choice[] }): ReactNode {
  return (
    <Frame
      {...props}
      control={(described) => (
        <select
          {...described}
          className="ct-input ct-select"
          name={props.name}
          value={props.value}
          onBlur={props.onBlur}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          {props.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    />
  );
}

/** Few choices, all seen at once: radio buttons as full-width rows. `inline` puts short ones side by side. */
export function ChoiceField(
  props: FieldProps & { readonly choices: readonly Choice[]; readonly inline?: boolean },
): ReactNode {
  const t = useText();
  const own = useId();
  const id = props.id ?? own;
  const first = useRef<HTMLInputElement>(null);
  const described = [
    props.help === undefined ? '' : `${id}-help`,
    props.error === undefined ? '' : `${id}-error`,
  ];
  return (
    <fieldset
      className="ct-field"
      data-fault={props.error === undefined ? undefined : ''}
      aria-describedby={described.join(' ').trim() || undefined}
    >
      <legend className={props.hideLabel === true ? 'ct-hidden' : 'ct-label'}>
        {props.label}
        {props.optional === true ? <span className="ct-soft ct-optional"> {t('kit.optional')}</span> : null}
      </legend>
      {props.help === undefined ? null : (
        <div className="ct-help" id={`${id}-help`}>
          {props.help}
        </div>
      )}
      <div className={props.inline === true ? 'ct-choices ct-choices-inline' : 'ct-choices'}>
        {props.choices.map((choice, index) => (
          <label key={choice.value} className="ct-choice">
            <input
              type="radio"
              ref={index === 0 ? first : undefined}
              id={index === 0 ? id : undefined}
              name={props.name ?? id}
              value={choice.value}
              checked={props.value === choice.value}
              onBlur={props.onBlur}
              onChange={() => props.onChange(choice.value)}
            />
            <span>
              {choice.label}
              {choice.help === undefined ? null : <span className="ct-choice-help">{choice.help}</span>}
            </span>
          </label>
        ))}
      </div>
      {props.error === undefined ? null : <FieldError id={`${id}-error`} error={props.error} />}
    </fieldset>
  );
}

/** One yes-or-no. */
export function CheckField(props: {
  readonly label: string;
  readonly help?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): ReactNode {
  const id = useId();
  return (
    <label className="ct-choice ct-check">
      <input
        type="checkbox"
        checked={props.checked}
        aria-describedby={props.help === undefined ? undefined : id}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>
        {props.label}
        {props.help === undefined ? null : (
          <span className="ct-choice-help" id={id}>
            {props.help}
          </span>
        )}
      </span>
    </label>
  );
}
