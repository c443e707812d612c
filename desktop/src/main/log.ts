/** One line a happening on standard error, for whoever looks into a fault. Never a token, an address's query or a text. */
export type Log = (message: string, fault?: unknown) => void;

export function createLog(write: (line: string) => unknown): Log {
  return (message, fault) => {
    const reason = fault instanceof Error ? fault.message : fault === undefined ? '' : String(fault);
    write(`communitrak: ${message}${reason === '' ? '' : `: ${reason}`}\n`);
  };
}
