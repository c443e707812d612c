/** One line a happening on standard error, for whoever looks into a fault. Never a token, an address's query or a text. */
export type Log = (message: string, fault?: unknown) => void;

export function reasonOf(fault: unknown): string {
  if (fault instanceof Error) return fault.message;
  return typeof fault === 'string' ? fault : (JSON.stringify(fault) ?? '');
}

export function createLog(write: (line: string) => unknown): Log {
  return (message, fault) => {
    const reason = reasonOf(fault);
    write(`communitrak: ${message}${reason === '' ? '' : `: ${reason}`}\n`);
  };
}
