import type { Request, Response } from 'express';
import { describe, expect, it } from 'vitest';
import { guardMetrics } from './metrics-guard.ts';

function passes(
  { from, headers = {} }: { readonly from: string; readonly headers?: Readonly<Record<string, string>> },
  token?: string,
  publicUrl?: string,
): boolean {
  let error: unknown;
  const req = { socket: { remoteAddress: from }, headers } as unknown as Request;
  guardMetrics(token, publicUrl)(req, {} as Response, (given?: unknown) => {
    error = given;
  });
  return error === undefined;
}

describe('who may read the metrics', () => {
  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.7', false],
    ['192.168.1.4', false],
    ['', false],
  ])('without a token, from %s: %s', (from, may) => expect(passes({ from })).toBe(may));

  it('a proxy on this machine is no program on this machine, whatever it says of itself', () => {
    const from = '127.0.0.1';
    expect(passes({ from, headers: { 'x-forwarded-for': '127.0.0.1' } })).toBe(false);
    const asked = (host: string) => passes({ from, headers: { host } }, undefined, 'https://hoa.example.com');
    expect(asked('hoa.example.com')).toBe(false);
    expect(asked('localhost:8080')).toBe(true);
  });

  it('with a token, by that alone', () => {
    const headers = { authorization: 'Bearer right-token-of-16' };
    expect(passes({ from: '10.0.0.7', headers }, 'right-token-of-16')).toBe(true);
    expect(passes({ from: '127.0.0.1' }, 'right-token-of-16')).toBe(false);
    expect(passes({ from: '127.0.0.1', headers }, 'wrong-token-of-16')).toBe(false);
  });
});
