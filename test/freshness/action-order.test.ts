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
import { degenerateProblem, drawnProblem, generalProblem, numbers } from './problems.js';

const labels = (order: ReturnType<typeof actionOrder>): string[] =>
  order.actions.map(({ recruit }) => recruit.join(' '));

describe('the action order', () => {
  it('is the same incrementally, by Algorithm 1 and by sorting all sets', () => {
    fc.assert(
      fc.property(generalProblem(9), ({ types }) => {
        const reports = reportsOf(types);
        const order = actionOrder(reports);
        expect(order).toEqual(actionOrderBySorting(reports));
        expect(labels(order)).toEqual(labels(actionOrderByAlgorithm1(reports)));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same with ties, duplicates and certain success', () => {
    fc.assert(
      fc.property(degenerateProblem(6), ({ types }) => {
        const reports = reportsOf(types);
        const [first, ...others] = [
          actionOrder(reports),
          actionOrderBySorting(reports),
          actionOrderByAlgorithm1(reports),
        ].map(({ actions }) =>
          actions.map(({ success, payment }) => [success.toFixed(12), payment.toFixed(9)]),
        );
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 1000 },
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
