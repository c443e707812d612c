/**
 * Draws the installed app's icons into pwa/public/icons: `node shared/config/scripts/icons.mjs`. Run it after a change
 * of the mark or of the green; the pictures are committed. Lines are drawn by their distance, so every size is sharp.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { root } from './lib.mjs';

const GREEN = [0x1f, 0x5a, 0x41];
const WHITE = [0xff, 0xff, 0xff];
const folder = join(root, 'pwa/public/icons');

/** Lines in a square of 32: the house and its tick; a plus; three lines. */
const house = [
  [4, 15, 16, 5],
  [16, 5, 28, 15],
  [7, 13, 7, 26],
  [7, 26, 25, 26],
  [25, 26, 25, 13],
  [11.5, 19.5, 14.7, 22.7],
  [14.7, 22.7, 20.7, 16.3],
];
const plus = [
  [16, 7, 16, 25],
  [7, 16, 25, 16],
];
const list = [
  [8, 10, 24, 10],
  [8, 16, 24, 16],
  [8, 22, 18, 22],
];

function distance([ax, ay, bx, by], x, y) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Distance to a rounded square of the whole picture; below zero is inside. */
function square(x, y, corner) {
  const qx = Math.abs(x - 0.5) - 0.5 + corner;
  const qy = Math.abs(y - 0.5) - 0.5 + corner;
  return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - corner;
}

const cover = (pixels) => Math.min(1, Math.max(0, 0.5 - pixels));

/** @param share how much of the width the mark takes; @param corner radius as a share, 0 for a full square */
function draw(size, lines, { share, corner, stroke = 2.4 }) {
  const png = new PNG({ width: size, height: size });
  const unit = (size * share) / 32;
  for (let py = 0; py < size; py += 1) {
    for (let px = 0; px < size; px += 1) {
      const [x, y] = [px + 0.5, py + 0.5];
      const mark = [(x - size / 2) / unit + 16, (y - size / 2) / unit + 16];
      const near = Math.min(...lines.map((line) => distance(line, ...mark)));
      const ink = cover((near - stroke / 2) * unit);
      const ground = corner === 0 ? 1 : cover(square(x / size, y / size, corner) * size);
      const at = (py * size + px) * 4;
      for (let part = 0; part < 3; part += 1)
        png.data[at + part] = Math.round(GREEN[part] + (WHITE[part] - GREEN[part]) * ink);
      png.data[at + 3] = Math.round(255 * ground);
    }
  }
  return PNG.sync.write(png, { deflateLevel: 9 });
}

mkdirSync(folder, { recursive: true });
const any = { share: 0.68, corner: 0.22 };
// The system may cut a maskable icon down to a circle of 80 %: the mark stays well within.
const maskable = { share: 0.54, corner: 0 };
const pictures = {
  'icon-192.png': draw(192, house, any),
  'icon-512.png': draw(512, house, any),
  'maskable-192.png': draw(192, house, maskable),
  'maskable-512.png': draw(512, house, maskable),
  'apple-180.png': draw(180, house, { share: 0.62, corner: 0 }),
  'new-96.png': draw(96, plus, { share: 0.6, corner: 0.5, stroke: 3 }),
  'list-96.png': draw(96, list, { share: 0.6, corner: 0.5, stroke: 3 }),
};
for (const [name, bytes] of Object.entries(pictures)) writeFileSync(join(folder, name), bytes);

const path = (lines) => lines.map(([ax, ay, bx, by]) => `M${ax} ${ay}L${bx} ${by}`).join('');
writeFileSync(
  join(folder, 'icon.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="10.5" fill="#1f5a41"/><g transform="translate(8 8)" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"><path d="${path(house)}"/></g></svg>\n`,
);
