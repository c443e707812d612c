/** `GET /api/session`: who this is, and where they belong. Says nothing about rights beyond the member's own keys. */
import type { MemberState } from '@communitrak/domain/core/acl.ts';

export interface SessionAnswer {
  readonly account: { readonly id: string; readonly name: string; readonly email: string };
  readonly associations: readonly SessionAssociation[];
  readonly protocol: number;
}

export interface SessionAssociation {
  readonly id: string;
  readonly name: string;
  /** Member's local id in this association. */
  readonly member: string;
  readonly memberName: string;
  readonly state: MemberState;
  /** Current audience keys: what the device uses for its early, courteous checks. */
  readonly keys: readonly string[];
  readonly epoch: number;
}

/** `GET /api/sessions`: the member's open sessions. */
export interface OpenSession {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  /** E.g. "Chromium on Linux", from the user agent; '' when unknown. */
  readonly device: string;
}
