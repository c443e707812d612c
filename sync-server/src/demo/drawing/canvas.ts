/**
 * A small drawing surface: filled polygons with soft edges, ellipses, strokes, gradients, grain. Enough for the demo's
 * pictures; knows no scene and no file format.
 */
import type { Chance } from '../random.ts';

/** Scenes are drawn in these units. */
export const WIDTH = 640;
export const HEIGHT = 480;
/** Pixels a unit: what a photo costs to draw and to encode grows with its square, and a first start waits for all. */
const SCALE = 0.8;

export type Point = readonly [x: number, y: number];
/** `#rrggbb` */
export type Colour = string;
type Rgb = readonly [number, number, number];

/** Points from a flat list: x, y, x, y, … */
export function pts(...xy: readonly number[]): readonly Point[] {
  return Array.from({ length: xy.length / 2 }, (_, index): Point => [
    xy[2 * index] ?? 0,
    xy[2 * index + 1] ?? 0,
  ]);
}

export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row. */
  readonly data: Uint8ClampedArray;
}

export function newCanvas(): Canvas {
  const [width, height] = [WIDTH * SCALE, HEIGHT * SCALE];
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(255) };
}

function rgb(colour: Colour): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function blend({ data }: Canvas, offset: number, [r, g, b]: Rgb, cover: number): void {
  const [fromR, fromG, fromB] = [data[offset] ?? 0, data[offset + 1] ?? 0, data[offset + 2] ?? 0];
  data[offset] = fromR + (r - fromR) * cover;
  data[offset + 1] = fromG + (g - fromG) * cover;
  data[offset + 2] = fromB + (b - fromB) * cover;
}

/** From `top` down to `bottom`, over the rows between. */
export function gradient(canvas: Canvas, top: number, bottom: number, above: Colour, below: Colour): void {
  const [from, to] = [Math.round(top * SCALE), Math.round(bottom * SCALE)];
  const [a, b] = [rgb(above), rgb(below)];
  const stride = canvas.width * 4;
  for (let y = Math.max(0, from); y < Math.min(canvas.height, to); y += 1) {
    const part = (y - from) / Math.max(1, to - from);
    const pixel = a.map((value, index) => value + ((b[index] ?? 0) - value) * part);
    canvas.data.set([...pixel, 255], y * stride);
    // One pixel is laid, then what is laid is doubled until the row is full.
    for (let done = 4; done < stride; done *= 2) {
      canvas.data.copyWithin(y * stride + done, y * stride, y * stride + Math.min(done, stride - done));
    }
  }
}

/** A polygon's edges in pixels: x1, y1, x2, y2, … */
function edgesOf(points: readonly Point[]): Float64Array {
  const edges = new Float64Array(points.length * 4);
  points.forEach((point, index) => {
    edges.set(point, index * 4);
    edges.set(points[(index + 1) % points.length] ?? point, index * 4 + 2);
  });
  return edges.map((value) => value * SCALE);
}

/** Where a horizontal line crosses the edges, from left to right. */
function crossings(edges: Float64Array, y: number): number[] {
  const hits: number[] = [];
  for (let at = 0; at < edges.length; at += 4) {
    const [y1, y2] = [edges[at + 1] ?? 0, edges[at + 3] ?? 0];
    if (y1 <= y === y2 <= y) continue;
    const x1 = edges[at] ?? 0;
    hits.push(x1 + ((y - y1) / (y2 - y1)) * ((edges[at + 2] ?? 0) - x1));
  }
  return hits.length > 2 ? hits.sort((a, b) => a - b) : hits;
}

function coverSpan(cover: Float32Array, left: number, right: number, weight: number): void {
  const [start, end] = [Math.max(0, Math.min(left, right)), Math.min(cover.length, Math.max(left, right))];
  for (let x = Math.floor(start); x < end; x += 1) {
    cover[x] = (cover[x] ?? 0) + weight * (Math.min(end, x + 1) - Math.max(start, x));
  }
}

const LINES = 3;

export function polygon(canvas: Canvas, points: readonly Point[], colour: Colour, alpha = 1): void {
  const paint = rgb(colour);
  const edges = edgesOf(points);
  const [xs, ys] = [points.map(([x]) => x * SCALE), points.map(([, y]) => y * SCALE)];
  const [top, bottom] = [
    Math.max(0, Math.floor(Math.min(...ys))),
    Math.min(canvas.height - 1, Math.max(...ys)),
  ];
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const cover = new Float32Array(Math.max(0, Math.min(canvas.width, Math.ceil(Math.max(...xs))) - left));
  for (let y = top; y <= bottom; y += 1) {
    cover.fill(0);
    for (let line = 0; line < LINES; line += 1) {
      const hits = crossings(edges, y + (line + 0.5) / LINES);
      for (let index = 0; index + 1 < hits.length; index += 2) {
        coverSpan(cover, (hits[index] ?? 0) - left, (hits[index + 1] ?? 0) - left, 1 / LINES);
      }
    }
    for (let x = 0; x < cover.length; x += 1) {
      const part = cover[x] ?? 0;
      if (part > 0) blend(canvas, (y * canvas.width + left + x) * 4, paint, Math.min(1, part) * alpha);
    }
  }
}

export function rect(canvas: Canvas, [x, y]: Point, [w, h]: Point, colour: Colour, alpha = 1): void {
  const points: readonly Point[] = [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
  ];
  polygon(canvas, points, colour, alpha);
}

export function ellipse(canvas: Canvas, [x, y]: Point, [rx, ry]: Point, colour: Colour, alpha = 1): void {
  const points = Array.from({ length: 40 }, (_, index): Point => {
    const angle = (index / 40) * 2 * Math.PI;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
  polygon(canvas, points, colour, alpha);
}

/** A line through points, with round joints. */
export function stroke(
  canvas: Canvas,
  points: readonly Point[],
  thickness: number,
  colour: Colour,
  alpha = 1,
): void {
  const half = thickness / 2;
  points.forEach(([x1, y1], index) => {
    const next = points[index + 1];
    if (thickness > 3) ellipse(canvas, [x1, y1], [half, half], colour, alpha);
    if (next === undefined) return;
    const [x2, y2] = next;
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [dx, dy] = [(-(y2 - y1) / length) * half, ((x2 - x1) / length) * half];
    const side: readonly Point[] = [
      [x1 + dx, y1 + dy],
      [x2 + dx, y2 + dy],
      [x2 - dx, y2 - dy],
      [x1 - dx, y1 - dy],
    ];
    polygon(canvas, side, colour, alpha);
  });
}

/** A crooked line between two points, for cracks and twigs. */
export function crooked(from: Point, to: Point, steps: number, sway: number, by: Chance): readonly Point[] {
  return Array.from({ length: steps + 1 }, (_, index): Point => {
    const part = index / steps;
    const still = index === 0 || index === steps;
    const off = still ? 0 : by.between(-sway, sway);
    return [from[0] + (to[0] - from[0]) * part + off, from[1] + (to[1] - from[1]) * part + off * 0.6];
  });
}

const GRAIN = 4096;

/** A camera's grain and a little shade towards the corners. */
export function develop(canvas: Canvas, by: Chance): void {
  const { width, height, data } = canvas;
  const grains = Float32Array.from({ length: GRAIN }, () => by.between(-3, 3));
  for (let y = 0; y < height; y += 1) {
    const down = (y / height - 0.5) ** 2;
    const start = Math.floor(by.between(0, GRAIN));
    for (let x = 0; x < width; x += 1) {
      const shade = 1 - 0.44 * (down + (x / width - 0.5) ** 2);
      const grain = grains[(start + x) % GRAIN] ?? 0;
      const offset = (y * width + x) * 4;
      for (let part = offset; part < offset + 3; part += 1) data[part] = (data[part] ?? 0) * shade + grain;
    }
  }
}
