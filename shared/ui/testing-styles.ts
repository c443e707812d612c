/**
 * jsdom matches every rule of its own style sheet against an element and all its ancestors whenever a style is asked for,
 * and one query by role asks for hundreds: a fifth of the time of these tests. No style sheet of ours is loaded in them,
 * so what the queries ask for follows from an element's name, its attributes and its inline style. jsdom answers the rest.
 */

type Asked = 'display' | 'visibility' | 'pointer-events';
const ASKED: Readonly<Record<string, Asked>> = {
  display: 'display',
  visibility: 'visibility',
  pointerEvents: 'pointer-events',
  'pointer-events': 'pointer-events',
};
const INITIAL = { visibility: 'visible', 'pointer-events': 'auto' } as const;

/** Shown or not by an attribute of their own, or by where they stand. */
const SPECIAL = new Set(['DIALOG', 'EMBED', 'INPUT', 'NOSCRIPT', 'SUMMARY']);
const TABLE_PARTS = new Set(['COL', 'COLGROUP', 'TBODY', 'TFOOT', 'THEAD', 'TR']);

const isHiddenPart = (element: Element): boolean =>
  TABLE_PARTS.has(element.tagName) && element.hasAttribute('hidden');
const isSpecial = (element: Element): boolean =>
  SPECIAL.has(element.tagName) || element.hasAttribute('popover') || isHiddenPart(element);

/** '' where nothing is said. */
function inline(element: Element, property: Asked): string {
  return element.hasAttribute('style') ? (element as HTMLElement).style.getPropertyValue(property) : '';
}

function inherited(element: Element, property: 'visibility' | 'pointer-events'): string {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const own = inline(at, property);
    if (own !== '') return own;
    if (property === 'visibility' && isHiddenPart(at)) return 'collapse';
  }
  return INITIAL[property];
}

export function quickenStyles(window: Window): void {
  const real = window.getComputedStyle.bind(window);
  const usual = new Map<string, string>();

  function usualDisplay({ tagName }: Element): string {
    const known = usual.get(tagName) ?? real(document.createElement(tagName)).display;
    usual.set(tagName, known);
    return known;
  }

  function valueOf(element: Element, property: Asked): string {
    if (property !== 'display') return inherited(element, property);
    if (isSpecial(element)) return real(element).display;
    const own = inline(element, 'display');
    if (own !== '') return own;
    return element.hasAttribute('hidden') ? 'none' : usualDisplay(element);
  }

  window.getComputedStyle = (element, pseudo) => {
    if (pseudo !== undefined && pseudo !== null) return real(element, pseudo);
    let whole: CSSStyleDeclaration | undefined;
    const rest = (): CSSStyleDeclaration => (whole ??= real(element));
    const getPropertyValue = (name: string): string => {
      const asked = ASKED[name];
      return asked === undefined ? rest().getPropertyValue(name) : valueOf(element, asked);
    };
    return new Proxy({} as CSSStyleDeclaration, {
      get(_, name: string) {
        if (name === 'getPropertyValue') return getPropertyValue;
        return name in ASKED ? getPropertyValue(name) : (Reflect.get(rest(), name) as unknown);
      },
    });
  };
}
