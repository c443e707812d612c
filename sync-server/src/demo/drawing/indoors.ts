/** Pictures taken inside or close by: leak under a sink, stained ceiling, mailboxes, a plan on paper. */
import type { Chance } from '../random.ts';
import {
  crooked,
  ellipse,
  gradient,
  polygon,
  pts,
  rect,
  stroke,
  HEIGHT,
  WIDTH,
  type Canvas,
  type Colour,
} from './canvas.ts';

type Draw = (canvas: Canvas, by: Chance) => void;

const sink: Draw = (canvas, by) => {
  gradient(canvas, 0, HEIGHT, '#6b5646', '#43342a');
  polygon(canvas, pts(70, 40, 570, 40, 520, 380, 120, 380), '#8c7460');
  polygon(canvas, pts(120, 380, 520, 380, 570, HEIGHT, 70, HEIGHT), '#a38a72');
  polygon(canvas, pts(190, 40, 450, 40, 410, 104, 230, 104), '#c9ced2');
  const pipe = by.pick<Colour>(['#e9ecee', '#d9dde0', '#cfc6b6']);
  stroke(canvas, pts(320, 100, 320, 214), 34, pipe);
  stroke(canvas, pts(320, 214, 330, 268, 372, 286, 412, 266, 420, 214), 34, pipe);
  stroke(canvas, pts(420, 214, 430, 190, 520, 186), 34, pipe);
  for (const y of [124, 206]) rect(canvas, [298, y], [44, 18], '#aab1b6');
  rect(canvas, [398, 206], [44, 18], '#aab1b6');
  for (const [x, tone] of [
    [232, '#b8673f'],
    [196, '#4f7fae'],
  ] as const) {
    stroke(canvas, pts(x, 60, x, 300, x - 50, 330), 10, tone);
  }
  for (let drop = 0; drop < 6; drop += 1) {
    const y = 300 + drop * 22 + by.between(-5, 5);
    ellipse(canvas, [372 + by.between(-3, 3), y], [3.5, 6.5], '#bfe0f2', 0.9);
  }
  ellipse(canvas, [376, 440], [130 + by.between(-20, 20), 22], '#87a9bd', 0.65);
  ellipse(canvas, [360, 436], [84, 11], '#d6ecf7', 0.6);
};

const ceiling: Draw = (canvas, by) => {
  gradient(canvas, 0, HEIGHT, '#f2efe8', '#dcd6c9');
  polygon(canvas, pts(0, 400, WIDTH, 360, WIDTH, HEIGHT, 0, HEIGHT), '#c3cdc6');
  stroke(canvas, pts(0, 400, WIDTH, 360), 12, '#fbfaf6');
  const [x, y] = [by.between(220, 330), by.between(150, 220)];
  const rings = [
    [170, 100, '#c8a873'],
    [142, 82, '#d9c194'],
    [110, 60, '#b98f55'],
    [96, 50, '#d8c49c'],
  ] as const;
  for (const [rx, ry, tone] of rings) {
    for (let lobe = 0; lobe < 5; lobe += 1) {
      const at = [x + by.between(-30, 30), y + by.between(-18, 18)] as const;
      ellipse(canvas, at, [rx * by.between(0.7, 1), ry * by.between(0.7, 1)], tone, 0.3);
    }
  }
  stroke(canvas, crooked([x - 120, y + 30], [x + 130, y - 20], 9, 10, by), 2.4, '#8a6a3c', 0.8);
  stroke(canvas, pts(540, 0, 540, 70), 4, '#55504a');
  ellipse(canvas, [540, 92], [52, 26], '#f7e6b0');
  ellipse(canvas, [540, 86], [60, 14], '#e0c878');
};

const mailboxes: Draw = (canvas, by) => {
  gradient(canvas, 0, HEIGHT, '#b9c3b0', '#8fa07f');
  rect(canvas, [70, 60], [500, 330], '#5d666f');
  const dented = Math.floor(by.between(5, 15));
  for (let box = 0; box < 20; box += 1) {
    const [x, y] = [86 + (box % 5) * 96, 76 + Math.floor(box / 5) * 78];
    rect(canvas, [x, y], [84, 64], '#9aa5ae');
    rect(canvas, [x + 4, y + 4], [76, 56], '#b4bec6');
    ellipse(canvas, [x + 66, y + 34], [5, 5], '#5d666f');
    rect(canvas, [x + 12, y + 12], [22, 12], '#f4f2ea');
    if (box !== dented) continue;
    rect(canvas, [x, y], [84, 64], '#2b2f34');
    polygon(canvas, pts(x + 6, y + 10, x + 66, y + 26, x + 58, y + 92, x - 4, y + 70), '#a8b2ba');
    stroke(canvas, crooked([x + 10, y + 24], [x + 54, y + 78], 6, 6, by), 3, '#6d767e');
  }
  rect(canvas, [290, 390], [60, 90], '#4a5158');
};

const plan: Draw = (canvas, by) => {
  gradient(canvas, 0, HEIGHT, '#7a5c45', '#5d4433');
  polygon(canvas, pts(60, 36, 592, 24, 604, 448, 44, 456), '#fbf9f2');
  for (let line = 0; line < 14; line += 1) {
    stroke(canvas, pts(70, 60 + line * 28, 590, 52 + line * 28), 1.2, '#c9d8e6', 0.8);
    stroke(canvas, pts(90 + line * 37, 44, 84 + line * 37, 444), 1.2, '#c9d8e6', 0.8);
  }
  const ink = '#2d4b7c';
  const lot = [
    [130, 90],
    [520, 84],
    [526, 400],
    [126, 404],
    [130, 90],
  ] as const;
  stroke(canvas, lot, 3, ink);
  const [w, h] = [by.between(150, 210), by.between(90, 130)];
  polygon(canvas, pts(230, 250, 230 + w, 248, 232 + w, 248 + h, 232, 250 + h), '#dfe6ee');
  stroke(canvas, pts(230, 250, 230 + w, 248, 232 + w, 248 + h, 232, 250 + h, 230, 250), 3, ink);
  stroke(canvas, pts(150, 112, 500, 106, 504, 220), 5, '#b5402f');
  for (let post = 0; post < 8; post += 1)
    ellipse(canvas, [156 + post * 48, 112 - post * 0.8], [5, 5], '#b5402f');
  for (const [x, y] of [
    [170, 330],
    [470, 340],
    [180, 190],
  ] as const)
    ellipse(canvas, [x, y], [20, 18], '#9dbb8b', 0.8);
  stroke(canvas, pts(300, 428, 420, 426), 2.4, ink);
};

export const indoorScenes = { sink, ceiling, mailboxes, plan } as const;
