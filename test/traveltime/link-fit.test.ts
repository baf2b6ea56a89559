import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LinkTraversalBuilder, type LinkTraversals, traversalFlag } from '../../src/traces/index.js';
import { fitLinkTravelTimes, type LinkFitOptions } from '../../src/traveltime/index.js';
import { normals } from './simulated-trips.js';

type Row = [link: number, entry: number, time: number, flags?: number];

function traversals(rows: readonly Row[]): LinkTraversals {
  const builder = new LinkTraversalBuilder();
  for (const [i, [link, entry, time, flags]] of rows.entries()) {
    builder.add(builder.vehicle(`v${i}`), link, entry, entry + time, flags);
  }
  return builder.build();
}

const options: LinkFitOptions = { freeFlowTimes: [10, 20], slotLength: 60, slots: 4 };

describe('fitLinkTravelTimes', () => {
  it('is plain maximum likelihood where traversals are many', () => {
    const normal = normals('many');
    const rows: Row[] = [];
    const truth = [
      [14, 1.5],
      [20, 3],
      [38, 6],
      [25, 2],
    ];
    for (const [slot, [m, s]] of truth.entries()) {
      for (let i = 0; i < 4000; i++) rows.push([0, slot * 60 + (i % 60), m + s * normal()]);
    }
    const { model, used } = fitLinkTravelTimes(traversals(rows), options);
    expect(used).toBe(16_000);
    for (const [slot, [m, s]] of truth.entries()) {
      const own = rows.slice(slot * 4000, (slot + 1) * 4000).map(([, , t]) => t);
      const mean = own.reduce((a, b) => a + b) / 4000;
      const sd = Math.sqrt(own.reduce((a, b) => a + (b - mean) ** 2, 0) / 4000);
      expect(Math.abs(model.mean[slot] - mean)).toBeLessThan(0.02);
      expect(Math.abs(model.sd[slot] - sd)).toBeLessThan(0.12);
      expect(Math.abs(model.mean[slot] - m)).toBeLessThan(4 * (s / 63));
    }
    expect([...model.samples]).toEqual([4000, 4000, 4000, 4000, 0, 0, 0, 0]);
  });

  it('equals maximum likelihood exactly when the prior weighs nothing', () => {
    const times = [12, 15, 13.5, 19, 14];
    const rows = times.map((t, i): Row => [1, 70 + i, t]);
    const { model } = fitLinkTravelTimes(traversals(rows), { ...options, priorSamples: 0 });
    const mean = times.reduce((a, b) => a + b) / 5;
    expect(model.mean[5]).toBeCloseTo(mean, 12);
    expect(model.sd[5]).toBeCloseTo(Math.sqrt(times.reduce((a, t) => a + (t - mean) ** 2, 0) / 5), 12);
  });

  it('leans on the neighbouring slots where traversals are few, the nearest most', () => {
    const block = (slot: number, m: number, n: number): Row[] =>
      Array.from({ length: n }, (_, i): Row => [0, slot * 60 + (i % 60), m + ((i % 5) - 2)]);
    const { model } = fitLinkTravelTimes(
      traversals([...block(0, 20, 200), ...block(3, 50, 200), ...block(1, 30, 2)]),
      options,
    );
    expect(Math.abs(model.mean[0] - 20)).toBeLessThan(0.7);
    expect(Math.abs(model.mean[3] - 50)).toBeLessThan(0.7);
    // Two traversals of 30 s among four of a prior between 20 and 50, nearer to 20.
    expect(model.mean[1]).toBeGreaterThan(22);
    expect(model.mean[1]).toBeLessThan(35);
    // No traversal at all: between the neighbours, nearer to the next slot's 50, and unsure.
    expect(model.mean[2]).toBeGreaterThan(36);
    expect(model.mean[2]).toBeLessThan(45);
    expect(model.sd[2]).toBeGreaterThan(8);
    expect(model.sd[0]).toBeLessThan(1.7);
  });

  it('falls back to free flow where a link has next to no traversals, and says so', () => {
    const fit = fitLinkTravelTimes(
      traversals([
        [0, 5, 11],
        [0, 65, 12],
        [0, 130, 11],
        [1, 5, 400],
        [1, 8, 410],
      ]),
      options,
    );
    expect([...fit.model.fallback]).toEqual([0, 1]);
    expect(fit.fallbackLinks).toBe(1);
    expect([...fit.model.mean.slice(4)]).toEqual([20, 20, 20, 20]);
    expect([...fit.model.sd.slice(4)]).toEqual([6, 6, 6, 6]);
    expect(fitLinkTravelTimes(traversals([]), options).fallbackLinks).toBe(2);
  });

  it('is not moved far by outliers, and takes red lights for what they are', () => {
    const normal = normals('signal');
    const rows: Row[] = [];
    // Nine in ten pass at once, one waits up to 30 s.
    for (let i = 0; i < 400; i++)
      rows.push([0, i % 60, 12 + Math.abs(normal()) + (i % 6 === 0 ? 30 * ((i * 7) % 10) * 0.1 : 0)]);
    const clean = fitLinkTravelTimes(traversals(rows), { ...options, slots: 1 });
    expect(clean.clipped).toBe(0);
    const dirty = fitLinkTravelTimes(traversals([...rows, [0, 3, 3600], [0, 5, 9000]]), {
      ...options,
      slots: 1,
    });
    expect(dirty.clipped).toBe(2);
    expect(Math.abs(dirty.model.mean[0] - clean.model.mean[0])).toBeLessThan(0.6);
    const raw = [...rows, [0, 3, 3600], [0, 5, 9000]].reduce((a, r) => a + Number(r[2]), 0) / 402;
    expect(raw - clean.model.mean[0]).toBeGreaterThan(25);
  });

  it('leaves out what is partial, stopped, outside the slots or too fast to be true, and counts it', () => {
    const good: Row[] = [12, 13, 14, 15].map((t, i) => [0, 10 + 50 * i, t]);
    const bad: Row[] = [
      [0, 10, 50, traversalFlag.partialFirst],
      [0, 10, 50, traversalFlag.partialLast],
      [0, 10, 50, traversalFlag.plannedStop],
      [0, 240, 50],
      [0, 10, 3],
    ];
    const fit = fitLinkTravelTimes(traversals([...good, ...bad]), options);
    expect([fit.used, fit.partial, fit.outside, fit.impossible]).toEqual([4, 3, 1, 1]);
    expect(fit.model).toEqual(fitLinkTravelTimes(traversals(good), options).model);
  });

  it('begins the slots at the start', () => {
    const rows = [12, 13, 14].map((t): Row => [0, 615, t]);
    const { model, outside } = fitLinkTravelTimes(traversals(rows), { ...options, start: 600 });
    expect([outside, ...model.samples.slice(0, 4)]).toEqual([0, 3, 0, 0, 0]);
    expect(fitLinkTravelTimes(traversals(rows), { ...options, start: 616 }).outside).toBe(3);
  });

  it('depends on the traversals as a set, in one file or several, and is always finite', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 1 }),
      fc.double({ min: -10, max: 250, noNaN: true }),
      fc.double({ min: 0, max: 300, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 120 }), fc.nat(), (rows, cut) => {
        const sorted = [...rows].sort((a, b) => a[2] - b[2]);
        const one = fitLinkTravelTimes(traversals(rows), options);
        const k = rows.length === 0 ? 0 : cut % rows.length;
        const two = fitLinkTravelTimes(
          [traversals(sorted.slice(0, k)), traversals(sorted.slice(k))],
          options,
        );
        // Rounding in entry + time aside, bit for bit the same; these rows are rounded alike.
        expect(two).toEqual(one);
        for (const m of one.model.mean) expect(Number.isFinite(m) && m > 0).toBe(true);
        for (const s of one.model.sd) expect(s).toBeGreaterThanOrEqual(0.3);
      }),
    );
  });

  it('refuses options that make no sense', () => {
    const none = traversals([]);
    expect(() => fitLinkTravelTimes(none, { ...options, slotLength: 0 })).toThrow(/slotLength is 0/);
    expect(() => fitLinkTravelTimes(none, { ...options, slots: 1.5 })).toThrow(/slots is 1.5/);
    expect(() => fitLinkTravelTimes(none, { ...options, freeFlowTimes: [1, -1] })).toThrow(
      /free-flow time of link 1/,
    );
    expect(() => fitLinkTravelTimes(traversals([[7, 1, 1]]), options)).toThrow(
      /link 7, but there are 2 links/,
    );
  });
});
