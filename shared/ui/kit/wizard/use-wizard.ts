/**
 * Where one is in a wizard. The step stands in the address, so that back goes back a step and a reload stays; but nobody
 * stands beyond a step in which something is still wrong.
 */
import { useSearchParams } from 'react-router';
import type { Form } from '../form/use-form.ts';

export interface StepFields<V> {
  /** Stands in the address: `amounts`. */
  readonly id: string;
  /** Asked before one goes on. */
  readonly fields: readonly (keyof V & string)[];
}

export interface WizardPlace {
  readonly at: number;
  /** The last step that may be gone to. */
  readonly reach: number;
  readonly goTo: (step: number) => void;
  /** Checks this step, and goes on. @returns true on the last one when all of them are well */
  readonly next: () => boolean;
}

const STEP = 'step';

export function useWizard<V>(form: Form<V>, steps: readonly StepFields<V>[]): WizardPlace {
  const [params, setParams] = useSearchParams();
  const asked = steps.findIndex(({ id }) => id === params.get(STEP));
  const faulty = steps.findIndex(({ fields }) => form.isFaulty(fields));
  const last = steps.length - 1;
  const reach = faulty < 0 ? last : faulty;
  const at = Math.min(Math.max(0, asked), reach);
  const goTo = (step: number): void =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      const id = steps[step]?.id;
      if (id === undefined || step === 0) next.delete(STEP);
      else next.set(STEP, id);
      return next;
    });
  const next = (): boolean => {
    if (!form.check(steps[at]?.fields)) return false;
    if (at < last) goTo(at + 1);
    return at === last;
  };
  return { at, reach, goTo, next };
}
