/**
 * JSON over HTTP for the embedded store: reads bodies within limits, answers, and turns refusals into CouchDB's words.
 * Whatever comes in is refused here when PouchDB could stumble over it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord } from '../couch/couch-json.ts';

/** An answer other than success, as CouchDB words it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly error: string;
  constructor(status: number, error: string, reason: string) {
    super(reason);
    this.status = status;
    this.error = error;
  }
}

export const badRequest = (reason: string): Refusal => new Refusal(400, 'bad_request', reason);

const LARGEST_BODY = 64 * 1024 * 1024;
/** PouchDB copies documents by recursion. */
const DEEPEST = 200;

function assertJsonType(request: IncomingMessage): void {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return;
  throw new Refusal(415, 'bad_content_type', 'Content-Type must be application/json');
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new Refusal(413, 'too_large', `The request is larger than ${LARGEST_BODY} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isTooDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((part) => isTooDeep(part, left - 1));
}

/** The body, a JSON object. */
export async function readJson(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  assertJsonType(request);
  const bytes = await readBytes(request);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw badRequest('invalid UTF-8 JSON');
  }
  if (isTooDeep(value, DEEPEST)) throw badRequest(`JSON nested deeper than ${DEEPEST}`);
  if (!isRecord(value)) throw badRequest('Request body must be a JSON object');
  return value;
}

export function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.writableEnded || response.destroyed) return;
  if (!response.headersSent) {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  }
  response.end(`${JSON.stringify(body)}\n`);
}

export function answerRefusal(response: ServerResponse, refusal: Refusal): void {
  // The rest of an oversized body is not read, so the connection cannot serve another request.
  if (refusal.status === 413 && !response.headersSent) response.setHeader('connection', 'close');
  answer(response, refusal.status, { error: refusal.error, reason: refusal.message });
}

/** Query parameters as CouchDB reads them. */
export interface Query {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  /** A JSON string such as `"abc"`. */
  key(...names: readonly string[]): string | undefined;
  count(name: string): number | undefined;
}

export function queryOf(parameters: URLSearchParams): Query {
  const text = (name: string): string | undefined => parameters.get(name) ?? undefined;
  return {
    text,
    flag: (name) => text(name) === 'true',
    key(...names) {
      const raw = names.map(text).find((value) => value !== undefined);
      if (raw === undefined) return undefined;
      let value: unknown;
      try {
        value = JSON.parse(raw);
      } catch {
        throw badRequest('Invalid JSON in a query parameter');
      }
      if (typeof value !== 'string') throw badRequest('Keys must be JSON strings');
      return value;
    },
    count(name) {
      const raw = text(name);
      if (raw === undefined) return undefined;
      if (!/^\d{1,12}$/.test(raw))
        throw new Refusal(400, 'query_parse_error', `${name} must be a whole number`);
      return Number(raw);
    },
  };
}
