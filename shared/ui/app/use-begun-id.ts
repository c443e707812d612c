/**
 * The id of what a form will write, made as soon as something is filled in and kept with the draft: whatever stops between
 * writing and forgetting the draft, the form that comes back writes the same thing and not a second one.
 */
import { useEffect } from 'react';
import type { Form } from '../kit/form/use-form.ts';
import { useReplica } from './context.ts';

/** @param name of the field that holds the local id; '' until then */
export function useBegunId<K extends string>(
  form: Pick<Form<Readonly<Record<K, string>>>, 'now' | 'set' | 'changed'>,
  name: K,
): void {
  const replica = useReplica();
  const { now, set, changed } = form;
  useEffect(() => {
    if (changed && now()[name] === '')
      set({ [name]: replica.newId() } as Partial<Readonly<Record<K, string>>>);
  }, [changed, now, set, name, replica]);
}
