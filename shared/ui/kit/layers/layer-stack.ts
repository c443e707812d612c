/**
 * What lies over the screen, in the order in which it came: sheets, lightboxes, menus, popovers, toasts. Escape and Back
 * each take one of them, the top one. Knows neither React nor the page; who listens is LayersProvider's business.
 */
export type LayerKind = 'sheet' | 'lightbox' | 'menu' | 'popover' | 'toast';

export interface Layer {
  readonly kind: LayerKind;
  /** Asks it to go. It may stay, and say why: a sheet with words that nobody has kept. */
  readonly close: () => void;
  /** Whether the focus is inside. Only toasts are asked. */
  readonly hasFocus?: () => boolean;
}

export interface LayerStack {
  /** @returns takes it off again; calling that twice does nothing */
  readonly put: (layer: Layer) => () => void;
  /** True when something was asked to go, and the press has had its effect. */
  readonly escape: () => boolean;
  /** The same for the Back of a phone or a browser. */
  readonly back: () => boolean;
  /** Something is open that has its own keys: the screen's rest. */
  readonly holdsKeys: () => boolean;
}

/** Toasts come and go by themselves: they never stand between a member and Escape, save while they have the focus. */
const waitsForFocus = ({ kind }: Layer): boolean => kind === 'toast';

export function createLayerStack(): LayerStack {
  let layers: readonly Layer[] = [];
  const top = (): Layer | undefined => layers.findLast((layer) => !waitsForFocus(layer));
  const ask = (layer: Layer | undefined): boolean => {
    layer?.close();
    return layer !== undefined;
  };
  return {
    put: (layer) => {
      layers = [...layers, layer];
      return () => {
        layers = layers.filter((one) => one !== layer);
      };
    },
    escape: () =>
      ask(layers.findLast((layer) => waitsForFocus(layer) && layer.hasFocus?.() === true) ?? top()),
    back: () => ask(top()),
    holdsKeys: () => top() !== undefined,
  };
}
