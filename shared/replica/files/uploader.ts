/**
 * Sends the outbox: each file after its document, one at a time, until it is on the server or the server has said why
 * not. Runs where the sync runs. Refuses to know what a file is a picture of.
 */
import { BehaviorSubject, type Observable } from 'rxjs';
import type { Clock } from '@communitrak/domain/core/dates.ts';
import type { Documents } from '../documents.ts';
import { StoppedError, type Gate } from '../replication/connection-gate.ts';
import type { FileStore } from './file-store.ts';
import type { OutboxFile } from './files-db.ts';
import { upload, type UploadOptions } from './upload.ts';

export interface Uploader {
  /** Something may be ready to go. */
  kick(): void;
  /** Parts sent (0..1) by hash, of what is on its way now. */
  readonly progress$: Observable<ReadonlyMap<string, number>>;
  /** Resolves when what could go has gone. */
  settled(): Promise<void>;
  stop(): void;
}

export interface UploaderOptions extends Omit<UploadOptions, 'signal'> {
  readonly files: FileStore;
  readonly documents: Documents;
  readonly gate: Gate;
  /** Ids of documents that were not accepted and still wait for the member. */
  readonly unaccepted: () => Promise<ReadonlySet<string>>;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

/** A document that has gone and was not refused has been accepted, and is not for this member to see. */
async function mayGo(
  options: UploaderOptions,
  file: OutboxFile,
  unaccepted: ReadonlySet<string>,
): Promise<boolean> {
  for (const id of file.documents) {
    const doc = await options.documents.get(id);
    const accepted = doc === undefined ? file.orphan === true && !unaccepted.has(id) : doc.stamp.at !== '';
    if (accepted) return true;
  }
  return false;
}

const STRAY_AFTER_MS = 3600 * 1000;

/** Queued for a document that was then never written: the draft still has it. */
async function dropStrays(options: UploaderOptions): Promise<void> {
  const unaccepted = await options.unaccepted();
  for (const file of await options.files.outbox()) {
    const young = options.clock() - Date.parse(file.at) < STRAY_AFTER_MS;
    if (young || file.orphan === true || file.documents.some((id) => unaccepted.has(id))) continue;
    const docs = await Promise.all(file.documents.map((id) => options.documents.get(id)));
    if (docs.every((doc) => doc === undefined)) await options.files.drop(file.sha256);
  }
}

interface Running extends UploaderOptions {
  readonly signal: AbortSignal;
  readonly progress$: BehaviorSubject<ReadonlyMap<string, number>>;
}

async function sendOne(running: Running, file: OutboxFile): Promise<void> {
  const { files, gate, progress$ } = running;
  const tell = (part: number): void => progress$.next(new Map([[file.sha256, part]]));
  tell(0);
  try {
    const fault = await gate.pass(() => upload(running, file, tell));
    if (fault === undefined) await files.sent(file.sha256);
    else await files.mark(file.sha256, fault);
  } finally {
    progress$.next(new Map());
  }
}

async function sendAll(running: Running): Promise<void> {
  const unaccepted = await running.unaccepted();
  for (const file of await running.files.outbox()) {
    if (file.fault === undefined && (await mayGo(running, file, unaccepted))) await sendOne(running, file);
  }
}

export function startUploader(options: UploaderOptions): Uploader {
  const controller = new AbortController();
  const { signal } = controller;
  const progress$ = new BehaviorSubject<ReadonlyMap<string, number>>(new Map());
  const running: Running = { ...options, signal, progress$ };
  let asked = false;
  let round: Promise<void> | undefined;
  const go = async (): Promise<void> => {
    while (asked && !signal.aborted) {
      asked = false;
      await sendAll(running);
    }
  };
  const ended = (error?: unknown): void => {
    round = undefined;
    const fault = error !== undefined && !(error instanceof StoppedError) && !signal.aborted;
    if (fault) options.onFault(error);
    else if (asked && error === undefined && !signal.aborted) kick();
  };
  const kick = (): void => {
    asked = true;
    round ??= go().then(() => ended(), ended);
  };
  dropStrays(options).catch(options.onFault);
  return {
    kick,
    progress$,
    async settled() {
      kick();
      while (round !== undefined) await round;
    },
    stop: () => controller.abort(),
  };
}
