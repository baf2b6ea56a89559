import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskWorth } from '../../../../sim/services/crowdsourcing/task-worth.js';
import { scenarioSchema, type TaskSettings } from '../../../../src/scenario/index.js';

function tasksWith(tasks: object): TaskSettings {
  const traffic = { network: 'n', demand: { file: 'd' } };
  return scenarioSchema.parse({ name: 'x', traffic, crowdsourcing: { tasks } }).crowdsourcing.tasks;
}

describe('taskWorth', () => {
  it('falls in steps, a boundary belonging to the subinterval that it ends', () => {
    const worth = taskWorth(tasksWith({ values: [1, 0.5], deadline: 20 }));
    expect([0, 10, 10.01, 20, 20.01, undefined].map((time) => worth.at(time))).toEqual([
      1, 1, 0.5, 0.5, 0, 0,
    ]);
    expect(worth.boundaries).toEqual([10, 20]);
    expect(worth.values).toEqual([1, 0.5]);
  });

  it('follows eq. (1) of WBS, and gives auctions its mean over each subinterval', () => {
    const [a, c, b, T] = [2, 0.4, 0.02, 120];
    const settings = tasksWith({ deadline: T, value: { start: a, end: c, rate: b, subintervals: 4 } });
    const worth = taskWorth(settings);
    const exact = (t: number): number => a - ((a - c) * ((1 + b) ** t - 1)) / ((1 + b) ** T - 1);
    for (const t of [0, 1, 37.5, 119, 120]) expect(worth.at(t)).toBeCloseTo(exact(t), 10);
    expect(worth.at(120.1)).toBe(0);
    // The integral of (1 + b)^t in closed form.
    const primitive = (t: number): number =>
      a * t - ((a - c) * ((1 + b) ** t / Math.log(1 + b) - t)) / ((1 + b) ** T - 1);
    for (const [k, value] of worth.values.entries())
      expect(value).toBeCloseTo((primitive(30 * (k + 1)) - primitive(30 * k)) / 30, 4);
  });

  it('never rises from one subinterval to the next, whatever the curve', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.integer({ min: 1, max: 30 }),
        (start, share, rate, subintervals) => {
          const value = { start, end: share * start, rate, subintervals };
          const { values } = taskWorth(tasksWith({ deadline: 300, value }));
          expect(values).toHaveLength(subintervals);
          for (const [k, worth] of values.entries()) {
            expect(worth).toBeLessThanOrEqual(k === 0 ? start * (1 + 1e-9) : values[k - 1]);
            expect(worth).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });

  it('takes a function of the user, and refuses one that rises or gives no number', () => {
    const settings = tasksWith({ deadline: 100, value: { module: '/w/value.mjs', subintervals: 2 } });
    const worth = taskWorth(settings, (time) => (time < 50 ? 3 : 1));
    expect(worth.values).toEqual([3, 1]);
    expect([49, 50, 100, 101].map((time) => worth.at(time))).toEqual([3, 1, 1, 0]);
    expect(() => taskWorth(settings, (time) => time)).toThrow(
      /^\/w\/value.mjs: gives .* less before: numbers of/,
    );
    expect(() => taskWorth(settings, (time) => 50 - time)).toThrow(/gives -/);
    expect(() => taskWorth(settings, () => Number.NaN)).toThrow(/gives NaN at 0 s/);
    expect(() => taskWorth(settings)).toThrow(/values tasks by a module/);
  });
});
