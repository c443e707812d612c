/** Headers of our own. */
export const DEVICE_HEADER = 'x-communitrak-device';
export const PROTOCOL_HEADER = 'x-communitrak-protocol';
