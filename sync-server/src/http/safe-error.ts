/**
 * An error as it may be logged: its kind, where it happened, and its words without what they may quote. Errors repeat
 * what they stumbled over (a document, an address with its password, half a body), so everything in quotes, e-mail
 * addresses and credentials go, and of an error's own fields only codes and numbers stay.
 */
const MAX_WORDS = 300;
const MAX_CAUSES = 3;
const NUMBERS_AND_CODES = ['code', 'status', 'statusCode', 'errno', 'syscall'] as const;

export interface SafeError {
  readonly type: string;
  readonly message: string;
  /** Frames alone: the first line of a stack is the message again. */
  readonly stack: string;
  readonly [field: string]: unknown;
}

export function safeWords(words: string): string {
  return words
    .replaceAll(/\/\/[^/@\s]+@/g, '//')
    .replaceAll(/[^\s"'`<>(),;:]+@[^\s"'`<>(),;:]+/g, '…@…')
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”/g, '"…"')
    .slice(0, MAX_WORDS);
}

function framesOf(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

function plainFields(error: Error): Record<string, string | number> {
  const kept = NUMBERS_AND_CODES.flatMap((name) => {
    const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value;
    return typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(kept);
}

export function safeError(error: unknown, depth = 0): SafeError | string {
  // Anything can be thrown; what is no error has no words that we could trust.
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const cause =
    error.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: safeError(error.cause, depth + 1) };
  return {
    type: error.name,
    message: safeWords(error.message),
    stack: framesOf(error),
    ...plainFields(error),
    ...cause,
  };
}
