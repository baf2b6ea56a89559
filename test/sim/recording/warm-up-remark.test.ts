import { describe, expect, it } from 'vitest';
import { warmUpRemark } from '../../../sim/recording/warm-up-remark.js';

const time = Array.from({ length: 200 }, (_, i) => 5 * (i + 1));
/** Fills linearly until `full`, s, and then swings a little. */
const filling = (full: number) => time.map((t, i) => 100 * Math.min(1, t / full) + (i % 2));

describe('warmUpRemark', () => {
  it('says from when the roads are full, and whether that is within the warm-up', () => {
    expect(warmUpRemark(time, filling(250), 300)).toBe(
      'By MSER-5 the number of vehicles is steady from about 250 s on.',
    );
    expect(warmUpRemark(time, filling(400), 300)).toBe(
      'By MSER-5 the number of vehicles is steady from about 400 s on: the warm-up of 300 s is short.',
    );
  });

  it('says when traffic only grows, and nothing of too few moments', () => {
    expect(warmUpRemark(time, filling(2000), 300)).toMatch(
      /not steady before the middle of the run: the warm-up of 300 s is short/,
    );
    expect(warmUpRemark(time.slice(0, 19), filling(250).slice(0, 19), 300)).toBe('');
  });
});
