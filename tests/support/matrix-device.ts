/** What one member's device holds by pulling over HTTP, for the authorisation matrix. */
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import { collectionsInUse } from '@communitrak/domain/registry.ts';
import type { PullAnswer } from '@communitrak/protocol/pull.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import type { Actor } from '@communitrak/testkit/matrix-people.ts';
import type { MatrixStage } from './matrix-stage.ts';

const LIMIT = 400;

export class MatrixDevice {
  readonly held = new Map<string, WireDoc>();
  /** Everything that was ever answered by its id, stubs too. */
  readonly told = new Set<string>();
  readonly #tokens = new Map<string, string>();
  readonly #stage: MatrixStage;
  readonly #who: Actor;

  constructor(stage: MatrixStage, who: Actor) {
    this.#stage = stage;
    this.#who = who;
  }

  async sync(): Promise<void> {
    for (const collection of collectionsInUse()) while ((await this.#page(collection)) >= LIMIT);
  }

  ids(): readonly string[] {
    return [...this.held.keys()].sort();
  }

  async #page(collection: string): Promise<number> {
    const token = this.#tokens.get(collection) ?? null;
    const asked = await this.#stage.ask(this.#who, 'POST', '/sync/pull', {
      protocol: PROTOCOL_VERSION,
      want: [{ collection, token, limit: LIMIT, holds: false }],
    });
    if (asked.status !== 200) throw new Error(`pull: ${asked.status} ${asked.text}`);
    const [page] = (JSON.parse(asked.text) as PullAnswer).pages;
    if (page === undefined) throw new Error('no page');
    for (const doc of page.documents) {
      this.told.add(doc.id);
      if (doc._deleted) this.held.delete(doc.id);
      else this.held.set(doc.id, doc);
    }
    this.#tokens.set(collection, page.token);
    return page.documents.length;
  }
}
