/** Presses papers in a thread of its own: one message a paper, one answer a paper, the file at the end. */
import type { Paper } from './paper.ts';
import { pressing, type Pressing, type PressingOptions } from './pressing.ts';

export type ToPress =
  | { readonly kind: 'begin'; readonly options: PressingOptions }
  | { readonly kind: 'paper'; readonly paper: Paper }
  | { readonly kind: 'end' };
export type FromPress =
  | { readonly kind: 'taken' }
  | { readonly kind: 'file'; readonly file: Blob }
  | { readonly kind: 'fault'; readonly text: string };

let work: Pressing | undefined;

async function answer(message: ToPress): Promise<FromPress> {
  if (message.kind === 'begin') work = pressing(message.options);
  else if (message.kind === 'paper') await work?.add(message.paper);
  else if (work !== undefined) return { kind: 'file', file: await work.end() };
  return { kind: 'taken' };
}

addEventListener('message', ({ data }: MessageEvent<ToPress>) => {
  void answer(data)
    .catch((fault: unknown): FromPress => ({ kind: 'fault', text: String(fault) }))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's has none
    .then((said) => postMessage(said));
});
