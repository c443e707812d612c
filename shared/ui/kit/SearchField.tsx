/**
 * A search whose words stand in the URL. The field keeps its own text, because the router takes a new URL up in a
 * transition, and a field that waits for it loses letters; another's change of the URL (back, a link) is taken over.
 */
import { useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { TextField } from './Field.tsx';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** As the URL has it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Arrow down or Enter: on to what was found. */
  readonly onLeave?: (key: 'ArrowDown' | 'Enter') => void;
  readonly ref?: Ref<HTMLInputElement>;
}

export function SearchField(props: SearchFieldProps): ReactNode {
  const { label, placeholder, value, onChange, onLeave, ref } = props;
  const [text, setText] = useState(value);
  // What was typed and has not come back from the URL yet; undefined when the two agree.
  const [sent, setSent] = useState<string>();
  if (sent === value) setSent(undefined);
  else if (sent === undefined && text !== value) setText(value);
  const onKey = (event: KeyboardEvent): void => {
    if ((event.key !== 'ArrowDown' && event.key !== 'Enter') || event.nativeEvent.isComposing) return;
    if (onLeave === undefined) return;
    event.preventDefault();
    onLeave(event.key);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- listens to the field inside
    <div className="ct-search" onKeyDown={onKey}>
      <TextField
        type="search"
        hideLabel
        label={label}
        placeholder={placeholder}
        value={text}
        {...(ref === undefined ? {} : { ref })}
        onChange={(next) => {
          setText(next);
          setSent(next);
          onChange(next);
        }}
      />
    </div>
  );
}
