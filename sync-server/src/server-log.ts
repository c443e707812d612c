/** The server's logger. What may stand in a line is decided where it is written; of errors, by `safeError`. */
import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config-fields.ts';
import { safeError } from './http/safe-error.ts';

/** @param destination standard output when absent */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  // Rooms name an error either way.
  const serializers = {
    err: (error: unknown) => safeError(error),
    error: (error: unknown) => safeError(error),
  };
  const options = { level, base: null, serializers };
  return destination === undefined ? pino(options) : pino(options, destination);
}
