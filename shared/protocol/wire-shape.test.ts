/**
 * Makes forgetting impossible: any change of what travels (a schema, an answer's declaration, a code, a header) is red
 * here until its author decides whether old apps still understand it. If they do, write the new hash; if not, raise
 * PROTOCOL_VERSION as well and keep the old hash in the history.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '@communitrak/domain/core/entity.ts';
import { REFUSAL_CODES } from '@communitrak/domain/core/verdict.ts';
import { StampSchema, WireDocSchema } from './document.ts';
import { EVENT_NAMES } from './events.ts';
import { DEVICE_HEADER, PROTOCOL_HEADER } from './headers.ts';
import { PROBLEM_CODES } from './problem.ts';
import { MAX_PULL_LIMIT, PullRequestSchema } from './pull.ts';
import { MAX_PUSH_BYTES, MAX_PUSH_ROWS, PushRequestSchema, PushRowSchema } from './push.ts';
import { MAX_VERIFY_ROWS, VerifyRequestSchema } from './verify.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION, protocolIsSupported } from './version.ts';

/** By protocol version, the shapes it had. The last of the current version must match. */
const HISTORY: Readonly<Record<number, readonly string[]>> = {
  1: ['d237baaecf20e6f1'],
  // refusal code newer-version; problem code wipe-asked; a problem that is the server's fault names its request
  // then refusal code service-unpaid and the problem codes of payments: an app without them says the general words, and
  // none of its requests is answered otherwise
  2: ['76f652db15b57a45', '7479e67e88c5e105'],
};

const ANSWERS = ['pull.ts', 'push.ts', 'verify.ts', 'events.ts', 'session.ts', 'problem.ts'] as const;

/** A file's declarations of types, without comments and blanks. */
function declarations(file: string): string {
  const text = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '');
  const found = text.match(/export (?:interface|type) [\s\S]*?\n\}?;?\n(?=\n|export|$)/g) ?? [];
  return found.join('\n').replace(/\s+/g, '');
}

function wireShape(): string {
  const values = {
    requests: [PullRequestSchema, PushRequestSchema, PushRowSchema, VerifyRequestSchema],
    documents: [WireDocSchema, StampSchema],
    codes: [PROBLEM_CODES, REFUSAL_CODES, EVENT_NAMES, COLLECTIONS],
    headers: [DEVICE_HEADER, PROTOCOL_HEADER],
    limits: [MAX_PULL_LIMIT, MAX_PUSH_ROWS, MAX_PUSH_BYTES, MAX_VERIFY_ROWS],
    answers: ANSWERS.map(declarations),
  };
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16);
}

describe('the shape of what travels', () => {
  it('is the one that was decided for this version', () => {
    expect(wireShape(), 'the wire changed: see the heading of this file').toBe(
      HISTORY[PROTOCOL_VERSION]?.at(-1),
    );
  });

  it('reads declarations from every file of answers', () => {
    for (const file of ANSWERS) expect(declarations(file), file).toContain('export');
    expect(declarations('pull.ts')).toContain('exportinterfacePullAnswer{readonlypages:readonlyPullPage[];');
  });

  it('has a history for every version from the floor', () => {
    for (let version = PROTOCOL_FLOOR; version <= PROTOCOL_VERSION; version += 1) {
      expect(HISTORY[version]).toBeDefined();
      expect(protocolIsSupported(version)).toBe(true);
    }
    expect(protocolIsSupported(PROTOCOL_FLOOR - 1)).toBe(false);
    expect(protocolIsSupported(PROTOCOL_VERSION + 1)).toBe(false);
    expect(PROTOCOL_FLOOR).toBe(PROTOCOL_VERSION - 1);
  });
});
