/** Under which names this device keeps unfinished writing. */
export const NEW_REQUEST_DRAFT = 'new-request';

export const editDraft = (requestId: string): string => `edit:${requestId}`;
export const decideDraft = (decision: string, requestId: string): string => `decide-${decision}:${requestId}`;
export const composeDraft = (mode: 'answer' | 'note', requestId: string): string => `${mode}:${requestId}`;
