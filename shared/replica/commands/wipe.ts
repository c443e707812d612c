/**
 * Everything of the remembered session leaves this device: databases with their keys, files, who it was. For a device
 * whose member has asked for that from another one, and the server has said so in as many words: never after a mere 401.
 */
import { databaseName } from '../database.ts';
import { forgetDevice, forgetSession, rememberedSession } from '../device.ts';
import { removeFilesDb } from '../files/files-db.ts';
import { eraseDatabases } from '../storage/device-storage.ts';

/** @param baseUrl as the replicas were opened with. What other tabs have open is closed there, and says so. */
export async function wipeDevice(baseUrl: string): Promise<void> {
  const session = await rememberedSession();
  for (const { id, member } of session?.associations ?? []) {
    const name = databaseName(baseUrl, id, member);
    await eraseDatabases(name);
    await removeFilesDb(name);
  }
  // Last: a wipe that was cut off is begun again at the next start.
  await forgetSession();
  await forgetDevice();
}
