/**
 * A form on Mantine's: values, faults, and a draft that is kept as it is written. A field is validated when it is left,
 * and again as it is typed once it had a fault; all of them on submit, when the faults are shown in the summary too.
 */
import { useId, useState } from 'react';
import { useForm as useMantineForm } from '@mantine/form';
import {
  changedOf,
  faultList,
  keepFaulty,
  ofFields,
  without,
  type Errors,
  type Fault,
} from './form-faults.ts';
import { useFormDraft, type FormDraft } from './use-form-draft.ts';
import type { Draft } from './use-draft.ts';

/** A choice among words takes any word: what it offers is its own. */
type Widened<T> = T extends string ? string : T;

export interface FieldBinding<T> {
  readonly id: string;
  readonly name: string;
  readonly value: T;
  readonly error: string | undefined;
  readonly onChange: (value: Widened<T>) => void;
  readonly onBlur: () => void;
}

export interface Form<V> {
  readonly values: V;
  /** As they are this instant, also between two renders. */
  readonly now: () => V;
  /** Spread into a kit field: `<TextField label={…} {...form.field('title')} />`. */
  readonly field: <K extends keyof V & string>(name: K) => FieldBinding<V[K]>;
  readonly set: (values: Partial<V>) => void;
  /** Differs from what it started from, drafts aside. */
  readonly changed: boolean;
  /** For the summary, after a failed submit, in field order. */
  readonly faults: readonly Fault[];
  /** Counts failed submits; the summary takes the focus when it changes. */
  readonly attempts: number;
  /** True when all is well; otherwise shows the faults. @param names only these fields are asked */
  readonly check: (names?: readonly (keyof V & string)[]) => boolean;
  /** Whether one of these fields has a fault now, shown or not. */
  readonly isFaulty: (names: readonly (keyof V & string)[]) => boolean;
  /** Marks a fault that only the server or the replica could find. */
  readonly fail: (name: keyof V & string, message: string) => void;
  readonly draft: FormDraft | undefined;
  /** Posted: the draft is forgotten, and the form as it was at first. */
  readonly done: () => Promise<void>;
}

interface FormOptions<V> {
  readonly initial: V;
  /** Messages by field, in the order of the screen; a field without one is fine. Must be pure. */
  readonly validate: (values: V) => Errors<V>;
  /** From `useDraft`. */
  readonly draft?: Draft<V>;
}

/** Mantine's form with the ways in which ours shows faults. */
function useValues<V extends object>(start: V, validate: FormOptions<V>['validate']) {
  const mantine = useMantineForm<V>({
    initialValues: start,
    clearInputErrorOnChange: false,
    validate: (values) => ({ ...validate(values) }),
  });
  return {
    values: mantine.values,
    errors: mantine.errors,
    now: mantine.getValues,
    /** Puts values in, and lets go of the faults that they mend. */
    show: (part: Partial<V>): void => {
      mantine.setValues(part);
      const faults = validate(mantine.getValues());
      mantine.setErrors((before) => keepFaulty(before, faults));
    },
    leave: (name: string): void => {
      void mantine.validateField(name);
    },
    check: (names?: readonly string[]): boolean => {
      const asked = ofFields(validate(mantine.getValues()), names);
      mantine.setErrors((before) => (names === undefined ? asked : { ...without(before, names), ...asked }));
      return Object.keys(asked).length === 0;
    },
    mark: (name: string, message: string): void =>
      mantine.setErrors((before) => ({ ...before, [name]: message })),
    restart: (first: V): void => {
      mantine.setValues(first);
      mantine.clearErrors();
    },
  };
}

/** How a field is bound: its id, what it shows, and what becomes of what is typed. */
function useBinding<V extends object>(state: ReturnType<typeof useValues<V>>, set: Form<V>['set']) {
  const prefix = useId();
  const idOf = (name: string): string => `${prefix}-${name}`;
  const field: Form<V>['field'] = (name) => {
    const error = state.errors[name];
    return {
      id: idOf(name),
      name,
      value: state.values[name],
      error: typeof error === 'string' ? error : undefined,
      // What a choice hands back is one of the values it was given.
      onChange: (value) => set({ [name]: value } as unknown as Partial<V>),
      onBlur: () => state.leave(name),
    };
  };
  return { idOf, field };
}

export function useForm<V extends object>({ initial, validate, draft }: FormOptions<V>): Form<V> {
  const [first] = useState(initial);
  const [attempts, setAttempts] = useState(0);
  const state = useValues<V>({ ...first, ...draft?.opening }, validate);
  const set = (part: Partial<V>): void => {
    state.show(part);
    draft?.keep(changedOf(first, state.now()));
  };
  const { idOf, field } = useBinding(state, set);
  const failed = (): false => {
    setAttempts((count) => count + 1);
    return false;
  };
  const again = (): void => {
    state.restart(first);
    setAttempts(0);
  };
  return {
    values: state.values,
    now: state.now,
    set,
    field,
    attempts,
    changed: changedOf(first, state.values) !== undefined,
    faults: attempts === 0 ? [] : faultList(validate(state.values), state.errors, idOf),
    check: (names) => state.check(names) || failed(),
    isFaulty: (names) => Object.keys(ofFields(validate(state.values), names)).length > 0,
    fail: (name, message) => {
      state.mark(name, message);
      failed();
    },
    draft: useFormDraft({ draft, first, values: state.values, show: state.show, again }),
    done: async () => {
      await draft?.drop();
      again();
    },
  };
}
