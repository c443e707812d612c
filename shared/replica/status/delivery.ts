/**
 * The four words of state, the same for every item: Saved on this device → Waiting to send → Sent → Needs attention.
 * 'saved': written here and there is no way to send it now (offline, signed out); 'waiting': it is being sent;
 * 'sent': the server has acknowledged it; 'attention': it was not accepted, and the list of unsent items says why.
 */
export type Delivery = 'saved' | 'waiting' | 'sent' | 'attention';
