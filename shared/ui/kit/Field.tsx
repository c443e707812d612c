/**
 * Fields: label above, help beneath it, the fault beside the field. All take what `form.field(name)` gives, and work
 * alone with `value` and `onChange` too.
 */
import { useState, type ReactNode, type Ref } from 'react';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useText } from '../i18n/Text.tsx';
import { IconButton } from './Button.tsx';
import type { Choice } from './ChoiceField.tsx';
import { FieldFrame, type FieldProps } from './FieldFrame.tsx';

// Screens take all their fields from here.
export { CheckField, ChoiceField, type Choice } from './ChoiceField.tsx';
export type { FieldProps } from './FieldFrame.tsx';

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
    <FieldFrame
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
    <FieldFrame
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
    <FieldFrame
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

/** The system's own list: what phones and keyboards know best. */
export function SelectField(props: FieldProps & { readonly choices: readonly Choice[] }): ReactNode {
  return (
    <FieldFrame
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
