/**
 * The last answer, while the next is being read. A list that is searched must not blink to a skeleton at each letter.
 * Undefined only until there has been one answer for this key; a new key forgets.
 */
import { useState } from 'react';

export function useKept<T>(value: T | undefined, key: string): T | undefined {
  const [kept, setKept] = useState<{ key: string; value: T | undefined }>({ key, value });
  // Adjusted while rendering, as React advises for values derived from a change of input.
  if (kept.key !== key || (value !== undefined && kept.value !== value)) {
    const next = { key, value };
    setKept(next);
    return value;
  }
  return value ?? kept.value;
}
