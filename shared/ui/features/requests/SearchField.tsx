/**
 * A search whose words stand in the URL. The field keeps its own text, because the router takes a new URL up in a
 * transition, and a field that waits for it loses letters; another's change of the URL (back, a link) is taken over.
 */
import { useState, type ReactNode, type Ref } from 'react';
import { TextField } from '../../kit/Field.tsx';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** As the URL has it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

export function SearchField({ label, placeholder, value, onChange, ref }: SearchFieldProps): ReactNode {
  const [text, setText] = useState(value);
  // What was typed and has not come back from the URL yet; undefined when the two agree.
  const [sent, setSent] = useState<string>();
  if (sent === value) setSent(undefined);
  else if (sent === undefined && text !== value) setText(value);
  return (
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
  );
}
