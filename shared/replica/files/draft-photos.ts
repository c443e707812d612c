/** Photos of drafts: kept on the device until the draft is posted or dropped. */
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';
import type { PreparedPhoto } from './photos.ts';

export declare function keepDraftPhoto(replica: Replica, draftKey: string, photo: PreparedPhoto): Promise<void>;
export declare function dropDraftPhoto(replica: Replica, draftKey: string, sha256: string): Promise<void>;
/** In the order they were kept. */
export declare function draftPhotos(replica: Replica, draftKey: string): Query<readonly PreparedPhoto[]>;
