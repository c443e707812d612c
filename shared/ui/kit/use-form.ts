/**
 * A form's values and faults. Validates a field when it is left, and again as it is typed once it had a fault; all of
 * them on submit, when the faults are shown beside the fields and in the ErrorSummary.
 */
import { useId, useState } from 'react';

export interface FieldBinding {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
}

export interface Fault {
  readonly fieldId: string;
  readonly message: string;
}

export interface Form<V extends Record<string, string>> {
  readonly values: V;
  /** Spread into a kit field: `<TextField label={…} {...form.field('title')} />`. */
  readonly field: (name: keyof V & string) => FieldBinding;
  readonly set: (values: Partial<V>) => void;
  /** Faults shown after a failed submit, in field order, for `<ErrorSummary faults={form.faults} />`. */
  readonly faults: readonly Fault[];
  /** Counts failed submits; the summary takes the focus when it changes. */
  readonly attempts: number;
  /** True when all is well; otherwise shows the faults. */
  readonly check: () => boolean;
  /** Marks a fault that only the server or the replica could find. */
  readonly fail: (name: keyof V & string, message: string) => void;
}

interface FormOptions<V extends Record<string, string>> {
  readonly initial: V;
  /** Messages by field, in the member's words; a field without an entry is fine. Must be pure. */
  readonly validate: (values: V) => Partial<Record<keyof V & string, string>>;
  /** Told of every change: drafts are saved here. */
  readonly onValues?: (values: V) => void;
}

type Errors<V> = Partial<Record<keyof V & string, string>>;

export function useForm<V extends Record<string, string>>(options: FormOptions<V>): Form<V> {
  const { initial, validate, onValues } = options;
  const prefix = useId();
  const [values, setValues] = useState<V>(initial);
  const { shown, submitted, attempts, show, submit, renew } = useFaults<V>();
  const set = (part: Partial<V>): void => {
    const next = { ...values, ...part };
    setValues(next);
    onValues?.(next);
    renew(validate(next));
  };
  const idOf = (name: string): string => `${prefix}-${name}`;
  return {
    values,
    set,
    attempts,
    field: (name) => ({
      id: idOf(name),
      name,
      value: values[name] ?? '',
      error: shown[name],
      onChange: (value) => set({ [name]: value } as Partial<V>),
      onBlur: () => show(name, validate(values)[name]),
    }),
    faults: Object.entries(submitted).flatMap(([name, message]) =>
      typeof message === 'string' ? [{ fieldId: idOf(name), message }] : [],
    ),
    check: () => submit(validate(values)),
    fail: (name, message) => submit(withFault(submitted, name, message)),
  };
}

interface Faults<V> {
  /** Beside the fields. */
  readonly shown: Errors<V>;
  /** In the summary. */
  readonly submitted: Errors<V>;
  readonly attempts: number;
  readonly show: (name: keyof V & string, message: string | undefined) => void;
  /** True when there is none. */
  readonly submit: (faults: Errors<V>) => boolean;
  readonly renew: (faults: Errors<V>) => void;
}

function useFaults<V>(): Faults<V> {
  const [shown, setShown] = useState<Errors<V>>({});
  const [submitted, setSubmitted] = useState<Errors<V>>({});
  const [attempts, setAttempts] = useState(0);
  return {
    shown,
    submitted,
    attempts,
    show: (name, message) => setShown((before) => withFault(before, name, message)),
    submit: (faults) => {
      setShown(faults);
      setSubmitted(faults);
      const fine = Object.values(faults).every((message) => message === undefined);
      if (!fine) setAttempts((count) => count + 1);
      return fine;
    },
    renew: (faults) => {
      setShown((before) => keepFaulty(before, faults));
      setSubmitted((before) => keepFaulty(before, faults));
    },
  };
}

function withFault<V>(before: Errors<V>, name: keyof V & string, message: string | undefined): Errors<V> {
  const rest = { ...before };
  delete rest[name];
  return message === undefined ? rest : { ...rest, [name]: message };
}

/** Faults already shown stay only while they hold, in their newest words; new ones wait until the field is left. */
function keepFaulty<V>(before: Errors<V>, now: Errors<V>): Errors<V> {
  const kept: Errors<V> = {};
  for (const name of Object.keys(before) as (keyof V & string)[]) {
    const message = now[name];
    if (message !== undefined) kept[name] = message;
  }
  return kept;
}
