import { describe, expect, it } from 'vitest';
import { CALL_NAMES, TELL_NAMES } from './channels.ts';
import { isAppPath, MAX_FILE_BYTES, parseAnswer, parseCall, parsePush, parseTell } from './parse.ts';

describe('paths of the app', () => {
  it.each(['/app', '/app/', '/app/willow/requests/0190-a', '/app/w/inbox?status=open#top', '/app/w/a..b'])(
    'takes %s',
    (path) => expect(isAppPath(path)).toBe(true),
  );
  it.each([
    '/application',
    '/connect',
    'app/x',
    'https://evil.example/app/',
    '//evil.example/app/',
    '/app//evil.example',
    '/app/../connect',
    '/app/..',
    '/app/a/./b',
    '/app/\\evil',
    '/app/a b',
    'javascript:alert(1)',
    '',
    7,
    `/app/${'a'.repeat(3000)}`,
  ])('refuses %s', (path) => expect(isAppPath(path)).toBe(false));
});

describe('calls', () => {
  it('has a guard for every name in the table', () => {
    expect(Object.keys(parseCall).sort()).toEqual([...CALL_NAMES].sort());
    expect(Object.keys(parseAnswer).sort()).toEqual([...CALL_NAMES].sort());
    expect(Object.keys(parseTell).sort()).toEqual([...TELL_NAMES].sort());
  });

  it('takes a file and keeps only its fields', () => {
    const bytes = new Uint8Array([1, 2]);
    expect(parseCall['save-file']({ name: 'a.json', bytes, more: 1 })).toEqual({ name: 'a.json', bytes });
  });

  it.each([
    undefined,
    null,
    [],
    'text',
    {},
    { name: '', bytes: new Uint8Array() },
    { name: 'a', bytes: 'text' },
    { name: 'a', bytes: [1, 2] },
    { name: 'a'.repeat(201), bytes: new Uint8Array() },
  ])('refuses %j as a file', (value) => expect(parseCall['save-file'](value)).toBeUndefined());

  it('refuses a file beyond the limit without copying it', () => {
    const bytes = new Uint8Array(0);
    Object.defineProperty(bytes, 'byteLength', { value: MAX_FILE_BYTES + 1 });
    expect(parseCall['save-file']({ name: 'a', bytes })).toBeUndefined();
  });

  it('takes an address, even an empty one, and nothing else', () => {
    expect(parseCall.connect({ address: 'hoa.example' })).toEqual({ address: 'hoa.example' });
    expect(parseCall.connect({ address: '' })).toEqual({ address: '' });
    expect(parseCall.connect({ address: 7 })).toBeUndefined();
    expect(parseCall.connect({ address: 'a'.repeat(501) })).toBeUndefined();
  });

  it('takes nothing for print', () => {
    expect(parseCall.print({})).toEqual({});
    expect(parseCall.print({ silent: true })).toBeUndefined();
    expect(parseCall.print(undefined)).toBeUndefined();
  });
});

describe('tells and pushes', () => {
  const notice = { title: 'Request 12', body: '', path: '/app/w/requests/1' };
  it('takes a notice with a path of the app', () => {
    expect(parseTell.notify(notice)).toEqual(notice);
    expect(parseTell.notify({ ...notice, path: 'https://evil.example/' })).toBeUndefined();
    expect(parseTell.notify({ ...notice, title: '' })).toBeUndefined();
    expect(parseTell.notify({ ...notice, body: 'x'.repeat(2001) })).toBeUndefined();
  });

  it('knows two languages', () => {
    expect(parseTell.language({ language: 'es' })).toEqual({ language: 'es' });
    expect(parseTell.language({ language: 'fr' })).toBeUndefined();
  });

  const entry = { menu: 'go', label: 'Inbox', path: '/app/w/inbox', accelerator: 'CmdOrCtrl+3' };
  it('takes a menu of labels and paths of the app', () => {
    const { accelerator: _, ...bare } = entry;
    const entries = [entry, { ...bare, menu: 'file' }];
    expect(parseTell.menu({ entries })).toEqual({ entries });
    expect(parseTell.menu({ entries: [{ ...entry, click: 'x' }] })).toEqual({ entries: [entry] });
    expect(parseTell.menu({ entries: [] })).toEqual({ entries: [] });
  });

  it.each([
    [undefined],
    ['text'],
    [{ ...entry, menu: 'edit' }],
    [{ ...entry, label: '' }],
    [{ ...entry, label: 'x'.repeat(81) }],
    [{ ...entry, path: 'https://evil.example' }],
    [{ ...entry, accelerator: 'A' }],
    [{ ...entry, accelerator: 'CmdOrCtrl+Alt+Delete' }],
    [entry, entry],
    Array.from({ length: 61 }, () => ({ ...entry, accelerator: undefined })),
  ])('refuses a menu with %j', (...entries) => {
    expect(parseTell.menu({ entries })).toBeUndefined();
  });

  it('takes a count for the icon that is one', () => {
    expect(parseTell.badge({ count: 0 })).toEqual({ count: 0 });
    for (const count of [-1, 1.5, Number.NaN, 100_000, '3', undefined])
      expect(parseTell.badge({ count })).toBeUndefined();
  });

  it('pushes only paths of the app', () => {
    expect(parsePush.navigate({ path: '/app/w' })).toEqual({ path: '/app/w' });
    expect(parsePush.navigate({ path: '/connect' })).toBeUndefined();
  });
});

describe('answers', () => {
  it('reads them, and refuses what is no answer', () => {
    expect(parseAnswer['save-file']({ saved: true })).toEqual({ saved: true });
    expect(parseAnswer['save-file']({ saved: 'yes' })).toBeUndefined();
    const bytes = new Uint8Array([1, 2]);
    expect(parseAnswer['lock-key']({ bytes })).toEqual({ bytes });
    expect(parseAnswer['unlock-key']({})).toEqual({});
    for (const wrong of [{ bytes: 'AQI=' }, { bytes: [1] }, { bytes: new Uint8Array(5000) }, { more: 1 }])
      expect(parseAnswer['unlock-key'](wrong)).toBeUndefined();
    expect(parseCall['lock-key']({ bytes: new Uint8Array() })).toBeUndefined();
    expect(parseAnswer.connect({ ok: true })).toEqual({ ok: true });
    expect(parseAnswer.connect({ ok: false, problem: 'unreachable' })).toEqual({
      ok: false,
      problem: 'unreachable',
    });
    expect(parseAnswer.connect({ ok: false, problem: 'other' })).toBeUndefined();
    expect(parseAnswer.connect({ ok: false })).toBeUndefined();
  });
});
