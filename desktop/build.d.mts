export const DIST: string;
export function buildDesktop(): Promise<number>;
