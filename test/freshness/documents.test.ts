import { describe, expect, it } from 'vitest';
import {
  recruitCompareDocument,
  recruitSimulateDocument,
  recruitSolveDocument,
  recruitThresholdsDocument,
} from '../../src/freshness/index.js';

const document = {
  types: [
    { arrival: 0.3, cost: 5, capability: 0.4 },
    { success: 0.12, payment: 1.5 },
    { rate: 0.4, cost: 3, capability: 0.6 },
  ],
  beta: 0.1,
};

describe('JSON documents', () => {
  it('solve', () => {
    const answer = recruitSolveDocument(document);
    expect(Object.keys(answer)).toEqual([
      'payoff',
      'averageAge',
      'averageCost',
      'order',
      'policy',
      'iterations',
      'bellmanEvaluations',
      'converged',
    ]);
    expect(answer.order[0]).toEqual({ recruit: [], success: 0, payment: 0, marginalCost: 0 });
    expect(answer.policy[0]).toEqual({ fromAge: 1, recruit: [] });
    for (const solver of ['rvi', 'srvi', 'bound-rvi']) {
      const other = recruitSolveDocument({
        ...document,
        solver,
        epsilon: 1,
        states: 50,
        tolerance: 1e-10,
        aperiodicity: 0.8,
      });
      expect(other.policy).toEqual(answer.policy);
      expect(other.payoff).toBeCloseTo(answer.payoff ?? 0, 10);
      expect(other.converged).toBe(true);
    }
  });

  it('write infinities as null', () => {
    const answer = recruitSolveDocument({ types: [{ success: 0, payment: 1 }], beta: 0.5 });
    expect(answer.payoff).toBeNull();
    expect(answer.averageAge).toBeNull();
    expect(answer.averageCost).toBe(0);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });

  it('compare', () => {
    const answer = recruitCompareDocument(document);
    expect(Object.keys(answer)).toEqual(['enter', 'zeroWait', 'draim', 'auction', 'myopic']);
    expect(Object.keys(answer.myopic)).toEqual(['payoff', 'averageAge', 'averageCost', 'policy']);
    const all = recruitCompareDocument({ ...document, baselines: 'all' });
    expect(Object.keys(all).slice(5)).toEqual(['constantSet', 'singleSet', 'arrivalAware', 'clairvoyant']);
  });

  it('list thresholds', () => {
    const { steps } = recruitThresholdsDocument(document);
    expect(steps.length).toBeGreaterThan(1);
    for (const { threshold, bounds } of steps)
      expect(threshold ?? Infinity).toBeLessThanOrEqual(bounds.tight ?? Infinity);
  });

  it('simulate, the same way every time', () => {
    const answer = recruitSimulateDocument({ ...document, slots: 5000, seed: 3 });
    expect(recruitSimulateDocument({ ...document, slots: 5000, seed: 3 })).toEqual(answer);
    expect(recruitSimulateDocument({ ...document, slots: 5000, seed: 4 })).not.toEqual(answer);
    expect(answer.realised.slots).toBe(5000);
    const own = recruitSimulateDocument({ ...document, policy: [{ fromAge: 1, recruit: [2] }], slots: 100 });
    expect(own.policy).toEqual([{ fromAge: 1, recruit: [2] }]);
  });

  it('refuse what is wrong, and say where', () => {
    const refused =
      (value: unknown): (() => unknown) =>
      () =>
        recruitSolveDocument(value, '$[3]');
    const types = document.types;
    expect(refused({ types: [{ arrival: 1.5, cost: 5, capability: 0.4 }], beta: 0.1 })).toThrow(
      '$[3].types[0].arrival: is 1.5',
    );
    expect(refused({ types: [{ arrival: 0.5, cost: -5, capability: 0.4 }], beta: 0.1 })).toThrow(
      '$[3].types[0].cost: is -5',
    );
    expect(refused({ types: [{ arrival: 0.5, capability: 0.4 }], beta: 0.1 })).toThrow(
      '$[3].types[0].cost: is missing',
    );
    expect(refused({ types: [{ success: 0.5, paiment: 0.4 }], beta: 0.1 })).toThrow('did you mean payment?');
    expect(refused({ types: [{ counts: [0.5, 0.4], cost: 1, capability: 0.4 }], beta: 0.1 })).toThrow(
      '$[3].types[0].counts: sum to 0.9',
    );
    expect(refused({ types, beta: 2 })).toThrow('$[3].beta: is 2');
    expect(refused({ types })).toThrow('$[3].beta: is missing');
    expect(refused({ types, beta: 0.1, solver: 'magic' })).toThrow('$[3].solver');
    expect(refused({ types, beta: 0.1, aperiodicity: 0 })).toThrow('$[3].aperiodicity');
    const many = Array.from({ length: 25 }, () => types[0]);
    expect(refused({ types: many, beta: 0.1, solver: 'rvi' })).toThrow('$[3].types: has 25 types');
    expect(() => recruitSimulateDocument({ ...document, policy: [{ fromAge: 1, recruit: [7] }] })).toThrow(
      '$.policy[0].recruit[0]: unknown type 7',
    );
  });
});
