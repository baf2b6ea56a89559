import { describe, expect, it } from 'vitest';
import { palette, type Tone } from '../../src/report/index.js';

function luminance(hex: string): number {
  const channel = (i: number): number => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** Contrast ratio of WCAG 2. */
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

const modes = ['light', 'dark'] as const;
const text: Tone[] = ['ink', 'muted', 'expected', 'realised', 'in-time', 'late'];
const grounds: Tone[] = ['page', 'surface', 'sunken'];
const routes: Tone[] = ['route-1', 'route-2', 'route-3', 'route-4', 'route-5', 'route-6'];

describe('palette', () => {
  it.each(modes)('has text of contrast 4.5 on every ground (%s)', (mode) => {
    for (const tone of text)
      for (const ground of grounds)
        expect(contrast(palette[tone][mode], palette[ground][mode]), `${tone} on ${ground}`).toBeGreaterThan(
          4.5,
        );
  });

  it.each(modes)('has routes that stand out from the ground and from roads (%s)', (mode) => {
    for (const tone of routes) {
      expect(contrast(palette[tone][mode], palette.surface[mode]), tone).toBeGreaterThan(3);
      expect(contrast(palette[tone][mode], palette.road[mode]), tone).toBeGreaterThan(1.8);
    }
  });
});
