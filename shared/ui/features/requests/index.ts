/** Requests, as other screens may use them. */
export { DueMark, PriorityMark, RequestNumber, RequestStatusTag } from './RequestMarks.tsx';
export { RequestRowLink, RowHead } from './RequestRowLink.tsx';
export { RequestPane } from './RequestPane.tsx';
export { RequestPrint } from './RequestPrint.tsx';
export { isBlank, parseDraft, type RequestForm } from './request-form.ts';
export { NEW_REQUEST_DRAFT } from './draft-keys.ts';
export { requestPaths, useRequestId } from './paths.ts';
export { localDate } from './local-date.ts';
export { nothingFound, requestSearch } from './search.ts';
export {
  faultWords,
  isOpenStatus,
  KINDS,
  KIND_WORDS,
  NEW_PRIORITY_WORDS,
  OPEN_STATUSES,
  PRIORITIES,
  STATUSES,
  STATUS_WORDS,
} from './request-words.ts';
export { takingBack } from './use-request-acts.ts';
export { nothingUnread, unreadRequests } from './unread.ts';
export { useKept } from './use-kept.ts';
export { useWrittenWords } from './use-written-words.ts';
export { copyOf, writtenWords } from './written-words.ts';
export { PhotoField } from './PhotoField.tsx';
export { useDraftPhotos } from './use-draft-photos.ts';
