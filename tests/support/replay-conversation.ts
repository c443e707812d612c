/**
 * Plays the client's part of a recorded conversation against a server of today and holds each answer against the
 * recorded one. What a server makes anew each time (tokens, times, hashes over times) is learnt as it comes and put in
 * place of what was recorded; everything else must be the same, field by field, none more and none fewer.
 */
import { readFileSync } from 'node:fs';
import type { Envelope, WireDoc } from '@communitrak/domain/core/envelope.ts';
import { contentHash } from '@communitrak/protocol/hash.ts';
import type { Message } from './record-conversation.ts';

export interface Recording {
  readonly protocol: number;
  readonly association: string;
  readonly members: Readonly<Record<string, { readonly member: string; readonly name: string }>>;
  readonly documents: readonly Envelope[];
  readonly messages: readonly Message[];
}

export function readRecording(name: string): Recording {
  const file = new URL(`../fixtures/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Recording;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDocument = (value: Readonly<Record<string, unknown>>): boolean =>
  ['id', 'type', 'stamp', 'body', '_deleted'].every((field) => field in value);

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
/** Sealed, and so different each time. */
const TOKEN = /^[A-Za-z0-9_-]{40,}$/;
/** A sort key made of the server's time. */
const NEWEST_FIRST = /^\d\.\d{13}$/;

export class Replay {
  /** What was recorded → what it is now. */
  readonly #now = new Map<string, string>();
  readonly differences: string[] = [];

  /** The recorded request, with what this server has said in place of what that one said. */
  ask(value: unknown): unknown {
    if (typeof value === 'string') return this.#now.get(value) ?? value;
    if (Array.isArray(value)) return value.map((one) => this.ask(one));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, this.ask(one)]));
  }

  hear(recorded: unknown, answer: unknown, place: string): void {
    if (typeof recorded === 'string' && typeof answer === 'string') this.#text(recorded, answer, place);
    else if (Array.isArray(recorded) && Array.isArray(answer)) {
      if (recorded.length !== answer.length) {
        this.differences.push(`${place}: ${recorded.length} were recorded, ${answer.length} came`);
      }
      recorded.forEach((one, index) => this.hear(one, answer[index], `${place}.${index}`));
    } else if (isObject(recorded) && isObject(answer)) this.#object(recorded, answer, place);
    else if (recorded !== answer) this.#differ(recorded, answer, place);
  }

  #object(
    recorded: Readonly<Record<string, unknown>>,
    answer: Readonly<Record<string, unknown>>,
    place: string,
  ): void {
    for (const field of new Set([...Object.keys(recorded), ...Object.keys(answer)])) {
      if (!(field in recorded)) this.differences.push(`${place}.${field}: was not in that version`);
      else if (!(field in answer)) this.differences.push(`${place}.${field}: is missing`);
      else this.hear(recorded[field], answer[field], `${place}.${field}`);
    }
    if (isDocument(recorded) && isDocument(answer)) {
      this.#now.set(contentHash(recorded as unknown as WireDoc), contentHash(answer as unknown as WireDoc));
    }
  }

  #text(recorded: string, answer: string, place: string): void {
    const made = [TIME, TOKEN, NEWEST_FIRST].some((kind) => kind.test(recorded) && kind.test(answer));
    if (made) this.#now.set(recorded, answer);
    else if (recorded !== answer) this.#differ(recorded, answer, place);
  }

  #differ(recorded: unknown, answer: unknown, place: string): void {
    this.differences.push(
      `${place}: ${JSON.stringify(recorded)} was recorded, ${JSON.stringify(answer)} came`,
    );
  }
}
