import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  computationLatency,
  matchQuality,
  shannonRate,
  simulationComputation,
  simulationCount,
  simulationMakespan,
  simulationTransmission,
  transmissionLatency,
} from '../../src/twin/index.js';

describe('shannonRate', () => {
  it('is B log2(1 + g p / noise)', () => {
    expect(shannonRate(20, 0.5, 2, 1)).toBeCloseTo(20, 12);
    expect(shannonRate(10, 3, 2, 2)).toBeCloseTo(20, 12);
    expect(shannonRate(20, 0, 2, 1)).toBe(0);
    expect(shannonRate(20, -0, 2, 1)).toBe(0);
    expect(shannonRate(0, 1, 2, 1)).toBe(0);
  });

  it('keeps weak signals', () => {
    expect(shannonRate(1, 1e-20, 1, 1) / (1e-20 / Math.LN2)).toBeCloseTo(1, 12);
  });
});

describe('latencies', () => {
  it('reckon 8 Mbit a megabyte', () => {
    expect(transmissionLatency(0.5, 20)).toBe(0.2);
    expect(computationLatency(0.5, 3.6, 1.8)).toBe(1);
  });

  it('send nothing in no time, and something never without a link', () => {
    expect(transmissionLatency(0, 0)).toBe(0);
    expect(transmissionLatency(0.1, 0)).toBe(Infinity);
  });
});

describe('simulations', () => {
  const demand = { size: 0.25, work: 4 };
  const supply = { downlinkRate: 4, gpu: 4 };

  it('fill the time in each reading', () => {
    // One takes .5 s to send and .25 s to compute.
    expect(simulationCount(3, demand, supply, 'serial', false)).toBeCloseTo(4, 12);
    expect(simulationCount(3, demand, supply, 'pipelined', false)).toBeCloseTo(6, 12);
    expect(simulationCount(3, demand, supply, 'literal', false)).toBeCloseTo(6, 12);
    expect(simulationTransmission(4, demand, supply)).toBeCloseTo(2, 12);
    expect(simulationComputation(4, demand, supply)).toBeCloseTo(1, 12);
    expect(simulationMakespan(2, 1, 'serial')).toBe(3);
    expect(simulationMakespan(2, 1, 'literal')).toBe(3);
    expect(simulationMakespan(2, 1, 'pipelined')).toBe(2);
  });

  it('keep the time exactly when serial or pipelined, and never when literal and computed', () => {
    const amount = fc.double({ min: 0.01, max: 10, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, amount, amount, (time, size, work, downlinkRate, gpu) => {
        const used = (mode: 'serial' | 'pipelined' | 'literal', whole: boolean) => {
          const count = simulationCount(time, { size, work }, { downlinkRate, gpu }, mode, whole);
          const sending = simulationTransmission(count, { size, work }, { downlinkRate, gpu });
          const computing = simulationComputation(count, { size, work }, { downlinkRate, gpu });
          return simulationMakespan(sending, computing, mode) / time;
        };
        expect(used('serial', false)).toBeCloseTo(1, 9);
        expect(used('pipelined', false)).toBeCloseTo(1, 9);
        expect(used('literal', false)).toBeGreaterThan(1);
        expect(used('serial', true)).toBeLessThanOrEqual(1 + 1e-9);
        expect(used('pipelined', true)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('count whole ones without losing one to rounding', () => {
    expect(simulationCount(3.1, demand, supply, 'serial', true)).toBe(4);
    expect(simulationCount(0.7, demand, supply, 'serial', true)).toBe(0);
    for (let n = 1; n < 2000; n++) {
      const third = { size: 0.1, work: 0.3 };
      const each = transmissionLatency(0.1, 7) + computationLatency(0.1, 0.3, 1.9);
      expect(simulationCount(n * each, third, { downlinkRate: 7, gpu: 1.9 }, 'serial', true)).toBe(n);
    }
  });

  it('are none without a downlink or time', () => {
    const none = { downlinkRate: 0, gpu: 4 };
    for (const mode of ['serial', 'pipelined', 'literal'] as const) {
      expect(simulationCount(3, demand, none, mode, false)).toBe(0);
      expect(simulationCount(0, demand, supply, mode, false)).toBe(0);
    }
    expect(simulationTransmission(0, demand, none)).toBe(0);
  });
});

describe('matchQuality', () => {
  it('has both papers’ forms', () => {
    expect(matchQuality(6, 0.5, 2, 0.5, 'journal')).toBeCloseTo(8, 12);
    expect(matchQuality(6, 0.5, 5, 0.5, 'conference')).toBeCloseTo(8, 12);
  });

  it('is 0 without simulations, score or preference', () => {
    for (const form of ['journal', 'conference'] as const) {
      expect(matchQuality(0, 0.5, 2, 0.5, form)).toBe(0);
      expect(matchQuality(6, 0, 2, 0.5, form)).toBe(0);
      expect(matchQuality(6, 0.5, 0, 0.5, form)).toBe(0);
    }
  });
});

describe('match quality without generative AI', () => {
  it('is the number of hits, as long as a simulation fits', () => {
    expect(matchQuality(7, 0.5, 3, 0.53, 'hits')).toBe(3);
    expect(matchQuality(0, 0.5, 3, 0.53, 'hits')).toBe(0);
  });
});
