/** Under which names this device keeps unfinished writing. */
export const NEW_REQUEST_DRAFT = 'new-request';
