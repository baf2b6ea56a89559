import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actionOrder,
  actionOrderByAlgorithm1,
  actionOrderBySorting,
  reportsOf,
  setReport,
} from '../../src/freshness/index.js';
import { sets } from './literal-reading.js';
import { degenerateProblem, degenerateType, drawnProblem, generalProblem, numbers } from './problems.js';

type Order = ReturnType<typeof actionOrder>;

const labels = (order: Order): string[] => order.actions.map(({ recruit }) => recruit.join(' '));

/** What the lower boundary of an order pays where the probability of a miss is `miss`. */
function paymentAt({ actions }: Order, miss: number): number {
  const k = actions.findIndex((action) => action.miss <= miss);
  if (k <= 0) return actions[k === 0 ? 0 : actions.length - 1].payment;
  const [before, after] = [actions[k - 1], actions[k]];
  const share = (before.miss - miss) / (before.miss - after.miss);
  return before.payment + share * (after.payment - before.payment);
}

/**
 * The same sets in the same order. Where sets tie but for rounding, the ways may name different ones; then both lie on the
 * same boundary.
 */
function expectSame(order: Order, other: Order): void {
  if (labels(order).join() === labels(other).join()) return;
  for (const [one, two] of [
    [order, other],
    [other, order],
  ])
    for (const { miss, payment } of one.actions)
      expect(Math.abs(paymentAt(two, miss) - payment)).toBeLessThanOrEqual(1e-9 * Math.max(1, payment));
}

describe('the action order', () => {
  it('is the same incrementally, by Algorithm 1 and by sorting all sets', () => {
    fc.assert(
      fc.property(generalProblem(9), ({ types }) => {
        const reports = reportsOf(types);
        const order = actionOrder(reports);
        const sorted = actionOrderBySorting(reports);
        expectSame(order, sorted);
        if (labels(order).join() === labels(sorted).join()) expect(order).toEqual(sorted);
        expectSame(order, actionOrderByAlgorithm1(reports));
      }),
      { numRuns: 300 },
    );
  });

  it('names the same sets in general position', () => {
    const random = numbers(7);
    for (let i = 0; i < 300; i++) {
      const reports = reportsOf(drawnProblem(1 + (i % 9), random).types);
      const names = labels(actionOrder(reports));
      expect(labels(actionOrderBySorting(reports))).toEqual(names);
      expect(labels(actionOrderByAlgorithm1(reports))).toEqual(names);
    }
  });

  it('is the same with ties, duplicates and certain success', () => {
    fc.assert(
      fc.property(degenerateProblem(6), ({ types }) => {
        const reports = reportsOf(types);
        const order = actionOrder(reports);
        expectSame(order, actionOrderBySorting(reports));
        expectSame(order, actionOrderByAlgorithm1(reports));
      }),
      { numRuns: 500 },
    );
    const vertices = ({ actions }: Order): number[][] => actions.map(({ miss, payment }) => [miss, payment]);
    fc.assert(
      fc.property(fc.array(degenerateType, { maxLength: 6 }), (types) => {
        const reports = reportsOf(types);
        const order = vertices(actionOrder(reports));
        expect(vertices(actionOrderBySorting(reports))).toEqual(order);
        expect(vertices(actionOrderByAlgorithm1(reports))).toEqual(order);
      }),
      { numRuns: 500 },
    );
  });

  it('has rising success and rising marginal costs, starts empty and ends with the cheapest set of maximal success', () => {
    fc.assert(
      fc.property(degenerateProblem(7), ({ types }) => {
        const reports = reportsOf(types);
        const { actions } = actionOrder(reports);
        expect(actions[0].recruit).toEqual([]);
        const { q, e } = sets(types);
        const most = Math.max(...q);
        const last = actions[actions.length - 1];
        expect(last.success).toBeCloseTo(most, 12);
        const cheapest = Math.min(...e.filter((_, set) => q[set] > most - 1e-13));
        expect(last.payment).toBeLessThanOrEqual(cheapest + 1e-9);
        for (let k = 1; k < actions.length; k++) {
          expect(actions[k - 1].miss).toBeGreaterThan(actions[k].miss);
          expect(actions[k].marginalCost).toBeGreaterThanOrEqual(actions[k - 1].marginalCost);
          const report = setReport(reports, actions[k].recruit);
          expect(actions[k].success).toBe(report.success);
          expect(actions[k].payment).toBeCloseTo(report.payment, 10);
        }
      }),
    );
  });

  it('lies on or below every set', () => {
    fc.assert(
      fc.property(generalProblem(8), fc.double({ min: 0, max: 1000, noNaN: true }), ({ types }, index) => {
        const { q, e } = sets(types);
        const least = Math.min(...q.map((success, set) => e[set] - success * index));
        const { actions } = actionOrder(reportsOf(types));
        const own = Math.min(...actions.map(({ success, payment }) => payment - success * index));
        expect(Math.abs(own - least)).toBeLessThanOrEqual(1e-9 * (1 + index));
      }),
    );
  });

  it('takes the lowest numbers among equal sets and never a type that can do nothing', () => {
    const twin = { success: 0.5, payment: 1 };
    const order = actionOrder(
      reportsOf([{ success: 0, payment: 0 }, twin, twin, { success: 0, payment: 3 }]),
    );
    expect(order.actions.map(({ recruit }) => recruit)).toEqual([[], [1], [1, 2]]);
    const certain = actionOrder(
      reportsOf([
        { success: 0.5, payment: 1 },
        { success: 1, payment: 9 },
        { success: 0.5, payment: 1 },
      ]),
    );
    expect(certain.actions.map(({ recruit }) => recruit)).toEqual([[], [0], [0, 2], [1]]);
  });

  it('leaves out what lies on a line between two others', () => {
    // {0} has slope 2, {0, 1} continues with slope 2.
    const order = actionOrder(
      reportsOf([
        { success: 0.5, payment: 1 },
        { success: 0.5, payment: 0.5 },
      ]),
    );
    expect(order.actions.map(({ recruit }) => recruit)).toEqual([[], [1], [0, 1]]);
    const line = actionOrder(
      reportsOf([
        { success: 0.5, payment: 1 },
        { success: 0.75, payment: 1.5 },
      ]),
    );
    expect(line.actions.map(({ recruit }) => recruit)).toEqual([[], [1], [0, 1]]);
  });

  it('caps an order in which every set is a vertex, with a certified loss', () => {
    const random = numbers(3);
    const types = Array.from({ length: 12 }, () => {
      const success = 0.02 + 0.3 * random();
      return { success, payment: -10 * Math.log1p(-success) };
    });
    const reports = reportsOf(types);
    const full = actionOrderBySorting(reports);
    expect(full.actions.length).toBeGreaterThan(4000);
    const capped = actionOrder(reports, 100);
    expect(capped.actions.length).toBeLessThanOrEqual(100);
    expect(capped.paymentLoss).toBeGreaterThan(0);
    expect(capped.paymentLoss).toBeLessThan(0.05);
    for (let index = 0; index < 2000; index += 7) {
      const least = (actions: typeof full.actions): number =>
        Math.min(...actions.map(({ success, payment }) => payment - success * index));
      expect(least(capped.actions) - least(full.actions)).toBeLessThanOrEqual(capped.paymentLoss + 1e-9);
    }
  });

  it('needs no enumeration for a hundred types', () => {
    const { types } = drawnProblem(100, numbers(5));
    const { actions } = actionOrder(reportsOf(types));
    expect(actions.length).toBeGreaterThan(100);
    for (let k = 1; k < actions.length; k++)
      expect(actions[k].marginalCost).toBeGreaterThan(actions[k - 1].marginalCost);
    expect(() => actionOrderBySorting(reportsOf(types))).toThrow('$.types: has 100 types');
  });
});
