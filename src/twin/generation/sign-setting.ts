import type { RandomStream } from '../../random/index.js';
import type { Colour } from './sign-subject.js';

/** What stands behind a sign. */
export interface SignSetting {
  readonly name: string;
  readonly kind: 'roadside' | 'background' | 'scene';
  /** Draws a background: its colour at a place of the picture, x and y from 0 to 1, y down. */
  readonly background: (random: RandomStream) => (x: number, y: number) => Colour;
}

const mixed = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + share * (b[0] - a[0]),
  a[1] + share * (b[1] - a[1]),
  a[2] + share * (b[2] - a[2]),
];

const dimmed = ([r, g, b]: Colour, factor: number): Colour => [factor * r, factor * g, factor * b];

/** Smooth blobs of light and shade, from 0 to 1: a sum of waves with random directions. */
function blobs(random: RandomStream, wave: number): (x: number, y: number) => number {
  const waves = Array.from({ length: 4 }, () => {
    const [angle, phase] = [random.uniform(0, 2 * Math.PI), random.uniform(0, 2 * Math.PI)];
    const frequency = wave * random.uniform(0.7, 1.4) * 2 * Math.PI;
    return { fx: frequency * Math.cos(angle), fy: frequency * Math.sin(angle), phase };
  });
  return (x, y) =>
    waves.reduce((sum, { fx, fy, phase }) => sum + 0.25 * (0.5 + 0.5 * Math.sin(fx * x + fy * y + phase)), 0);
}

function single(name: string, colour: Colour): SignSetting {
  return {
    name,
    kind: 'background',
    background: (random) => {
      const tinted = dimmed(colour, random.uniform(0.85, 1.1));
      return () => tinted;
    },
  };
}

function sky(random: RandomStream): (x: number, y: number) => Colour {
  const horizon = random.uniform(0.5, 0.8);
  const above = mixed([0.55, 0.68, 0.85], [0.82, 0.84, 0.86], random.next());
  const ground = mixed([0.35, 0.36, 0.36], [0.42, 0.45, 0.3], random.next());
  return (_, y) => (y < horizon ? mixed(above, [0.9, 0.9, 0.9], y / horizon) : ground);
}

function foliage(random: RandomStream): (x: number, y: number) => Colour {
  const leaves = blobs(random, 3);
  return (x, y) => mixed([0.06, 0.18, 0.05], [0.4, 0.6, 0.22], leaves(x, y));
}

function bricks(random: RandomStream): (x: number, y: number) => Colour {
  const [shiftX, shiftY, shade] = [random.next(), random.next(), random.uniform(0.8, 1.1)];
  return (x, y) => {
    const row = Math.floor(5 * y + shiftY);
    const inRow = 5 * y + shiftY - row;
    const along = 3 * x + shiftX + 0.5 * (row % 2);
    const mortar = inRow < 0.2 || along - Math.floor(along) < 0.12;
    return dimmed(mortar ? [0.7, 0.67, 0.62] : [0.55, 0.3, 0.22], shade);
  };
}

function night(random: RandomStream): (x: number, y: number) => Colour {
  const lights = Array.from({ length: 3 }, () => [random.next(), random.next(), random.uniform(0.05, 0.12)]);
  return (x, y) => {
    const lit = lights.some(([lx, ly, r]) => (x - lx) ** 2 + (y - ly) ** 2 < r * r);
    return lit ? [0.95, 0.8, 0.45] : mixed([0.05, 0.06, 0.12], [0.15, 0.13, 0.16], y);
  };
}

/** The settings, `roadside` first: in it alone the signs of a place are seen when a model is fine-tuned. */
export const signSettings: readonly SignSetting[] = [
  { name: 'roadside', kind: 'roadside', background: sky },
  single('grey background', [0.5, 0.5, 0.5]),
  single('green background', [0.25, 0.55, 0.3]),
  single('tan background', [0.75, 0.62, 0.42]),
  single('violet background', [0.5, 0.35, 0.6]),
  { name: 'foliage', kind: 'scene', background: foliage },
  { name: 'brick wall', kind: 'scene', background: bricks },
  { name: 'night', kind: 'scene', background: night },
];
