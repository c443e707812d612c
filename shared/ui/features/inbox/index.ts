/** The inbox, as other screens may use it. */
export { inboxPaths } from './paths.ts';
