/**
 * What changed from one version of the wire to the next, as pure conversions at the wire's door: a request of the
 * version before is brought up before it is parsed, its answer is brought down before it is sent. Behind the door there
 * is one version. Each step is written once, when a version is made, and never edited; when its older version falls
 * below the floor it goes.
 */
import type { PullAnswer } from './pull.ts';
import type { PushAnswer, PushVerdict } from './push.ts';
import type { VerifyAnswer } from './verify.ts';
import { PROTOCOL_VERSION } from './version.ts';

export interface Answers {
  readonly pull: PullAnswer;
  readonly push: PushAnswer;
  readonly verify: VerifyAnswer;
}
export type Message = keyof Answers;

/** The step from version n to n+1. What is absent did not change, and costs nothing. */
export interface WireStep {
  /** Requests as they came in, not parsed yet: n → n+1. */
  readonly up?: { readonly [M in Message]?: (body: Readonly<Record<string, unknown>>) => unknown };
  /** Answers: n+1 → n. */
  readonly down?: { readonly [M in Message]?: (answer: Answers[M]) => Answers[M] };
}

export type WireHistory = Readonly<Record<number, WireStep>>;

/** Version 1 has no words for `newer-version`; what its member must do is what `app-too-old` tells them: update. */
function withoutNewerVersion(verdict: PushVerdict): PushVerdict {
  return verdict.verdict === 'refused' && verdict.code === 'newer-version'
    ? { ...verdict, code: 'app-too-old' }
    : verdict;
}

export const WIRE_HISTORY: WireHistory = {
  1: { down: { push: ({ rows }) => ({ rows: rows.map(withoutNewerVersion) }) } },
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The request in the current version's shape. @param version that it was written in, one that is supported */
export function upgradeRequest(
  message: Message,
  version: number,
  body: unknown,
  history: WireHistory = WIRE_HISTORY,
  current: number = PROTOCOL_VERSION,
): unknown {
  let upgraded = body;
  for (let from = version; from < current; from += 1) {
    const step = history[from]?.up?.[message];
    if (step !== undefined && isObject(upgraded)) upgraded = step(upgraded);
  }
  return isObject(upgraded) ? { ...upgraded, protocol: current } : upgraded;
}

/** Whether an answer for this version differs from the current one's: if not, it need not be taken apart. */
export function answerDiffers(
  message: Message,
  version: number,
  history: WireHistory = WIRE_HISTORY,
  current: number = PROTOCOL_VERSION,
): boolean {
  for (let from = version; from < current; from += 1) {
    if (history[from]?.down?.[message] !== undefined) return true;
  }
  return false;
}

/** The answer as the asking version knows it. */
export function downgradeAnswer<M extends Message>(
  message: M,
  version: number,
  answer: Answers[M],
  history: WireHistory = WIRE_HISTORY,
  current: number = PROTOCOL_VERSION,
): Answers[M] {
  let downgraded = answer;
  for (let to = current - 1; to >= version; to -= 1) {
    const step: ((answer: Answers[M]) => Answers[M]) | undefined = history[to]?.down?.[message];
    if (step !== undefined) downgraded = step(downgraded);
  }
  return downgraded;
}
