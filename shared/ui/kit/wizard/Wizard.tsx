/**
 * A form in steps, on Mantine's Stepper: each is checked before the next, the way back loses nothing, what is written is a
 * draft. A new step's heading takes the focus. On a phone the steps are numbers, and the act stays in thumb reach.
 */
import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react';
import { Stepper } from '@mantine/core';
import '@mantine/core/styles/Stepper.layer.css';
import { useText } from '../../i18n/Text.tsx';
import { Button, type ButtonKind } from '../Button.tsx';
import { DraftState } from '../form/DraftNotice.tsx';
import { FormHead } from '../form/Form.tsx';
import type { Form } from '../form/use-form.ts';
import { useIsDesk } from '../use-media.ts';
import { useWizard, type StepFields } from './use-wizard.ts';
import './wizard.css';

export interface WizardStep<V> extends StepFields<V> {
  readonly title: string;
  /** One or two sentences under the heading. */
  readonly text?: ReactNode;
  readonly draw: () => ReactNode;
}

export interface WizardProps<V> {
  readonly form: Form<V>;
  readonly steps: readonly WizardStep<V>[];
  /** The words of the last step's act. */
  readonly finish: string;
  readonly finishKind?: ButtonKind;
  /** Why it cannot be finished though every field is well. */
  readonly finishWhy?: string | undefined;
  readonly busy?: boolean;
  readonly onFinish: () => void;
  /** Beside the act: cancel, discard. */
  readonly more?: ReactNode;
}

export function Wizard<V>(props: WizardProps<V>): ReactNode {
  const { form, steps, busy = false, finishWhy, onFinish } = props;
  const { at, reach, goTo, next } = useWizard(form, steps);
  const heading = useStepFocus(at);
  const step = steps[at];
  const isLast = at === steps.length - 1;
  if (step === undefined) return null;
  return (
    <form
      noValidate
      className="ct-form ct-wizard"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || (isLast && finishWhy !== undefined)) return;
        if (next()) onFinish();
      }}
    >
      <Steps steps={steps} at={at} reach={reach} goTo={goTo} />
      <StepHead step={step} at={at} total={steps.length} heading={heading} />
      <FormHead form={form} />
      <div className="ct-wizard-step">{step.draw()}</div>
      <Foot {...props} isLast={isLast} onBack={at === 0 ? undefined : () => goTo(at - 1)} />
    </form>
  );
}

interface StepsProps<V> {
  readonly steps: readonly WizardStep<V>[];
  readonly at: number;
  readonly reach: number;
  readonly goTo: (step: number) => void;
}

function Steps<V>({ steps, at, reach, goTo }: StepsProps<V>): ReactNode {
  const t = useText();
  const desk = useIsDesk();
  return (
    <nav className="ct-wizard-steps" aria-label={t('wizard.steps')}>
      <Stepper active={at} onStepClick={goTo} size={desk ? 'xs' : 'sm'} wrap={false}>
        {steps.map(({ id, title }, index) => (
          <Stepper.Step
            key={id}
            label={desk ? title : undefined}
            aria-label={t('wizard.mark', {
              title,
              state: index < at ? 'done' : index === at ? 'now' : 'later',
            })}
            aria-current={index === at ? 'step' : undefined}
            aria-disabled={index > reach || undefined}
            allowStepSelect={index !== at && index <= reach}
          />
        ))}
      </Stepper>
    </nav>
  );
}

function StepHead<V>(props: {
  readonly step: WizardStep<V>;
  readonly at: number;
  readonly total: number;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}): ReactNode {
  const t = useText();
  const count = useId();
  const { step, at, total, heading } = props;
  return (
    <div className="ct-wizard-head">
      <p className="ct-soft ct-small" id={count}>
        {t('wizard.step', { step: at + 1, total })}
      </p>
      <h2 tabIndex={-1} ref={heading} aria-describedby={count}>
        {step.title}
      </h2>
      {step.text === undefined ? null : <p className="ct-soft">{step.text}</p>}
    </div>
  );
}

function Foot<V>(
  props: WizardProps<V> & { readonly isLast: boolean; readonly onBack: (() => void) | undefined },
): ReactNode {
  const t = useText();
  const { form, finish, finishKind = 'primary', finishWhy, busy = false, more, isLast, onBack } = props;
  return (
    <div className="ct-form-foot">
      <div className="ct-form-acts">
        {isLast ? (
          <Button type="submit" kind={finishKind} busy={busy} why={finishWhy}>
            {finish}
          </Button>
        ) : (
          <Button type="submit" kind="primary">
            {t('wizard.next')}
          </Button>
        )}
        {onBack === undefined ? null : <Button onClick={onBack}>{t('wizard.back')}</Button>}
        {more}
      </div>
      <DraftState draft={form.draft} changed={form.changed} />
    </div>
  );
}

/** From the second step on: on the first one the page's own title has it. */
function useStepFocus(at: number): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(at);
  useEffect(() => {
    if (before.current === at) return;
    before.current = at;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView?.({ block: 'nearest' });
  }, [at]);
  return heading;
}
