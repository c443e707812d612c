/** Where the window was and how large: kept, and brought back only to where a screen still is; its ground. Pure. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace extends Area {
  readonly maximized: boolean;
}

/** Below this the screens stop reflowing; it is the phone's width, so a narrow window beside another program works. */
export const MIN_SIZE = { width: 390, height: 560 } as const;
export const FIRST_SIZE = { width: 1280, height: 860 } as const;
/** The theme's ground, so that nothing flashes before the first picture. */
export const GROUND = { light: '#faf8f4', dark: '#161512' } as const;
/** So much of the title bar must be on a screen that it can be caught with the mouse. */
const GRIP = 80;

export function parsePlace(value: unknown): WindowPlace | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: Readonly<Record<string, unknown>> = { ...value };
  const { x, y, width, height, maximized } = found;
  const whole = (number: unknown): number is number => Number.isInteger(number);
  if (!whole(x) || !whole(y) || !whole(width) || !whole(height) || typeof maximized !== 'boolean')
    return undefined;
  return { x, y, width, height, maximized };
}

function canBeCaught(place: Area, screen: Area): boolean {
  const across = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x);
  return across >= GRIP && place.y >= screen.y && place.y <= screen.y + screen.height - GRIP;
}

/**
 * @param screens work areas of the screens now connected
 * @returns bounds for the window; without x and y the system centres it
 */
export function placeWindow(
  saved: WindowPlace | undefined,
  screens: readonly Area[],
): { readonly bounds: Partial<Area>; readonly maximized: boolean } {
  if (saved === undefined) return { bounds: FIRST_SIZE, maximized: false };
  const size = {
    width: Math.max(MIN_SIZE.width, saved.width),
    height: Math.max(MIN_SIZE.height, saved.height),
  };
  const seen = screens.some((screen) => canBeCaught({ ...saved, ...size }, screen));
  return { bounds: seen ? { x: saved.x, y: saved.y, ...size } : size, maximized: saved.maximized };
}
