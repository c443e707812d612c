/** Tells the office of a new request, in a notice. */
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import { createNotice } from '@communitrak/domain/notices/index.ts';
import { requestEntity } from '@communitrak/domain/requests/index.ts';
import { demandWritten } from '../ports/server-writes.ts';
import { PAST_MS } from './past.ts';
import type { Reaction } from './reaction.ts';

export const newRequest: Reaction = {
  name: 'new-request',
  tells: true,
  on: ({ type }) => type === 'request',
  async react({ association, doc, isFirst, metAt }, { writes }) {
    const request = requestEntity.read(doc);
    if (request === undefined) return;
    const { title, reporter, reporterName, reportedAt } = request.body;
    // An old one that was edited just now is not new. One that waited on a device for long is, when it arrives.
    if (!isFirst && metAt - Date.parse(reportedAt) > PAST_MS) return;
    const notice = createNotice({
      kind: 'new-request',
      about: request.id,
      title,
      by: reporter,
      from: reporterName,
      at: request.stamp.at,
    });
    const [outcome] = await writes.write(association, [{ doc: notice, by: SYSTEM, byName: '' }]);
    if (outcome === undefined) throw new Error('no outcome');
    // Told already, in the words of then.
    if (outcome.outcome === 'refused' && outcome.code === 'immutable') return;
    demandWritten([outcome]);
  },
};
