/** Which key press means which binding, and when none may fire. Knows no screen. */

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** `mod+k` is Ctrl+K or ⌘K; any other binding wants neither. */
export function matches(press: Press, binding: string): boolean {
  const wantsMod = binding.startsWith('mod+');
  const key = wantsMod ? binding.slice(4) : binding;
  if (press.altKey || wantsMod !== (press.ctrlKey || press.metaKey)) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}

const WRITABLE = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]';
const NOT_WRITABLE = ['checkbox', 'radio', 'button', 'submit'];

/**
 * False while the member writes (only Escape and mod+… get through), while an input method composes, and when a part of
 * the page has dealt with the press.
 */
export function mayFire(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const target = event.target instanceof Element ? event.target : null;
  if (target !== null && isWritable(target)) return getsThroughFields(event);
  // Enter and Space on a link or a button are its own.
  const own = event.key === 'Enter' || event.key === ' ';
  return !own || target === null || target.closest('a, button, summary') === null;
}

function getsThroughFields(event: KeyboardEvent): boolean {
  return event.key === 'Escape' || event.ctrlKey || event.metaKey;
}

function isWritable(target: Element): boolean {
  if (!target.matches(WRITABLE)) return false;
  return !(target instanceof HTMLInputElement && NOT_WRITABLE.includes(target.type));
}

/** `mod+k` → `['Ctrl', 'K']`, or `['⌘', 'K']` on Apple's. */
export function shownKey(binding: string, platform: string): readonly string[] {
  const names: Record<string, string> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑' };
  const show = (key: string): string => names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  if (!binding.startsWith('mod+')) return [show(binding)];
  return [/mac|iphone|ipad/i.test(platform) ? '⌘' : 'Ctrl', show(binding.slice(4))];
}
