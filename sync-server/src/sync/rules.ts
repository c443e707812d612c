/**
 * The rules of a pull and a push that the guarantees hang on, each a small pure function with its reason, gathered so
 * that a test can break one and see which scenario notices. Nothing but tests passes anything else than SYNC_RULES.
 */
import type { Acl, Grant, KeyIntervals } from '@communitrak/domain/core/acl.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import { withAuthorMoment } from '../access/key-intervals.ts';
import type { Known, Principals } from '../access/principals.ts';
import { mayHold, visible, type Judged, type Rights } from '../access/visibility.ts';
import type { ChangeIndex } from './change-index.ts';
import type { OwnSeq, PullPosition, Walk } from './token.ts';

export interface WalkQuestion {
  readonly index: ChangeIndex;
  readonly collection: CollectionName;
  readonly acl: Acl;
  /** Epoch walked before; the walk leads from there to `walk.to`. */
  readonly epoch: number;
  readonly walk: Walk;
}

export interface SyncRules {
  visible(rights: Rights, doc: Judged): boolean;
  mayHold(rights: Rights, doc: Judged): boolean;
  firstPosition(identity: string, acl: Acl, day: number): PullPosition;
  walkIds(question: WalkQuestion): Iterable<string>;
  seqsOfWalk(seqs: readonly OwnSeq[], index: ChangeIndex): readonly OwnSeq[];
  seqsAfterReading(seqs: readonly OwnSeq[], index: ChangeIndex): readonly OwnSeq[];
  /** @param looked rows decided on, sent or not */
  pageIsFull(sent: number, looked: number, limit: number): boolean;
  /** @param followed this process has seen each change there is; never so where copies may be late */
  rightsForPull(
    principals: Principals,
    who: Member,
    seenEpoch: number,
    followed: boolean,
  ): Promise<Known | undefined>;
  rightsForPush(principals: Principals, who: Member): Promise<Known | undefined>;
  keysOfUnseen(keys: KeyIntervals, author: string, now: number): KeyIntervals;
}

interface Member {
  readonly association: string;
  readonly member: string;
}

const within = (epoch: number | undefined, from: number, to: number): boolean =>
  epoch !== undefined && epoch > from && epoch <= to;

const lost = (grant: Grant, epoch: number, to: number): boolean => within(grant.toEpoch, epoch, to);

function walkKeys({ acl, epoch, walk }: WalkQuestion): readonly Key[] {
  const walked = acl.grants.filter((grant) =>
    walk.kind === 'lost'
      ? lost(grant, epoch, walk.to)
      : // What was gained and lost again within the walk went by among the lost.
        within(grant.fromEpoch, epoch, walk.to) && !lost(grant, epoch, walk.to),
  );
  return walked.map((grant) => grant.key);
}

/** Equal texts name one position; nothing else merges, for seqs cannot be compared. */
function distinct(seqs: readonly OwnSeq[]): readonly OwnSeq[] {
  const texts = new Map(seqs.map((own) => [`${own.seq} ${own.at ?? ''}`, own]));
  return [...texts.values()];
}

export const SYNC_RULES: SyncRules = {
  visible,
  mayHold,
  // Not today's epoch: a device may hold a page, or a push's answer, whose token it never stored.
  firstPosition: (identity, _acl, day) => ({ identity, seqs: [], epoch: 0, issued: day }),
  // Every id of the keys, also of what is visible by a key held before: the page that brought it may have come from a
  // late view, and its token may be lost.
  walkIds: (question) =>
    question.index.idsAfter(question.collection, walkKeys(question), question.walk.after),
  // What a lagging view missed lies after its own seq, so each incarnation that serves a page of a walk leaves its
  // first.
  seqsOfWalk: (seqs, index) =>
    seqs.some((own) => own.incarnation === index.incarnation)
      ? seqs
      : [...seqs, { incarnation: index.incarnation, seq: index.seq, at: index.head }],
  seqsAfterReading: distinct,
  // RxDB ends a sync at the first page that is not full, so rows that are not sent must not count.
  pageIsFull: (sent, _looked, limit) => sent >= limit,
  rightsForPull: (principals, who, seenEpoch, followed) =>
    principals.read(who.association, who.member, seenEpoch, followed),
  // A write is judged by rights read now: a remembered grant would accept what is no longer allowed.
  rightsForPush: (principals, who) => principals.readNow(who.association, who.member),
  keysOfUnseen: withAuthorMoment,
};
