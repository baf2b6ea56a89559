import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskValueAt } from '../../src/recruitment/index.js';

describe('the exponential value', () => {
  it('is what eq. (1) prints where that can be computed', () => {
    const seconds = fc.double({ min: 1, max: 500, noNaN: true });
    const rates = fc.double({ min: 0.001, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(seconds, rates, fc.double({ min: 0, max: 1, noNaN: true }), (deadline, rate, part) => {
        const time = part * deadline;
        const k = (1 - 0.2) / ((1 + rate) ** deadline - 1);
        const printed = 1 + k - k * (1 + rate) ** time;
        expect(taskValueAt({ start: 1, end: 0.2, rate, deadline }, time)).toBeCloseTo(printed, 9);
      }),
    );
  });

  it('starts at a, ends at c and is nothing after the deadline', () => {
    const value = { start: 3, end: 0.5, rate: 0.05, deadline: 300 };
    expect(taskValueAt(value, 0)).toBe(3);
    expect(taskValueAt(value, 300)).toBe(0.5);
    expect(taskValueAt(value, 300.001)).toBe(0);
  });

  it('does not overflow and is a line at rate 0', () => {
    expect(taskValueAt({ start: 1, end: 0, rate: 5, deadline: 1e6 }, 5e5)).toBe(1);
    expect(taskValueAt({ start: 1, end: 0, rate: 0, deadline: 100 }, 25)).toBe(0.75);
    expect(taskValueAt({ start: 1, end: 0, rate: 1e-15, deadline: 100 }, 25)).toBeCloseTo(0.75, 9);
  });
});

describe('other values', () => {
  it('fall in steps, each up to and with its time', () => {
    const steps = {
      steps: [
        [60, 1],
        [120, 0.5],
      ] as const,
    };
    expect([0, 60, 60.1, 120, 121].map((t) => taskValueAt(steps, t))).toEqual([1, 1, 0.5, 0.5, 0]);
  });

  it('are any function of time', () => {
    expect(taskValueAt((t) => Math.max(0, 1 - t / 10), 4)).toBeCloseTo(0.6, 12);
  });
});
