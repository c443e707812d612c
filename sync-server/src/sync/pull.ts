/**
 * Answers a pull: for each collection that wants something a full page of what changed for this member, and a token
 * that any process can go on from (shared/docs/sync.md section 4). Bodies go out as they were serialised once.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import { GRANT_MEMORY_MS } from '@communitrak/domain/core/rights.ts';
import type { PullRequest, PullWant } from '@communitrak/protocol/pull.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import type { Known, Principals } from '../access/principals.ts';
import type { Clock } from '../ports/clock.ts';
import { SeqRefused, type Database } from '../ports/doc-store.ts';
import type { AssociationView } from './association-view.ts';
import { follow } from './follow.ts';
import { createForeignFeeds, TooFarBehind, type ForeignFeeds } from './foreign-feed.ts';
import { Page } from './page.ts';
import type { SyncRules } from './rules.ts';
import type { Caller } from './sync-service.ts';
import { dayOf, type PullPosition, type TokenSeal } from './token.ts';
import type { CollectionOf } from './view-index.ts';
import { walkOn, withWalk } from './walk.ts';

export interface PullParts {
  readonly principals: Principals;
  readonly seal: TokenSeal;
  readonly rules: SyncRules;
  readonly clock: Clock;
  readonly collectionOf: CollectionOf;
  readonly topology: 'single' | 'clustered';
}

export interface RawPage {
  readonly collection: CollectionName;
  /** Each a wire document as JSON. */
  readonly documents: readonly string[];
  readonly token: string;
  readonly repair: boolean;
  readonly total: number;
}

export interface RawAnswer {
  readonly pages: readonly RawPage[];
  readonly epoch: number;
}

interface Answering extends PullParts {
  readonly who: Caller;
  readonly view: AssociationView;
  readonly database: Database;
  readonly known: Known;
  readonly feeds: ForeignFeeds;
}

/** Where a reading stands, and what the replica must be told of it. */
interface Standing {
  readonly position: PullPosition;
  readonly repair: boolean;
  readonly walked: boolean;
}

const MEMORY_DAYS = GRANT_MEMORY_MS / (24 * 3600 * 1000);

function bindingOf({ association, member, device }: Caller, collection: string) {
  return { association, member, device, collection };
}

function beginning(answering: Answering, repair: boolean): Standing {
  const { rules, view, known, clock } = answering;
  const position = rules.firstPosition(view.identity, known.acl, dayOf(clock()));
  return { position, repair, walked: false };
}

/** A token that this database cannot honour any more: what it stands for may be forgotten here. */
function worthless({ view, known, clock }: Answering, position: PullPosition): boolean {
  const seen = Math.max(position.epoch, position.walk?.to ?? 0);
  return (
    position.identity !== view.identity ||
    seen > known.acl.epoch ||
    dayOf(clock()) - position.issued > MEMORY_DAYS
  );
}

function standingOf(answering: Answering, want: PullWant, opened: PullPosition | undefined): Standing {
  if (want.token === null) return beginning(answering, want.holds);
  if (opened === undefined || worthless(answering, opened)) return beginning(answering, true);
  return { position: opened, repair: false, walked: false };
}

async function readOn(answering: Answering, page: Page, collection: CollectionName, standing: Standing) {
  const { view: index, feeds, collectionOf, rules, topology } = answering;
  try {
    const context = { index, feeds, collectionOf, collection, page, topology };
    const seqs = rules.seqsAfterReading(await follow(context, standing.position.seqs), index);
    return { done: true, standing: { ...standing, position: { ...standing.position, seqs: [...seqs] } } };
  } catch (error) {
    // Too far: everything of the member's keys is less than what changed since. Refused: another life of the database.
    if (error instanceof TooFarBehind)
      return { done: false, standing: beginning(answering, standing.repair) };
    if (error instanceof SeqRefused) return { done: false, standing: beginning(answering, true) };
    throw error;
  }
}

async function fill(
  answering: Answering,
  page: Page,
  collection: CollectionName,
  from: Standing,
): Promise<Standing> {
  const { view: index, known, rules } = answering;
  let standing = from;
  for (;;) {
    const position = withWalk(standing.position, known.acl);
    if (position.walk === undefined) {
      const read = await readOn(answering, page, collection, standing);
      standing = read.standing;
      if (read.done) return standing;
    } else {
      const context = { index, acl: known.acl, collection, page, rules };
      standing = { ...standing, position: await walkOn(context, position, position.walk), walked: true };
      if (page.full) return standing;
    }
  }
}

async function pageOf(
  answering: Answering,
  want: PullWant,
  opened: PullPosition | undefined,
): Promise<RawPage> {
  const { who, view, known, seal, clock, rules, database, topology } = answering;
  const { collection, limit } = want;
  const page = new Page({ index: view, database, topology, rights: known.rights, rules, limit });
  const { position, repair, walked } = await fill(
    answering,
    page,
    collection,
    standingOf(answering, want, opened),
  );
  return {
    collection,
    documents: page.rows,
    token: seal.seal(bindingOf(who, collection), { ...position, issued: dayOf(clock()) }),
    repair,
    total: walked ? view.countVisible(collection, known.rights.current) : 0,
  };
}

/** @param view caught up; held by the caller while this runs */
export async function pull(
  parts: PullParts,
  who: Caller,
  request: PullRequest,
  view: AssociationView,
  database: Database,
): Promise<RawAnswer> {
  const opened = request.want.map(({ collection, token }) =>
    token === null ? undefined : parts.seal.open(bindingOf(who, collection), token),
  );
  // A process whose rights are older than what another one has already walked must not answer with them.
  const seen = Math.max(
    0,
    ...opened.map((position) => Math.max(position?.epoch ?? 0, position?.walk?.to ?? 0)),
  );
  // The view has just read everything acknowledged; on one copy that is everything there is, rights included.
  const followed = parts.topology === 'single';
  const known = await parts.rules.rightsForPull(parts.principals, who, seen, followed);
  if (known === undefined) throw new NoSuchMember(`No member ${who.member}`);
  const feeds = createForeignFeeds(database.feed);
  const answering: Answering = { ...parts, who, view, database, known, feeds };
  const pages: RawPage[] = [];
  for (const [index, want] of request.want.entries()) {
    pages.push(await pageOf(answering, want, opened[index]));
  }
  return { pages, epoch: known.acl.epoch };
}

/** The answer as JSON text of a PullAnswer. */
export function serialise({ pages, epoch }: RawAnswer): string {
  const texts = pages.map(({ collection, documents, token, repair, total }) => {
    const rest = JSON.stringify({ collection, token, repair, total });
    return `${rest.slice(0, -1)},"documents":[${documents.join(',')}]}`;
  });
  return `{"pages":[${texts.join(',')}],"epoch":${epoch}}`;
}
