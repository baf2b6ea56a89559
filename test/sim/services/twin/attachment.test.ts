import { describe, expect, it } from 'vitest';
import { Attachment, nobody } from '../../../../sim/services/twin/attachment.js';
import { Simulation } from '../../../../src/kernel/index.js';

const rule = { leastSnr: -5, handoverMargin: 3, handoverTime: 0.16 };

/** Who serves whom from when on, for measurements at times. */
function course(measured: Readonly<Record<number, readonly number[] | 'leave'>>) {
  const sim = new Simulation();
  const changes: [time: number, from: number, to: number][] = [];
  const attachment = new Attachment(sim, rule, (from, to) => changes.push([sim.now, from, to]));
  for (const [time, snr] of Object.entries(measured))
    sim.scheduleAt(Number(time), () =>
      snr === 'leave' ? attachment.leave() : attachment.measured(Float64Array.from(snr)),
    );
  sim.run({ until: 100 });
  return changes;
}

describe('the unit that serves a vehicle', () => {
  it('is the best in coverage when it comes', () => {
    expect(course({ 1: [-6, -7], 2: [-4, -3] })).toEqual([[2, nobody, 1]]);
  });

  it('changes when another is better by the margin for long enough', () => {
    expect(course({ 1: [10, 0], 2: [10, 12.9], 3: [10, 13.1] })).toEqual([
      [1, nobody, 0],
      [3.16, 0, 1],
    ]);
    // Exactly the margin is not better.
    expect(course({ 1: [10, 0], 2: [10, 13] })).toHaveLength(1);
  });

  it('stays when the other is not better long enough, or another one is the best meanwhile', () => {
    expect(course({ 1: [10, 0], 2: [10, 14], 2.1: [10, 12], 3: [10, 11] })).toHaveLength(1);
    expect(course({ 1: [10, 0, 0], 2: [10, 14, 0], 2.1: [10, 14, 15] })).toEqual([
      [1, nobody, 0],
      [2.1 + 0.16, 0, 2],
    ]);
    // Measured again, still the same: the time goes on from the first time.
    expect(course({ 1: [10, 0], 2: [10, 14], 2.1: [10, 15] })[1]).toEqual([2.16, 0, 1]);
  });

  it('is lost below the least ratio, at once, and another takes its place if it can', () => {
    expect(course({ 1: [0, -9], 2: [-5.1, -6] })).toEqual([
      [1, nobody, 0],
      [2, 0, nobody],
    ]);
    expect(course({ 1: [0, -9], 2: [Number.NEGATIVE_INFINITY, -1] })[1]).toEqual([2, 0, 1]);
  });

  it('serves nobody any more that left, whatever was about to happen', () => {
    expect(course({ 1: [10, 0], 2: [10, 14], 2.1: 'leave' })).toEqual([
      [1, nobody, 0],
      [2.1, 0, nobody],
    ]);
    expect(course({ 1: [-9, -9], 2: 'leave' })).toEqual([]);
  });
});
