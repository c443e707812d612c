/** Reading rosters, as other rooms may use it. */
export { readRoster, type RosterResult, type RosterSummary, type RosterTable } from './roster.ts';
export { rosterFault, type FaultCode, type FaultEffect, type RosterFault } from './fault.ts';
export type { RosterOptions } from './documents.ts';
