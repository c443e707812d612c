/**
 * The detectors that look through logs find what they are there for: each kind, each word of the demo association, and
 * at the end of a browser run a single line in the servers' log.
 */
import { appendFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import setup, { LOG_VARIABLE, logFileOfRun } from '../support/e2e-logs.ts';
import { demoSecrets, leaksIn, typedSecrets } from '../support/log-leaks.ts';

const HARMLESS = `{"req":{"id":"${v7()}","path":"/a/:association/sync/pull"},"res":{"status":200},"msg":"done"}`;

describe('looking for leaks', () => {
  it.each([
    ['a name', '{"msg":"posted by Hanna Head"}'],
    ['a mail', '{"to":"hanna.head@example.org"}'],
    ['a telephone', '{"call":"(305) 555-0196"}'],
    ['a cookie', '{"h":"communitrak.session_token=abc"}'],
    ['a token', '{"t":"taBswxbtmseX8kkaxF42p8m-s1Yh_hfNlm3_7ulyOz73KOQ"}'],
    ['a photo', '{"f":"kitchen.jpg"}'],
  ])('finds %s', (_what, line) => expect(leaksIn([line], ['Hanna Head'])).not.toEqual([]));

  it('finds nothing in a line that tells nothing', () => {
    expect(leaksIn([HARMLESS], ['Hanna Head', ...demoSecrets(), ...typedSecrets()])).toEqual([]);
  });

  it('finds every word of the demo association, and what the browser tests type', () => {
    const secrets = [...demoSecrets(), ...typedSecrets()];
    expect(secrets.length).toBeGreaterThan(1000);
    const found = leaksIn(
      secrets.map((secret, at) => `line ${at}: ${secret}`),
      secrets,
    );
    const lines = new Set(found.map(({ line }) => line.split(':')[0]));
    expect(secrets.filter((_, at) => !lines.has(`line ${at}`))).toEqual([]);
  });
});

describe('at the end of a browser run', () => {
  const exitCode = process.exitCode;
  beforeEach(() => vi.spyOn(process.stdout, 'write').mockReturnValue(true));
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = exitCode;
    delete process.env[LOG_VARIABLE];
  });

  /** A run in which so many servers were opened and logged these lines. */
  function runOf(servers: number, ...lines: readonly string[]): () => void {
    const end = setup();
    for (let opened = 0; opened < servers; opened += 1) logFileOfRun();
    const file = process.env[LOG_VARIABLE] ?? '';
    for (const line of lines) appendFileSync(file, `${line}\n`);
    return end;
  }

  it('one leaking line among harmless ones fails it', () => {
    expect(runOf(1, HARMLESS, '{"msg":"Olivia Park signs in"}', HARMLESS)).toThrow(/Olivia Park/);
    expect(process.exitCode).toBe(1);
  });

  it('servers that logged nothing fail it', () => {
    expect(runOf(2)).toThrow('2 servers ran and logged nothing');
    expect(process.exitCode).toBe(1);
  });

  it('harmless lines, and a run without a server, pass', () => {
    expect(runOf(1, HARMLESS)).not.toThrow();
    expect(runOf(0)).not.toThrow();
    expect(process.exitCode).toBe(exitCode);
  });
});
