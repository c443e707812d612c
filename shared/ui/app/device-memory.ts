/**
 * Small things that the browser's storage remembers for a member: columns and views of tables, who was chosen last. Gone with
 * everything else when the device forgets its member, however that comes about (SessionProvider).
 */
import { forgetRecents } from '../kit/pickers/recents.ts';
import { forgetTables } from '../kit/table/forget-tables.ts';

export function forgetDeviceMemory(): void {
  forgetTables(() => localStorage);
  forgetRecents(() => localStorage);
}
