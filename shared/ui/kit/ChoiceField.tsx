/** Choices that are all seen at once, and the one yes-or-no. */
import { useId, type ReactNode } from 'react';
import { describe, FieldError, FieldHelp, LabelWords, type FieldProps } from './FieldFrame.tsx';

export interface Choice<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly help?: string;
}

interface ChoiceFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
  /** Short ones side by side. */
  readonly inline?: boolean;
}

/** Few choices as full-width rows of radio buttons. The field's id is the first choice's, so a summary can lead there. */
export function ChoiceField(props: ChoiceFieldProps): ReactNode {
  const own = useId();
  const id = props.id ?? own;
  return (
    <fieldset
      className="ct-field"
      data-fault={props.error === undefined ? undefined : ''}
      aria-describedby={describe(id, props)['aria-describedby']}
    >
      <legend className={props.hideLabel === true ? 'ct-hidden' : 'ct-label'}>
        <LabelWords {...props} />
      </legend>
      <FieldHelp id={id} help={props.help} />
      <div className={props.inline === true ? 'ct-choices ct-choices-inline' : 'ct-choices'}>
        {props.choices.map((choice, index) => (
          <label key={choice.value} className="ct-choice">
            <input
              type="radio"
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
      <FieldError id={id} error={props.error} />
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
