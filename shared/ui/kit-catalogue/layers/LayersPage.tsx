/** What lies over a screen: sheet, menu in a sheet, messages over a full screen of buttons, in Spanish. */
import { useEffect, useState, type ReactNode } from 'react';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Actions, Button } from '../../kit/Button.tsx';
import { PickMenu } from '../../kit/PickMenu.tsx';
import { Sheet } from '../../kit/Sheet.tsx';
import type { CataloguePage } from '../catalogue-page.ts';
import { InSpanish } from '../InSpanish.tsx';
import { SAMPLE } from '../sample-words.ts';
import { LAYER_WORDS } from './layer-words.ts';

const PICKS = [
  { value: 'open', label: LAYER_WORDS.open },
  { value: 'waiting', label: LAYER_WORDS.waiting, help: LAYER_WORDS.waitingHelp },
];

function MenuInSheet(): ReactNode {
  const [open, setOpen] = useState(true);
  const [menu, setMenu] = useState(false);
  const [status, setStatus] = useState('open');
  const shown = PICKS.find(({ value }) => value === status)?.label ?? status;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{LAYER_WORDS.openSheet}</Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={LAYER_WORDS.sheet}
        footer={<Button kind="primary">{SAMPLE.save}</Button>}
      >
        <p>{LAYER_WORDS.sheetText}</p>
        <PickMenu
          label={LAYER_WORDS.status}
          name={LAYER_WORDS.status}
          value={status}
          picks={PICKS}
          open={menu}
          onOpen={setMenu}
          onPick={setStatus}
        >
          {shown}
        </PickMenu>
      </Sheet>
    </>
  );
}

function Said({
  words,
  buttons = 1,
}: {
  readonly words: readonly string[];
  readonly buttons?: number;
}): ReactNode {
  const announce = useAnnounce();
  const say = (): void => {
    for (const line of words) announce(line, { label: LAYER_WORDS.undo, run: () => undefined });
  };
  useEffect(() => {
    say();
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the sample comes
  }, []);
  return (
    <Actions>
      {Array.from({ length: buttons }, (_, index) => (
        <Button key={index} onClick={say}>
          {LAYER_WORDS.say}
        </Button>
      ))}
    </Actions>
  );
}

const Messages = (): ReactNode => <Said words={[LAYER_WORDS.done]} />;
const Three = (): ReactNode => <Said words={LAYER_WORDS.many} />;
const Overfull = (): ReactNode => <Said words={[LAYER_WORDS.long, ...LAYER_WORDS.many]} buttons={60} />;
const Spanish = (): ReactNode => (
  <InSpanish>
    <Said words={[SAMPLE.longWords]} />
  </InSpanish>
);

export const layersPage: CataloguePage = {
  id: 'layers',
  title: 'Layers and messages',
  about:
    'One stack: Escape and Back take the top one. Messages cover no button, wait while looked at, and are reached by F8.',
  states: [
    { id: 'message', title: 'A message', Draw: Messages },
    { id: 'three', title: 'Three messages', Draw: Three },
    { id: 'sheet', title: 'A menu in a sheet', Draw: MenuInSheet },
    { id: 'overfull', title: 'Overfull', Draw: Overfull },
    { id: 'spanish', title: 'Spanish', Draw: Spanish },
  ],
};
