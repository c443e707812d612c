import { describe, expect, it } from 'vitest';
import { safeError, safeWords } from './safe-error.ts';

describe('an error as it may be logged', () => {
  it('says what and where, and quotes nothing', () => {
    const thrown = (() => {
      try {
        return JSON.parse('{"name": "Ana Ruiz", "mail": ana@example.org}') as unknown;
      } catch (error) {
        return error;
      }
    })();
    const logged = safeError(thrown);
    expect(JSON.stringify(logged)).not.toMatch(/Ana|Ruiz|example/);
    expect(logged).toMatchObject({ type: 'SyntaxError', stack: expect.stringContaining('safe-error.test') });
  });

  it.each([
    ['no user "Ana Ruiz" here', 'no user "…" here'],
    ["no 'Ana' here", 'no "…" here'],
    ['mail to ana@example.org failed', 'mail to …@… failed'],
    ['connect http://admin:hunter2@10.0.0.1:5984/ refused', 'connect http://10.0.0.1:5984/ refused'],
    [
      'request:0192 does not parse: body.title: must be string',
      'request:0192 does not parse: body.title: must be string',
    ],
  ])('%s', (words, safe) => expect(safeWords(words)).toBe(safe));

  it('keeps codes, drops other fields, and follows causes', () => {
    const error = Object.assign(new Error('away', { cause: new Error('to "Ana"') }), {
      code: 'ECONNREFUSED',
      body: { name: 'Ana' },
    });
    const logged = safeError(error);
    expect(logged).toMatchObject({ message: 'away', code: 'ECONNREFUSED', cause: { message: 'to "…"' } });
    expect(JSON.stringify(logged)).not.toContain('Ana');
    expect(safeError('Ana')).toBe('a thrown string');
  });
});
