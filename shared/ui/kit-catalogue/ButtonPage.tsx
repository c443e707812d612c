/** Buttons of each kind, at rest, at work and held. */
import type { ReactNode } from 'react';
import { IconPlus } from '@tabler/icons-react';
import { Actions, Button } from '../kit/Button.tsx';
import type { CataloguePage } from './catalogue-page.ts';
import { SAMPLE } from './sample-words.ts';

const KINDS = ['primary', 'secondary', 'quiet', 'danger'] as const;

function Normal(): ReactNode {
  return (
    <Actions>
      {KINDS.map((kind) => (
        <Button key={kind} kind={kind} icon={<IconPlus aria-hidden />}>
          {SAMPLE.save}
        </Button>
      ))}
    </Actions>
  );
}

function Busy(): ReactNode {
  return (
    <Actions>
      {KINDS.map((kind) => (
        <Button key={kind} kind={kind} busy>
          {SAMPLE.save}
        </Button>
      ))}
    </Actions>
  );
}

function Held(): ReactNode {
  return (
    <Actions>
      <Button kind="primary" why={SAMPLE.whyHeld}>
        {SAMPLE.save}
      </Button>
    </Actions>
  );
}

function Overfull(): ReactNode {
  return (
    <Actions>
      {KINDS.map((kind) => (
        <Button key={kind} kind={kind}>
          {SAMPLE.longWords}
        </Button>
      ))}
    </Actions>
  );
}

export const buttonPage: CataloguePage = {
  id: 'button',
  title: 'Button',
  about: 'An act. One primary a screen; never disabled without saying why.',
  states: [
    { id: 'normal', title: 'Normal', Draw: Normal },
    { id: 'busy', title: 'Busy', Draw: Busy },
    { id: 'held', title: 'Held', Draw: Held },
    { id: 'overfull', title: 'Overfull', Draw: Overfull },
  ],
};
