import { describe, expect, it } from 'vitest';
import { isOwnPage, ownUrl } from './app-origin.ts';

describe('our own addresses', () => {
  it.each(['app://communitrak/', 'app://communitrak/api/session?x=1', 'app://communitrak'])(
    'are like %s',
    (address) => expect(ownUrl(address)).toBeInstanceOf(URL),
  );
  it.each([
    'app://me@communitrak/',
    'app://communitrak:8/',
    'app://other/',
    'https://communitrak/',
    'app:',
    '',
    'x',
  ])('are not like %s', (address) => expect(ownUrl(address)).toBeUndefined());
  it('are pages only where a window may go', () => {
    expect(isOwnPage('app://communitrak/app/willow/inbox?status=open')).toBe(true);
    expect(isOwnPage('app://communitrak/app')).toBe(true);
    expect(isOwnPage('app://communitrak/connect')).toBe(true);
    expect(isOwnPage('app://communitrak/a/willow/files/abc')).toBe(false);
    expect(isOwnPage('app://communitrak/application')).toBe(false);
    expect(isOwnPage('https://communitrak/app/')).toBe(false);
  });
});
