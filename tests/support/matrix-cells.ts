/**
 * The cells of the authorisation matrix, made from the registry: every entity, every state of its samples, every act.
 * Says what must be stored before and what is then asked; who asks is whoever the test sends.
 */
import type { Entity } from '@communitrak/domain/core/entity.ts';
import { stubOf, type Envelope, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { entityOf } from '@communitrak/domain/registry.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import type { Actor } from '@communitrak/testkit/matrix-people.ts';
import { allCases, casesOf, entitiesAsked } from './entity-cases.ts';
import type { MatrixRow } from './matrix-rule.ts';
import { renamed, subjectOf, withFields } from './matrix-subjects.ts';

export const ACTIONS = [
  'create',
  'create-own',
  'create-over',
  'edit',
  'edit-stale',
  'delete',
  'delete-blind',
  'undelete',
  'undelete-own',
  'undelete-blind',
  'broken',
] as const;
export type Action = (typeof ACTIONS)[number];

export interface Cell {
  readonly entity: Entity;
  readonly action: Action;
  /** In every id and, as far as it is this cell's, in every text: nothing else in the system contains it. */
  readonly subject: string;
  /** Stored before anybody asks, each after what it needs; the last is the cell's own unless it is to be created. */
  readonly before: readonly Envelope[];
  readonly id: string;
  /** Deleted before anybody asks, with what depends on it. */
  readonly deleted: boolean;
  readonly rowOf: (who: Actor) => MatrixRow;
  /** Another subject with the same documents around, and none in this one's place. */
  readonly twin: { readonly subject: string; readonly before: readonly Envelope[] };
}

/** What no word, hash or number contains, and so long that no sealed token does by chance (`zq7z` stood in one of 5,000). */
export const SUBJECT = /zqjxvk\d+zqj/g;
export const PLANTED = /plqzjx\d+qzj/g;

interface State {
  readonly entity: Entity;
  readonly cases: EntityCases;
  readonly sample: Envelope;
}

function statesOf(entity: Entity): readonly State[] {
  const cases = casesOf(entity);
  return [...cases.samples, ...(cases.more?.() ?? [])].map((sample) => ({ entity, cases, sample }));
}

const alive = (doc: Envelope): WireDoc => toWire(doc, false);
const dead = (doc: Envelope): WireDoc => ({ ...stubOf(doc.id), type: doc.type });

/** What is made by one call of nobody else's: subjects and plants are counted here. */
export interface Counter {
  next(): number;
}

export function counter(): Counter {
  let count = 0;
  return { next: () => (count += 1) };
}

class CellMaker {
  readonly #entities: readonly Entity[];
  readonly #samples: ReadonlyMap<string, Envelope>;
  readonly #actions: readonly Action[];
  readonly #count: Counter;

  constructor(entities: readonly Entity[], actions: readonly Action[], count: Counter) {
    this.#entities = entities;
    this.#actions = actions;
    this.#count = count;
    this.#samples = new Map(
      allCases.flatMap(({ entity }) => statesOf(entity)).map(({ sample }) => [sample.id, sample]),
    );
  }

  make(): readonly Cell[] {
    return this.#entities.flatMap(statesOf).flatMap((state) => this.#cellsOf(state));
  }

  #cellsOf(state: State): readonly Cell[] {
    return this.#actions.flatMap((action) => {
      if (action.endsWith('-own') && state.cases.own === undefined) return [];
      if (action !== 'edit') return [this.#cell(state, action)];
      return [undefined, ...this.#others(state)].map((other) => this.#cell(state, action, other));
    });
  }

  /** The states that the same document could be brought into; its own too, which is a repeat. */
  #others({ entity, cases, sample }: State): readonly Envelope[] {
    const turns = (cases.turns ?? []).map((fields) => withFields(sample, fields));
    return [...statesOf(entity).map((state) => state.sample), ...turns];
  }

  #cell({ entity, cases, sample }: State, action: Action, other?: Envelope): Cell {
    const subject = `zqjxvk${this.#count.next()}zqj`;
    const doc = this.#plant(renamed(sample, subjectOf(sample), subject));
    const marks = { planted: doc.body['planted'] };
    const changed = withFields(doc, cases.edit(doc));
    const turned =
      other === undefined
        ? changed
        : withFields({ ...doc, body: renamed(other, subjectOf(other), subject).body }, marks);
    const before = this.#before(doc, subjectOf(sample), isMaking(action));
    const own = (who: Actor): Envelope => withFields(doc, cases.own?.(who) ?? {});
    const rows: Readonly<Record<Action, (who: Actor) => MatrixRow>> = {
      create: () => ({ assumed: null, next: alive(doc) }),
      'create-own': (who) => ({ assumed: null, next: alive(own(who)) }),
      'create-over': () => ({ assumed: null, next: alive(changed) }),
      edit: () => ({ assumed: alive(doc), next: alive(turned) }),
      'edit-stale': () => ({
        assumed: alive(changed),
        next: alive(withFields(changed, { another: 'field' })),
      }),
      delete: () => ({ assumed: alive(doc), next: { ...alive(doc), _deleted: true } }),
      'delete-blind': () => ({ assumed: null, next: dead(doc) }),
      undelete: () => ({ assumed: dead(doc), next: alive(doc) }),
      'undelete-own': (who) => ({ assumed: dead(doc), next: alive(own(who)) }),
      'undelete-blind': () => ({ assumed: null, next: alive(doc) }),
      broken: () => ({ assumed: alive(doc), next: { ...alive(doc), body: { ...marks, title: 7 } } }),
    };
    const deleted = action.startsWith('undelete');
    const twin = this.#twin(doc, subjectOf(sample));
    return { entity, action, subject, before, id: doc.id, deleted, rowOf: rows[action], twin };
  }

  #twin(doc: Envelope, original: string): Cell['twin'] {
    const subject = `zqjxvk${this.#count.next()}zqj`;
    return { subject, before: this.#before(renamed(doc, subjectOf(doc), subject), original, true) };
  }

  #plant<T extends Envelope>(doc: T): T {
    return { ...doc, body: { ...doc.body, planted: `plqzjx${this.#count.next()}qzj` } };
  }

  /**
   * What the document needs of its own subject, and it itself unless it is new. Two that need each other are written in
   * two steps, the first without naming the other.
   */
  #before(doc: Envelope, original: string, isNew: boolean): readonly Envelope[] {
    const found = new Map<string, Envelope>();
    this.#gather(doc, original, found, new Set([doc.id]));
    const seedable = (one: Envelope): boolean => casesOf(this.#entityOf(one)).seed !== undefined;
    const gathered = [...found.values(), doc];
    const all = [...gathered.filter(seedable), ...gathered.filter((one) => !seedable(one))];
    const early = (one: Envelope, at: number): boolean => {
      const needs = this.#entityOf(one).needs(one);
      return all.slice(at).some(({ id }) => needs.includes(id));
    };
    const twice = all.filter(early);
    const first = all.map((one) =>
      twice.includes(one) ? withFields(one, casesOf(this.#entityOf(one)).seed ?? {}) : one,
    );
    if (isNew)
      return first.filter((one) => one.id !== doc.id && !this.#entityOf(one).needs(one).includes(doc.id));
    const around = casesOf(this.#entityOf(doc)).around?.(subjectOf(doc)) ?? [];
    return [...first, ...twice, ...around.map((one) => this.#plant(one))];
  }

  #gather(doc: Envelope, original: string, found: Map<string, Envelope>, begun: Set<string>): void {
    const subject = subjectOf(doc);
    for (const id of this.#entityOf(doc).needs(doc)) {
      if (begun.has(id) || subjectOf({ id }) !== subject) continue;
      begun.add(id);
      const made = this.#plant(this.#sampleFor(id, subject, original));
      this.#gather(made, original, found, begun);
      found.set(id, made);
    }
  }

  /** The sample that the document's own sample needs; any of its type when the samples do not go together. */
  #sampleFor(id: string, subject: string, original: string): Envelope {
    const all = [...this.#samples.values()];
    const fits = all.filter((one) => renamed(one, subjectOf(one), subject).id === id);
    const sample = fits.find((one) => subjectOf(one) === original) ?? fits[0];
    if (sample === undefined) throw new Error(`no sample makes ${id}`);
    return renamed(sample, subjectOf(sample), subject);
  }

  #entityOf({ type }: Envelope): Entity {
    const entity = entityOf(type);
    if (entity === undefined) throw new Error(`no entity ${type}`);
    return entity;
  }
}

/** Acts after which a cell cannot be made as it was before: each actor needs cells of their own. */
export const isMaking = (action: Action): boolean => action === 'create' || action === 'create-own';

/** @param entities those that are asked about, unless a test is about one that has no cases */
export function makeCells(
  actions: readonly Action[],
  count: Counter,
  entities: readonly Entity[] = entitiesAsked(),
): readonly Cell[] {
  return new CellMaker(entities, actions, count).make();
}
