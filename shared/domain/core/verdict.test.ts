import { describe, expect, it } from 'vitest';
import { aPrincipal } from '@communitrak/testkit/builders.ts';
import { has, householdsOf, isOffice, meets } from './principal.ts';
import { ALLOWED, firstRefusal, refuse } from './verdict.ts';

describe('verdicts', () => {
  it('are the first refusal, and later rules are not asked', () => {
    const asked: string[] = [];
    const rule =
      (name: string, verdict = ALLOWED) =>
      () => {
        asked.push(name);
        return verdict;
      };
    const verdict = firstRefusal(
      rule('a'),
      rule('b', refuse('closed', 'body.title')),
      rule('c', refuse('invalid')),
    );
    expect(verdict).toEqual({ ok: false, code: 'closed', detail: 'body.title' });
    expect(asked).toEqual(['a', 'b']);
    expect(firstRefusal()).toEqual({ ok: true });
    expect(refuse('closed')).toEqual({ ok: false, code: 'closed' });
  });
});

describe('a principal', () => {
  const head = aPrincipal('m1', ['all', 'hh:h1', 'head:h1', 'hh:h2']);

  it('is of the households whose keys they carry', () => {
    expect(householdsOf(head)).toEqual(['h1', 'h2']);
    expect(has(head, 'head:h1')).toBe(true);
    expect(isOffice(head)).toBe(false);
    expect(isOffice(aPrincipal('m2', ['office']))).toBe(true);
  });

  it('sees what their keys meet', () => {
    expect(meets(head, ['office', 'hh:h2'])).toBe(true);
    expect(meets(head, ['u:m1'])).toBe(true);
    expect(meets(head, ['office', 'hh:h3'])).toBe(false);
    expect(meets(head, [])).toBe(false);
  });
});
