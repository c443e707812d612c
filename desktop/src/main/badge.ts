/** The number of new things on the app's icon. Windows has no number there: it gets a dot over the icon, with words. */
import { app, nativeImage, type BrowserWindow, type NativeImage } from 'electron';

const SIZE = 16;
/** Clay, as the page marks what is new; blue, green, red and opacity, as a bitmap has them. */
const CLAY = [0x2b, 0x50, 0xa4, 0xff] as const;

/** A filled circle as raw pixels. */
export function dotPixels(): Buffer {
  const pixels = Buffer.alloc(SIZE * SIZE * 4);
  const middle = (SIZE - 1) / 2;
  for (let at = 0; at < SIZE * SIZE; at += 1) {
    const fromMiddle = Math.hypot((at % SIZE) - middle, Math.floor(at / SIZE) - middle);
    if (fromMiddle <= middle) pixels.set(CLAY, at * 4);
  }
  return pixels;
}

function dot(): NativeImage {
  return nativeImage.createFromBitmap(dotPixels(), { width: SIZE, height: SIZE });
}

export function showBadge(count: number, window: BrowserWindow | undefined): void {
  if (process.platform === 'win32') window?.setOverlayIcon(count === 0 ? null : dot(), String(count));
  else app.setBadgeCount(count);
}
