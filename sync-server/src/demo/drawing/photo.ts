/** A scene → the bytes of a JPEG. Deterministic: the same scene and seed give the same file. */
import { encode } from 'jpeg-js';
import { chance } from '../random.ts';
import { develop, newCanvas } from './canvas.ts';
import { indoorScenes } from './indoors.ts';
import { outdoorScenes } from './outdoors.ts';

const SCENES = { ...outdoorScenes, ...indoorScenes } as const;
export type SceneName = keyof typeof SCENES;
export const SCENE_NAMES = Object.keys(SCENES) as readonly SceneName[];

export interface DrawnPhoto {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

const QUALITY = 68;

export function drawPhoto(scene: SceneName, seed: string): DrawnPhoto {
  const canvas = newCanvas();
  SCENES[scene](canvas, chance(`${scene} ${seed}`));
  develop(canvas, chance(`grain ${seed}`));
  const { width, height } = canvas;
  const { data } = encode({ width, height, data: canvas.data }, QUALITY);
  return { bytes: data, width, height };
}
