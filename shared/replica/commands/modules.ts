/** Office and leaders: which parts of the app the association uses. */
import { associationEntity, switchModule } from '@communitrak/domain/associations/index.ts';
import { makeId } from '@communitrak/domain/core/ids.ts';
import type { Replica } from '../replica.ts';
import { post, untilFresh } from './post.ts';
import type { CommandResult } from './result.ts';

/** @param module its key, as features name it */
export function setModule(replica: Replica, module: string, on: boolean): Promise<CommandResult> {
  const id = makeId('association', replica.session.id);
  return untilFresh(async () => {
    const stored = associationEntity.read(await replica.parts.documents.get(id));
    if (stored === undefined) return { ok: false, code: 'not-allowed' };
    return post(replica, [switchModule(stored, module, on)], id);
  });
}
