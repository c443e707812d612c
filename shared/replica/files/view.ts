/** A file that a document lists, for the screen: a URL when its bytes are here, or where it is. */
import { combineLatest, concat, defer, map, Observable, of, startWith, switchMap } from 'rxjs';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import { liveQuery } from '../queries/live.ts';
import type { Query } from '../queries/query.ts';
import type { ReplicaParts } from '../parts.ts';
import type { Replica } from '../replica.ts';

export type FileView =
  /** An object URL, valid while the query has a subscriber; `sending` (0..1) while this device sends it. */
  | { readonly kind: 'here'; readonly url: string; readonly sending?: number }
  /** Being fetched, or not on the server yet: whoever took it has still to send it. */
  | { readonly kind: 'on-its-way' }
  /** Not on this device and not to be had now; asked for again when there is a connection. */
  | { readonly kind: 'not-here' };

type Bytes = { readonly bytes: ArrayBuffer; readonly type: string };

const ASK_AGAIN_MS = 15_000;

async function fetchFile(
  replica: Replica,
  documentId: string,
  ref: FileRef,
): Promise<FileView['kind'] | Bytes> {
  const { http, files, documents, session$ } = replica.parts;
  const path = `/a/${encodeURIComponent(session$.getValue().id)}/files/${ref.sha256}?doc=${encodeURIComponent(documentId)}`;
  const response = await http.send(path).catch(() => undefined);
  if (response === undefined) return 'not-here';
  if (response.status === 404) return 'on-its-way';
  if (!response.ok) return 'not-here';
  const bytes = await response.arrayBuffer().catch(() => undefined);
  if (bytes === undefined) return 'not-here';
  // Revoked while it was on its way: nothing of it stays.
  if ((await documents.get(documentId)) === undefined) return 'not-here';
  await files.cache(ref, bytes, documentId);
  return { bytes, type: ref.type };
}

/** Emits a URL and takes it back when nobody looks any more. */
function asUrl(found: Bytes): Observable<FileView> {
  return new Observable((subscriber) => {
    const url = URL.createObjectURL(new Blob([found.bytes], { type: found.type }));
    subscriber.next({ kind: 'here', url });
    return () => URL.revokeObjectURL(url);
  });
}

/** Asks when first looked at, after each change of connection, and now and then. */
function askAgain(parts: ReplicaParts): Observable<unknown> {
  const timer = new Observable<number>((subscriber) => {
    const interval = setInterval(() => subscriber.next(0), ASK_AGAIN_MS);
    return () => clearInterval(interval);
  });
  const connection = parts.state.watch().pipe(map((state) => state.connection));
  return combineLatest([connection, timer.pipe(startWith(0))]);
}

function fetched(replica: Replica, documentId: string, ref: FileRef): Observable<FileView> {
  return new Observable<FileView>((subscriber) => {
    let busy = false;
    let inner: { unsubscribe(): void } | undefined;
    const attempt = async (): Promise<void> => {
      const result = await fetchFile(replica, documentId, ref);
      busy = false;
      if (subscriber.closed) return;
      if (typeof result !== 'string') inner = asUrl(result).subscribe(subscriber);
      else if (result !== 'here') subscriber.next({ kind: result });
    };
    const asking = askAgain(replica.parts).subscribe(() => {
      if (busy || inner !== undefined) return;
      busy = true;
      attempt().catch((error: unknown) => subscriber.error(error));
    });
    return () => {
      asking.unsubscribe();
      inner?.unsubscribe();
    };
  });
}

function bytesView(replica: Replica, documentId: string, ref: FileRef): Observable<FileView> {
  return defer(() => replica.parts.files.find(ref.sha256)).pipe(
    switchMap((found) =>
      found === undefined
        ? concat(of<FileView>({ kind: 'on-its-way' }), fetched(replica, documentId, ref))
        : asUrl(found),
    ),
  );
}

export function fileView(replica: Replica, documentId: string, ref: FileRef): Query<FileView> {
  const sending$ = replica.parts.sync.progress$.pipe(
    startWith(new Map<string, number>()),
    map((progress) => progress.get(ref.sha256)),
  );
  return liveQuery(replica, `file:${documentId}:${ref.sha256}`, () =>
    combineLatest([bytesView(replica, documentId, ref), sending$]).pipe(
      map(([view, sending]) => (view.kind === 'here' && sending !== undefined ? { ...view, sending } : view)),
    ),
  );
}
