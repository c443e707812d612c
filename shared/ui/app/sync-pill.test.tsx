/** What the one pill says, the most pressing first. */
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '@communitrak/replica/status/sync-status.ts';
import { draw } from '../testing.tsx';
import { SyncPill } from './SyncPill.tsx';

const fine: SyncStatus = {
  connection: 'online',
  waiting: 0,
  attention: 0,
  lastSync: '2026-03-04T19:02:00.000Z',
  fault: '',
};

const says = (status: Partial<SyncStatus>): string => {
  draw(<SyncPill status={{ ...fine, ...status }} to="/x/unsent" />);
  return screen.getByRole('link').textContent;
};

describe('the pill', () => {
  it.each<[Partial<SyncStatus>, string]>([
    [{}, 'Up to date · Mar 4, 2026'],
    [{ lastSync: '' }, 'Online'],
    [{ waiting: 3 }, 'Sending 3'],
    [{ connection: 'offline' }, 'Offline'],
    [{ connection: 'offline', waiting: 2 }, 'Offline · 2 saved here'],
    [{ firstSync: { done: 412, total: 3870 }, lastSync: '' }, '412 of 3,870'],
    [{ connection: 'signed-out', waiting: 2 }, 'Signed out'],
    [{ connection: 'app-too-old' }, 'Update needed'],
    [{ attention: 1, connection: 'offline', waiting: 4 }, '1 needs attention'],
    [{ attention: 2, connection: 'signed-out' }, '2 need attention'],
    [{ fault: 'QuotaExceededError', attention: 2 }, 'Cannot save'],
  ])('%j', (status, words) => {
    expect(says(status)).toBe(words);
  });

  it('leads to everything unsent and has the last sync in full', () => {
    says({});
    const link = screen.getByRole('link');
    expect(link.getAttribute('href')).toBe('/x/unsent');
    expect(link.getAttribute('title')).toContain('Wednesday, March 4, 2026 at 2:02 PM');
  });
});
