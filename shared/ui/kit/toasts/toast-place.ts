/**
 * Where messages lie so that they cover no act: at the bottom, and further up as long as something to press is under
 * them. Pure, in pixels of the window, y downwards.
 */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface ToastRoom {
  readonly toasts: { readonly left: number; readonly right: number; readonly height: number };
  readonly windowHeight: number;
  /** Bars that stay at the bottom: never covered, whatever the window's height. */
  readonly bars: readonly Box[];
  /** Buttons and fields: not covered while there is room elsewhere. */
  readonly acts: readonly Box[];
}

const GAP = 8;
/** Higher up stands what says where one is. */
const HEAD = 64;

/** The lowest place for the toasts' lower edge at which none of these is under them. */
function lowest({ toasts, windowHeight }: ToastRoom, taken: readonly Box[]): number {
  const beside = taken.filter(({ left, right }) => left < toasts.right + GAP && right > toasts.left - GAP);
  let edge = windowHeight - GAP;
  for (;;) {
    const under = beside.filter(({ top, bottom }) => top < edge + GAP && bottom > edge - toasts.height - GAP);
    if (under.length === 0) return edge;
    edge = Math.min(...under.map(({ top }) => top)) - GAP;
  }
}

/** Distance of the toasts' lower edge from the window's. */
export function toastBottom(room: ToastRoom): number {
  const clear = lowest(room, [...room.bars, ...room.acts]);
  const fits = clear - room.toasts.height >= HEAD;
  return room.windowHeight - (fits ? clear : Math.max(lowest(room, room.bars), room.toasts.height));
}
