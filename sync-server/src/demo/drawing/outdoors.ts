/** Pictures taken outside: street light, pavement, fence, pool, tree, gate, playground, a house front. */
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

function sky(canvas: Canvas, by: Chance, horizon: number): void {
  const [top, low] = by.pick<readonly [Colour, Colour]>([
    ['#6fa8dc', '#d9ecf7'],
    ['#8fb8d8', '#eef3f2'],
    ['#7c95b5', '#cfd8df'],
  ]);
  gradient(canvas, 0, horizon, top, low);
  for (let cloud = 0; cloud < 3; cloud += 1) {
    const [x, y] = [by.between(40, WIDTH), by.between(30, horizon * 0.5)];
    for (let puff = 0; puff < 4; puff += 1) {
      ellipse(canvas, [x + puff * 26, y + by.between(-8, 8)], [34, 16], '#ffffff', 0.55);
    }
  }
}

function grass(canvas: Canvas, by: Chance, from: number): void {
  gradient(canvas, from, HEIGHT, '#7d9b52', '#55743a');
  for (let blade = 0; blade < 260; blade += 1) {
    const [x, y] = [by.between(0, WIDTH), by.between(from, HEIGHT)];
    stroke(canvas, pts(x, y, x + by.between(-4, 4), y - by.between(6, 14)), 1.6, '#456231', 0.5);
  }
}

const streetLight: Draw = (canvas, by) => {
  gradient(canvas, 0, 360, '#1d2747', '#d98f6b');
  for (let star = 0; star < 24; star += 1) {
    ellipse(canvas, [by.between(0, WIDTH), by.between(0, 170)], [1.3, 1.3], '#f5edd8', 0.8);
  }
  for (const x of [-30, 150, 330, 520]) {
    const roof = 250 + by.between(-12, 12);
    polygon(canvas, pts(x, roof, x + 80, roof - 52, x + 160, roof), '#2b2a3a');
    rect(canvas, [x + 12, roof], [136, 120], '#353345');
    rect(canvas, [x + 40, roof + 28], [26, 30], by.pick(['#f3c969', '#3f3d50']));
  }
  gradient(canvas, 356, HEIGHT, '#4a4a55', '#2e2e38');
  const x = by.between(250, 390);
  stroke(canvas, pts(x, 440, x, 96), 11, '#15151c');
  stroke(canvas, pts(x, 100, x + 36, 76, x + 86, 74), 8, '#15151c');
  polygon(canvas, pts(x + 70, 70, x + 132, 70, x + 118, 92, x + 80, 92), '#24242e');
  polygon(canvas, pts(x + 84, 92, x + 116, 92, x + 108, 104, x + 92, 104), '#8b8f98');
  stroke(canvas, crooked([x + 86, 94], [x + 112, 103], 4, 3, by), 1.6, '#1a1a22');
};

const pavement: Draw = (canvas, by) => {
  grass(canvas, by, 0);
  polygon(canvas, pts(170, 0, 470, 0, 590, HEIGHT, 50, HEIGHT), '#b9b6ae');
  for (const [y, left, right] of [
    [118, 141, 500],
    [290, 97, 543],
  ] as const) {
    stroke(canvas, pts(left, y, right, y), 4, '#8f8c85');
  }
  polygon(canvas, pts(97, 290, 543, 290, 500, 246, 150, 262), '#a4a097');
  const middle = by.between(260, 380);
  const crack = crooked([middle - 140, 130], [middle + 120, 430], 11, 16, by);
  stroke(canvas, crack, 7, '#4f4b45');
  stroke(canvas, crack, 3, '#2a2723');
  const fork = crack[5] ?? [middle, 280];
  stroke(canvas, crooked(fork, [fork[0] + 150, fork[1] - 70], 7, 10, by), 4, '#4a4640');
  stroke(canvas, crooked(fork, [fork[0] - 90, fork[1] + 110], 6, 9, by), 3, '#4a4640');
  for (let tuft = 0; tuft < 5; tuft += 1) {
    const at = crack[2 + tuft] ?? fork;
    for (let blade = -3; blade <= 3; blade += 1) {
      stroke(canvas, [at, [at[0] + blade * 4, at[1] - by.between(10, 22)]], 2, '#5d8040');
    }
  }
};

const fence: Draw = (canvas, by) => {
  sky(canvas, by, 330);
  grass(canvas, by, 325);
  const wood = by.pick<Colour>(['#b98a58', '#a67c52', '#c79a6b']);
  rect(canvas, [0, 190], [WIDTH, 16], '#8a6440');
  rect(canvas, [0, 318], [WIDTH, 16], '#8a6440');
  const broken = Math.floor(by.between(5, 10));
  for (let board = 0; board < 15; board += 1) {
    const x = board * 44 - 6;
    if (board === broken) continue;
    const lean = board === broken + 1 ? 34 : 0;
    const top = 128 + by.between(-4, 4) + lean;
    polygon(
      canvas,
      pts(x + lean, top + 16, x + 19 + lean, top, x + 38 + lean, top + 16, x + 38, 392, x, 392),
      wood,
    );
    stroke(canvas, pts(x + 12 + lean, top + 30, x + 12, 380), 1.6, '#7b5a38', 0.5);
  }
  const x = broken * 44;
  polygon(canvas, pts(x - 60, 428, x + 176, 404, x + 184, 438, x - 52, 462), wood);
  stroke(canvas, pts(x - 40, 440, x + 170, 418), 2, '#7b5a38', 0.6);
};

const pool: Draw = (canvas, by) => {
  gradient(canvas, 0, HEIGHT, '#e8dcc6', '#d3c2a3');
  for (let y = 0; y < HEIGHT; y += 48) stroke(canvas, pts(0, y, WIDTH, y), 1.6, '#bfae8f', 0.8);
  for (let x = 0; x < WIDTH; x += 64) stroke(canvas, pts(x, 0, x, HEIGHT), 1.6, '#bfae8f', 0.8);
  const water = by.pick<Colour>(['#4fb3c8', '#6fae7f', '#57a9d4']);
  polygon(canvas, pts(120, 96, 640, 70, 640, 420, 60, 420), '#f5f1e6');
  polygon(canvas, pts(140, 112, 640, 88, 640, 400, 84, 400), water);
  for (let wave = 0; wave < 34; wave += 1) {
    const [x, y] = [by.between(150, 600), by.between(130, 380)];
    stroke(canvas, pts(x, y, x + 22, y - 5, x + 46, y + 2), 2.4, '#ffffff', 0.35);
  }
  for (const x of [210, 262]) {
    stroke(canvas, pts(x, 190, x, 96, x + 8, 74, x + 24, 70), 6, '#e7edf0');
  }
  for (const y of [126, 156]) stroke(canvas, pts(210, y, 262, y), 5, '#cfd9de');
  for (let tile = 0; tile < 4; tile += 1) {
    const x = 330 + tile * 48;
    polygon(canvas, pts(x, 402, x + 40, 401, x + 34 + by.between(-8, 8), 420, x + 6, 420), '#a08a68');
    polygon(canvas, pts(x + 8, 434, x + 30, 428, x + 40, 444, x + 12, 450), '#f1ecdf');
  }
  stroke(canvas, crooked([310, 412], [540, 408], 9, 7, by), 3, '#5b4c36');
};

const tree: Draw = (canvas, by) => {
  sky(canvas, by, 250);
  grass(canvas, by, 240);
  polygon(canvas, pts(250, 240, 390, 240, 560, HEIGHT, 120, HEIGHT), '#c9c2b4');
  stroke(canvas, pts(86, 430, 92, 250, 78, 40), 46, '#5a4231');
  for (let leaf = 0; leaf < 60; leaf += 1) {
    const at = [by.between(-20, 210), by.between(-10, 130)] as const;
    ellipse(canvas, at, [26, 18], by.pick(['#4d7a3a', '#5f8f45', '#3f6a32']), 0.9);
  }
  stroke(canvas, crooked([150, 250], [560, 372], 8, 12, by), 20, '#6b4e39');
  for (let twig = 0; twig < 9; twig += 1) {
    const from = [by.between(240, 540), by.between(280, 366)] as const;
    stroke(
      canvas,
      crooked(from, [from[0] + by.between(20, 90), from[1] + by.between(-80, 70)], 4, 8, by),
      6,
      '#6b4e39',
    );
    for (let leaf = 0; leaf < 7; leaf += 1) {
      const at = [from[0] + by.between(0, 90), from[1] + by.between(-70, 60)] as const;
      ellipse(canvas, at, [13, 8], by.pick(['#6f9a4c', '#8aa552', '#557f3d']));
    }
  }
};

const gate: Draw = (canvas, by) => {
  sky(canvas, by, 270);
  gradient(canvas, 270, HEIGHT, '#77777a', '#58585c');
  for (const x of [40, 540]) {
    rect(canvas, [x, 150], [64, 220], '#a8623f');
    for (let y = 164; y < 366; y += 18) rect(canvas, [x, y], [64, 2], '#874a2d', 0.8);
    polygon(canvas, pts(x - 10, 150, x + 74, 150, x + 60, 132, x + 4, 132), '#d8d2c4');
  }
  const open = by.between(40, 120);
  for (const [hinge, tip] of [
    [104, 300 - open],
    [540, 344],
  ] as const) {
    for (const y of [190, 330]) stroke(canvas, pts(hinge, y, tip, y + 12), 7, '#23252b');
    for (let bar = 0; bar <= 8; bar += 1) {
      const x = hinge + ((tip - hinge) * bar) / 8;
      stroke(canvas, pts(x, 172, x, 352), 4, '#23252b');
    }
  }
  rect(canvas, [482, 250], [34, 52], '#dcdcd6');
  ellipse(canvas, [499, 266], [6, 6], '#c23b2e');
};

const playground: Draw = (canvas, by) => {
  sky(canvas, by, 260);
  grass(canvas, by, 250);
  polygon(canvas, pts(60, 400, 580, 400, 640, HEIGHT, 0, HEIGHT), '#c08e5c');
  for (const x of [110, 530]) {
    stroke(canvas, pts(x - 50, 430, x, 110, x + 50, 430), 12, '#b8402f');
  }
  stroke(canvas, pts(100, 112, 540, 112), 13, '#b8402f');
  for (const x of [200, 258]) stroke(canvas, pts(x, 116, x, 352), 3.4, '#4c5058');
  rect(canvas, [190, 350], [78, 12], '#26323f');
  stroke(canvas, pts(380, 116, 380, 300), 3.4, '#4c5058');
  stroke(canvas, crooked([438, 116], [446, 218], 5, 3, by), 3.4, '#4c5058');
  polygon(canvas, pts(372, 300, 388, 296, 428, 396, 414, 402), '#26323f');
};

const house: Draw = (canvas, by) => {
  sky(canvas, by, 380);
  grass(canvas, by, 378);
  const wall = by.pick<Colour>(['#d7c7a5', '#b9c4b6', '#cdb6a7', '#a9b9c9']);
  rect(canvas, [110, 200], [420, 200], wall);
  for (let y = 212; y < 400; y += 14) stroke(canvas, pts(110, y, 530, y), 1.4, '#000000', 0.12);
  polygon(canvas, pts(80, 204, 320, 80, 560, 204), by.pick(['#5b4a44', '#6b5d57', '#47505a']));
  rect(canvas, [290, 288], [64, 112], by.pick(['#7a2e2a', '#2f4a3e', '#2f3f5c']));
  ellipse(canvas, [342, 346], [4, 4], '#d9b44a');
  for (const x of [150, 420]) {
    rect(canvas, [x, 250], [80, 66], '#f7f4ea');
    rect(canvas, [x + 6, 256], [31, 54], '#8fb0c4');
    rect(canvas, [x + 43, 256], [31, 54], '#7fa3ba');
  }
  const swatches = ['#8a9a7b', '#c9b79c', '#6d7f93'] as const;
  polygon(canvas, pts(388, 396, 628, 380, 636, 470, 396, 478), '#fbfaf6');
  swatches.forEach((colour, index) => rect(canvas, [408 + index * 72, 404], [60, 48], colour));
};

export const outdoorScenes = { streetLight, pavement, fence, pool, tree, gate, playground, house } as const;
