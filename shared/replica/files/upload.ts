/** One file to the server, with progress where the browser tells it. Knows the wire, not the queue. */
import type { Http } from '../http.ts';
import { HttpFault } from '../http.ts';
import { DEVICE_HEADER } from '@communitrak/protocol/headers.ts';
import { isProblem } from '@communitrak/protocol/problem.ts';
import { fileFault, type FileFault } from './faults.ts';

export interface UploadOptions {
  readonly http: Http;
  readonly baseUrl: string;
  readonly device: string;
  readonly association: string;
  readonly signal: AbortSignal;
}

/** A photo on a bad line takes its time; a dead one must end. */
const UPLOAD_LIMIT_MS = 5 * 60_000;

interface Answer {
  readonly status: number;
  readonly problem: string | undefined;
  readonly retryAfterMs: number;
}

function problemIn(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isProblem(body) ? body.problem : undefined;
  } catch {
    return undefined;
  }
}

const seconds = (header: string | null): number => (Number(header ?? '0') || 0) * 1000;

/** Only XMLHttpRequest tells how much has been sent. */
function byXhr(
  options: UploadOptions,
  url: string,
  file: { bytes: ArrayBuffer; type: string },
  onProgress: (part: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const fail = (why: string) => () => reject(new HttpFault(0, `upload: ${why}`));
    xhr.open('PUT', url);
    xhr.withCredentials = true;
    xhr.timeout = UPLOAD_LIMIT_MS;
    xhr.setRequestHeader('content-type', file.type);
    xhr.setRequestHeader(DEVICE_HEADER, options.device);
    xhr.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    xhr.onload = () =>
      resolve({
        status: xhr.status,
        problem: problemIn(xhr.responseText),
        retryAfterMs: seconds(xhr.getResponseHeader('retry-after')),
      });
    xhr.onerror = fail('no answer');
    xhr.ontimeout = fail('time limit');
    xhr.onabort = fail('stopped');
    options.signal.addEventListener('abort', () => xhr.abort());
    xhr.send(file.bytes);
  });
}

async function byFetch(
  options: UploadOptions,
  path: string,
  file: { bytes: ArrayBuffer; type: string },
): Promise<Answer> {
  const response = await options.http.send(path, {
    method: 'PUT',
    headers: { 'content-type': file.type },
    body: file.bytes,
    signal: options.signal,
    limitMs: UPLOAD_LIMIT_MS,
  });
  return {
    status: response.status,
    problem: problemIn(await response.text()),
    retryAfterMs: seconds(response.headers.get('retry-after')),
  };
}

const LATER: ReadonlySet<number> = new Set([401, 408, 426, 429]);

/**
 * @returns the reason when this file is not accepted and never will be as it is
 * @throws HttpFault when it may be later
 */
export async function upload(
  options: UploadOptions,
  file: { readonly sha256: string; readonly bytes: ArrayBuffer; readonly type: string },
  onProgress: (part: number) => void,
): Promise<FileFault | undefined> {
  const path = `/a/${encodeURIComponent(options.association)}/files/${file.sha256}`;
  const answer =
    typeof XMLHttpRequest === 'undefined'
      ? await byFetch(options, path, file)
      : await byXhr(options, options.baseUrl + path, file, onProgress);
  if (answer.status >= 200 && answer.status < 300) return undefined;
  if (answer.status >= 500 || LATER.has(answer.status)) {
    throw new HttpFault(answer.status, `upload: ${answer.status}`, undefined, answer.retryAfterMs);
  }
  return fileFault(answer.problem);
}
