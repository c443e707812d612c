/** Enter goes on to the next field, as on an adding machine. A field says where; what is left open in it is its own. */
import { useEffect, useId, useMemo, type KeyboardEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useIsDesk } from '../../kit/use-media.ts';

export type EnterField =
  | 'deposited'
  | 'expected'
  | 'expectedCount'
  | 'household'
  | 'amount'
  | 'reference'
  | 'note';

interface StepOptions {
  /** A field, or an act that says itself where to go on. */
  readonly next: EnterField | (() => void);
  /** Takes the focus when the screen opens, at a desk. */
  readonly focusFirst?: boolean;
}

export interface EnterOrder {
  readonly id: (field: EnterField) => string;
  readonly go: (field: EnterField) => void;
  readonly step: (field: EnterField, control: ReactNode, options: StepOptions) => ReactNode;
}

/** What is written there is replaced by the next letter. */
function focusOn(fieldId: string): void {
  const input = document.getElementById(fieldId);
  input?.focus();
  if (input instanceof HTMLInputElement) input.select();
}

export function useEnterOrder(): EnterOrder {
  const prefix = useId();
  return useMemo(() => {
    const id = (field: EnterField): string => `${prefix}${field}`;
    const go = (field: EnterField): void => {
      // What the key has changed is drawn first: a field may just be coming, and the next key must find it.
      flushSync(() => undefined);
      focusOn(id(field));
    };
    return {
      id,
      go,
      step: (field, control, { next, focusFirst = false }) => (
        <Step
          key={field}
          fieldId={id(field)}
          focusFirst={focusFirst}
          onNext={() => (typeof next === 'string' ? go(next) : next())}
        >
          {control}
        </Step>
      ),
    };
  }, [prefix]);
}

function Step(props: {
  readonly fieldId: string;
  readonly focusFirst: boolean;
  readonly onNext: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { fieldId, focusFirst, onNext, children } = props;
  useFirstFocus(fieldId, focusFirst);
  const onKeyDown = (event: KeyboardEvent): void => {
    const plain = event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing;
    const own = event.target instanceof HTMLInputElement && event.target.id === fieldId;
    // A list that was open has taken the key for the choice, and says itself where to go on.
    if (!plain || !own || event.defaultPrevented) return;
    event.preventDefault();
    onNext();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the key of the field within
    <div className="rc-step" onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

/** On a phone the keyboard would hide what is asked. */
function useFirstFocus(fieldId: string, wanted: boolean): void {
  const desk = useIsDesk();
  useEffect(() => {
    if (wanted && desk) focusOn(fieldId);
    // oxlint-disable-next-line react/exhaustive-deps -- only as the screen opens
  }, []);
}
