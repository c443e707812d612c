import { describe, expect, it } from 'vitest';
import { stubOf } from '@communitrak/domain/core/envelope.ts';
import { answerDiffers, downgradeAnswer, upgradeRequest, WIRE_HISTORY, type WireHistory } from './history.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from './version.ts';

/** Three versions: 2 renamed a field of the pull, 3 counted limits in tens; answers of 2 had no total, of 1 no epoch. */
const toy: WireHistory = {
  1: {
    up: { pull: ({ wants, ...rest }) => ({ ...rest, want: wants }) },
    down: { pull: ({ pages }) => ({ pages, epoch: 0 }) },
  },
  2: {
    up: { pull: ({ want, ...rest }) => ({ ...rest, want: [want].flat().map((one) => Number(one) * 10) }) },
    down: {
      pull: ({ pages, epoch }) => ({ epoch, pages: pages.map((page) => ({ ...page, total: epoch })) }),
    },
  },
};

describe('the history of the wire', () => {
  it('brings a request up step by step, in order, and names the version it now has', () => {
    expect(upgradeRequest('pull', 1, { protocol: 1, wants: [1, 2] }, toy, 3)).toEqual({
      protocol: 3,
      want: [10, 20],
    });
    expect(upgradeRequest('pull', 2, { protocol: 2, want: [1] }, toy, 3)).toEqual({
      protocol: 3,
      want: [10],
    });
    expect(upgradeRequest('push', 1, { protocol: 1, rows: [] }, toy, 3)).toEqual({ protocol: 3, rows: [] });
  });

  it('brings an answer down in the opposite order', () => {
    const page = { collection: 'cases', documents: [], token: 't', repair: false, total: 1 } as const;
    const answer = { pages: [page], epoch: 7 };
    expect(downgradeAnswer('pull', 2, answer, toy, 3)).toEqual({ pages: [{ ...page, total: 7 }], epoch: 7 });
    // the step to 2 saw the epoch, the step to 1 took it away
    expect(downgradeAnswer('pull', 1, answer, toy, 3)).toEqual({ pages: [{ ...page, total: 7 }], epoch: 0 });
    expect(downgradeAnswer('pull', 3, answer, toy, 3)).toBe(answer);
  });

  it('leaves what is no message alone, for the parser to name', () => {
    for (const body of [null, 'x', [1]]) expect(upgradeRequest('pull', 1, body, toy, 3)).toEqual(body);
  });

  it('knows when an answer can be sent as it is', () => {
    expect(answerDiffers('pull', 2, toy, 3)).toBe(true);
    expect(answerDiffers('pull', 3, toy, 3)).toBe(false);
    expect(answerDiffers('push', 1, toy, 3)).toBe(false);
  });

  it('has a step from every version still answered, and none from one that is not', () => {
    const steps = Object.keys(WIRE_HISTORY).map(Number);
    expect(steps).toEqual(
      Array.from({ length: PROTOCOL_VERSION - PROTOCOL_FLOOR }, (_, n) => PROTOCOL_FLOOR + n),
    );
  });
});

describe('version 1', () => {
  it('is told to update where version 2 says what it is', () => {
    const server = stubOf('request:r1');
    const refused = { id: 'request:r1', verdict: 'refused', code: 'newer-version', server } as const;
    const other = { ...refused, code: 'not-allowed' } as const;
    const answer = { rows: [refused, other, { id: 'request:r2', verdict: 'ok', server } as const] };
    expect(downgradeAnswer('push', 1, answer).rows).toEqual([
      { ...refused, code: 'app-too-old' },
      other,
      answer.rows[2],
    ]);
    expect(downgradeAnswer('push', 2, answer)).toBe(answer);
    // pulls are the bulk of what travels: they are sent as they are serialised
    expect(answerDiffers('pull', 1)).toBe(false);
  });
});
