/**
 * jsdom matches every rule of its own style sheet against an element and all its ancestors whenever a style is asked for,
 * and one query by role asks for hundreds: a fifth of the time of these tests. No style sheet of ours is loaded in them,
 * so what is asked for follows from an element's name, its attributes and its inline style. jsdom answers the rest.
 */

const INITIAL = { visibility: 'visible', 'pointer-events': 'auto' } as const;
/** What jsdom makes of these is more than what was written. */
const COMPUTED = /color|font|^(?:background|border|outline|margin|padding)/;
const dashed = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Shown or not by an attribute of their own, or by where they stand. */
const SPECIAL = new Set(['DIALOG', 'EMBED', 'INPUT', 'NOSCRIPT', 'SUMMARY']);
const TABLE_PARTS = new Set(['COL', 'COLGROUP', 'TBODY', 'TFOOT', 'THEAD', 'TR']);

const isHiddenPart = (element: Element): boolean =>
  TABLE_PARTS.has(element.tagName) && element.hasAttribute('hidden');
const isSpecial = (element: Element): boolean =>
  SPECIAL.has(element.tagName) || element.hasAttribute('popover') || isHiddenPart(element);

/** '' where nothing is said. */
function inline(element: Element, property: string): string {
  return element.hasAttribute('style') ? (element as HTMLElement).style.getPropertyValue(property) : '';
}

function inherited(element: Element, property: keyof typeof INITIAL): string {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const own = inline(at, property);
    if (own !== '') return own;
    if (property === 'visibility' && isHiddenPart(at)) return 'collapse';
  }
  return INITIAL[property];
}

export function quickenStyles(window: Window): void {
  const real = window.getComputedStyle.bind(window);
  const usual = new Map<string, CSSStyleDeclaration>();

  /** Of an element of that name that stands nowhere and has no attributes. */
  function usualStyle({ tagName }: Element): CSSStyleDeclaration {
    const known = usual.get(tagName) ?? real(document.createElement(tagName));
    usual.set(tagName, known);
    return known;
  }

  function valueOf(element: Element, property: string): string {
    if (property in INITIAL) return inherited(element, property as keyof typeof INITIAL);
    if (isSpecial(element) || COMPUTED.test(property)) return real(element).getPropertyValue(property);
    const own = inline(element, property);
    if (own !== '') return own;
    if (property === 'display' && element.hasAttribute('hidden')) return 'none';
    return usualStyle(element).getPropertyValue(property);
  }

  window.getComputedStyle = (element, pseudo) => {
    if (pseudo !== undefined && pseudo !== null) return real(element, pseudo);
    const getPropertyValue = (property: string): string => valueOf(element, property);
    return new Proxy({} as CSSStyleDeclaration, {
      get(_, name) {
        if (typeof name === 'symbol') return undefined;
        return name === 'getPropertyValue' ? getPropertyValue : valueOf(element, dashed(name));
      },
    });
  };
}
