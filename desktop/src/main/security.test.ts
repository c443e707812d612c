import { describe, expect, it } from 'vitest';
import { mayHave, opensOutside, PAGE_PREFERENCES } from './security.ts';

describe('permissions', () => {
  it.each(['notifications', 'persistent-storage', 'clipboard-sanitized-write'])(
    'gives our page %s',
    (permission) => {
      expect(mayHave(permission, 'app://communitrak/app/willow')).toBe(true);
      expect(mayHave(permission, 'app://communitrak')).toBe(true);
      expect(mayHave(permission, 'https://evil.example')).toBe(false);
      expect(mayHave(permission, '')).toBe(false);
    },
  );
  it.each([
    'media',
    'geolocation',
    'clipboard-read',
    'hid',
    'serial',
    'usb',
    'openExternal',
    'display-capture',
    'unknown',
  ])('gives nobody %s', (permission) => expect(mayHave(permission, 'app://communitrak/app/')).toBe(false));
});

describe('links that lead out', () => {
  it.each(['https://hoa.example/', 'mailto:office@hoa.example', 'tel:+15550100'])('%s opens', (address) =>
    expect(opensOutside(address)).toBe(true),
  );
  it.each([
    'http://hoa.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://x/y',
    'app://communitrak/',
    'x',
  ])('%s does not', (address) => expect(opensOutside(address)).toBe(false));
});

it('keeps the page in the sandbox, apart from Node', () => {
  expect(PAGE_PREFERENCES).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  expect(PAGE_PREFERENCES).toMatchObject({ webSecurity: true, webviewTag: false });
});
