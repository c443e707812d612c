/**
 * What the domain's tables say, worked out by brute force over everything there is: who sees what, who ever did, what
 * becomes of a pushed row. The oracle of the authorisation matrix; knows nothing of views, acls, tokens or intervals.
 */
import type { Envelope, WireDoc } from '@communitrak/domain/core/envelope.ts';
import { memberKey, type Key, type Principal } from '@communitrak/domain/core/principal.ts';
import { keysBySources, type Contribution } from '@communitrak/domain/core/rights.ts';
import { entityOf } from '@communitrak/domain/registry.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { sameContent } from '@communitrak/protocol/hash.ts';
import { ASSOCIATION, type Actor } from '@communitrak/testkit/matrix-people.ts';

export interface MatrixRow {
  readonly assumed: WireDoc | null;
  readonly next: WireDoc;
}

export interface Expected {
  readonly verdict: 'ok' | 'gone' | 'conflict' | 'refused' | 'retry';
  readonly code?: string;
  /** The document as it is afterwards, when the row changes anything; undefined in it: deleted. */
  readonly write?: { readonly after: Envelope | undefined };
}

function entityFor(type: string): Entity {
  const entity = entityOf(type);
  if (entity === undefined) throw new Error(`no entity ${type}`);
  return entity;
}

export class MatrixRule {
  readonly #docs = new Map<string, Envelope>();
  readonly #deleted = new Set<string>();
  /** By document: keys it was ever for. By member: keys they ever held. */
  readonly #shown = new Map<string, Set<Key>>();
  readonly #held = new Map<string, Set<Key>>();
  readonly #needers = new Map<string, Set<string>>();
  /** By document: what it gives whom. */
  readonly #given = new Map<string, Contribution>();
  readonly #keys = new Map<string, ReadonlySet<Key>>();

  get living(): readonly Envelope[] {
    return [...this.#docs.values()];
  }

  get(id: string): Envelope | undefined {
    return this.#docs.get(id);
  }

  isDeleted(id: string): boolean {
    return this.#deleted.has(id);
  }

  put(doc: Envelope): void {
    this.#docs.set(doc.id, doc);
    this.#deleted.delete(doc.id);
    for (const id of entityFor(doc.type).needs(doc)) {
      this.#needers.set(id, (this.#needers.get(id) ?? new Set()).add(doc.id));
    }
    this.#settle(doc.id);
  }

  remove(id: string): void {
    this.#docs.delete(id);
    this.#deleted.add(id);
    this.#settle(id);
  }

  /** Who wrote what they do not see held it at that moment. */
  heldAtWriting(id: string, member: string): void {
    this.#shown.set(id, (this.#shown.get(id) ?? new Set()).add(memberKey(member)));
  }

  principal({ member, name }: Actor): Principal {
    return { association: ASSOCIATION, member, name, keys: this.keysOf(member) };
  }

  keysOf(member: string): ReadonlySet<Key> {
    const known = this.#keys.get(member);
    if (known !== undefined) return known;
    const given = [...this.#given].filter(([, one]) => one.member === member);
    const { keys } = keysBySources(member, Object.fromEntries(given));
    this.#keys.set(member, keys);
    return keys;
  }

  audienceOf(id: string): readonly Key[] {
    const doc = this.#docs.get(id);
    return doc === undefined ? [] : entityFor(doc.type).audience(doc, this.#docs);
  }

  sees(member: string, id: string): boolean {
    const keys = this.keysOf(member);
    return this.audienceOf(id).some((key) => keys.has(key));
  }

  /** A device of the member may hold it. */
  everSaw(member: string, id: string): boolean {
    const held = this.#held.get(member);
    return [...(this.#shown.get(id) ?? [])].some((key) => held?.has(key) === true);
  }

  idsSeenBy(member: string): readonly string[] {
    return [...this.#docs.keys()].filter((id) => this.sees(member, id)).sort();
  }

  /** Handbook sync.md section 5, in its order. */
  expect(who: Actor, row: MatrixRow): Expected {
    const { next, assumed } = row;
    const { id } = next;
    if (!this.sees(who.member, id)) return this.#unseen(who, row);
    const stored = this.#docs.get(id);
    if (stored === undefined) throw new Error('seen and not there');
    const server = toWire(stored, false);
    if (sameContent(next, server)) return { verdict: 'ok' };
    if (entityFor(stored.type).insertOnly) return { verdict: 'refused', code: 'immutable' };
    if (assumed === null || !sameContent(assumed, server)) return { verdict: 'conflict' };
    return this.#byRule(who, next, stored);
  }

  /** Makes true what was expected. */
  take(who: Actor, id: string, { write }: Expected): void {
    if (write === undefined) return;
    if (write.after === undefined) this.remove(id);
    else this.put(write.after);
    if (!this.sees(who.member, id)) this.heldAtWriting(id, who.member);
  }

  #unseen(who: Actor, { assumed, next }: MatrixRow): Expected {
    const { id } = next;
    const deleted = this.#deleted.has(id);
    const anew = deleted && !next._deleted && (assumed === null || assumed._deleted);
    if (this.everSaw(who.member, id) && !anew) {
      if (next._deleted && deleted) return { verdict: 'ok' };
      const stored = this.#docs.get(id);
      const own = stored !== undefined && stored.stamp.by === who.member;
      if (own && sameContent(next, toWire(stored, false))) return { verdict: 'gone' };
      return { verdict: 'refused', code: 'not-allowed' };
    }
    if (next._deleted) return { verdict: 'ok' };
    const judged = this.#byRule(who, next, undefined);
    const taken = this.#docs.has(id) && judged.write !== undefined;
    return taken ? { verdict: 'refused', code: 'not-allowed' } : judged;
  }

  /** Needed documents as the writer may know them. */
  #needed(who: Actor, entity: Entity, before: Envelope | undefined, after: Envelope | undefined) {
    const named = new Set(before === undefined ? [] : entity.needs(before));
    const wanted = after === undefined ? [] : entity.needs(after).filter((id) => !named.has(id));
    const unknown = wanted.filter((id) => !this.sees(who.member, id));
    const lost = unknown.find((id) => this.everSaw(who.member, id));
    const ids = [...named, ...wanted.filter((id) => !unknown.includes(id))];
    const needed = new Map(
      ids.flatMap((id) => {
        const doc = this.#docs.get(id);
        return doc === undefined ? [] : [[id, doc] as const];
      }),
    );
    const first = unknown[0] === lost ? lost : undefined;
    return { needed, missing: unknown.length > 0, lost: lost ?? first };
  }

  #byRule(who: Actor, next: WireDoc, before: Envelope | undefined): Expected {
    const entity = entityFor(next.type);
    const after = next._deleted ? undefined : this.#stamped(who, next, before);
    const { needed, missing, lost } = this.#needed(who, entity, before, after);
    if (lost !== undefined)
      return { verdict: 'refused', code: this.#deleted.has(lost) ? 'missing-document' : 'not-allowed' };
    const verdict = entity.mayWrite(this.principal(who), { before, after, needed, now: Date.now() });
    if (missing && (verdict.ok || verdict.code !== 'not-allowed')) return { verdict: 'retry' };
    if (!verdict.ok) return { verdict: 'refused', code: verdict.code };
    const told =
      after === undefined || entity.audience(after, needed).some((key) => this.keysOf(who.member).has(key));
    return { verdict: told ? 'ok' : 'gone', write: { after } };
  }

  #stamped({ member, name }: Actor, next: WireDoc, before: Envelope | undefined): Envelope {
    const { _deleted, ...bare } = next;
    const number = before?.stamp.number ?? '';
    const at = new Date().toISOString();
    return { ...bare, stamp: { at, by: member, byName: name, number, state: 'accepted' } };
  }

  #settle(id: string): void {
    const touched = [id, ...(this.#needers.get(id) ?? [])];
    for (const one of touched) {
      this.#show(one);
      this.#give(one);
    }
  }

  #show(id: string): void {
    const shown = this.#shown.get(id) ?? new Set();
    for (const key of this.audienceOf(id)) shown.add(key);
    this.#shown.set(id, shown);
  }

  #give(id: string): void {
    const doc = this.#docs.get(id);
    const before = this.#given.get(id);
    const after = doc === undefined ? undefined : entityFor(doc.type).rights(doc, this.#docs);
    if (after === undefined) this.#given.delete(id);
    else this.#given.set(id, after);
    for (const member of new Set([before?.member, after?.member])) {
      if (member === undefined) continue;
      this.#keys.delete(member);
      const held = this.#held.get(member) ?? new Set();
      for (const key of this.keysOf(member)) held.add(key);
      this.#held.set(member, held);
    }
  }
}
