import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { LinkTraversalBuilder, type LinkTraversals } from '../../src/traces/index.js';
import {
  decodeModel,
  encodeModel,
  fitLinkTravelTimes,
  type LinkFamily,
  type LinkTravelTimeModel,
  linkFamilies,
  logNormalCdfOf,
  pathThrough,
  tripPredictor,
} from '../../src/traveltime/index.js';
import { moments, normals } from './simulated-trips.js';

const freeFlowTimes = [10, 20, 15];
const slots = { slotLength: 60, slots: 4 };

function traversals(rows: readonly (readonly [link: number, entry: number, time: number])[]): LinkTraversals {
  const builder = new LinkTraversalBuilder();
  const probe = builder.vehicle('probe');
  for (const [link, entry, time] of rows) builder.add(probe, link, entry, entry + time);
  return builder.build();
}

/** Waiting at a signal: half of the vehicles pass, half wait. */
function signals(n: number): LinkTraversals {
  const normal = normals('signals');
  const uniform = seedrandom.alea('red or green');
  return traversals(
    Array.from({ length: n }, (_, i) => {
      const link = i % 3;
      const wait = uniform() < 0.5 ? 30 + 5 * (i % 4) : 0;
      return [link, uniform() * 240, freeFlowTimes[link] * 1.1 + wait + Math.abs(normal())] as const;
    }),
  );
}

describe('families of link travel times', () => {
  it('lognormal is plain maximum likelihood on logarithms when the prior weighs nothing', () => {
    const times = [12, 15, 13.5, 19, 14];
    const rows = times.map((t, i) => [1, 70 + i, t] as const);
    const options = { freeFlowTimes, ...slots, family: 'lognormal', priorSamples: 0 } as const;
    const { model } = fitLinkTravelTimes(traversals(rows), options);
    const logs = Float64Array.from(times, Math.log);
    const { mean: location, sd: scale } = moments(logs);
    const cell = 1 * 4 + 1;
    expect(model.mean[cell]).toBeCloseTo(Math.exp(location + scale ** 2 / 2), 10);
    expect(model.sd[cell] / model.mean[cell]).toBeCloseTo(Math.sqrt(Math.exp(scale ** 2) - 1), 10);
    // The median of a log-normal is exp(location).
    expect(logNormalCdfOf(Math.exp(location), model.mean[cell], model.sd[cell])).toBeCloseTo(0.5, 10);
  });

  it('empirical has the moments of normal and keeps both humps', () => {
    const rounds = signals(6000);
    const normal = fitLinkTravelTimes(rounds, { freeFlowTimes, ...slots }).model;
    const { model } = fitLinkTravelTimes(rounds, { freeFlowTimes, ...slots, family: 'empirical' });
    const { points = new Float32Array() } = model;
    const size = points.length / model.mean.length;
    for (let cell = 0; cell < model.mean.length; cell++) {
      const own = Float64Array.from(points.subarray(cell * size, (cell + 1) * size));
      expect(own).toEqual(own.slice().sort());
      const { mean, sd } = moments(own);
      expect(mean).toBeCloseTo(normal.mean[cell], 4);
      expect(sd).toBeCloseTo(normal.sd[cell], 4);
      // Nobody takes the mean time: it lies between passing and waiting.
      const middle = own.filter((t) => Math.abs(t - mean) < 8).length / size;
      expect(middle).toBeLessThan(0.11);
    }
    expect([...model.mean]).toEqual([...normal.mean]);
  });

  it('every family falls back to free flow with a stated spread', () => {
    for (const family of linkFamilies) {
      const options = { freeFlowTimes, ...slots, family, freeFlowSpread: 0.5 } as const;
      const { model, fallbackLinks } = fitLinkTravelTimes(traversals([[0, 5, 12]]), options);
      expect(fallbackLinks).toBe(3);
      expect([...model.mean.subarray(4, 8)]).toEqual([20, 20, 20, 20]);
      expect([...model.sd.subarray(4, 8)]).toEqual([10, 10, 10, 10]);
      const at = tripPredictor(pathThrough(model, [1]), 'grid').task(0, 1, 0, [20, 60]);
      expect(at.mean).toBeCloseTo(20, 1);
      expect(at.completion[0]).toBeGreaterThan(0.45);
    }
  });

  it('go into a model file and come back bit for bit; a normal one is written as ever', () => {
    for (const family of linkFamilies) {
      const { model } = fitLinkTravelTimes(signals(300), { freeFlowTimes, ...slots, family });
      expect(decodeModel(encodeModel(model), 'here')).toEqual(model);
    }
    const calendar = { days: 'weekend', utcOffset: 28_800 } as const;
    const { model } = fitLinkTravelTimes(signals(300), { freeFlowTimes, slotLength: 3600, calendar });
    expect(decodeModel(encodeModel(model), 'here')).toEqual(model);
    const { model: plain } = fitLinkTravelTimes(signals(300), { freeFlowTimes, ...slots });
    const head = Buffer.from(encodeModel(plain)).toString('latin1').split('\n')[1];
    expect(Object.keys(JSON.parse(head) as object)).toEqual([
      'start',
      'slotLength',
      'slots',
      'links',
      'sha256',
    ]);
  });
});

/** Trip times drawn from the very model, each link from the slot of its entry. */
function simulated(model: LinkTravelTimeModel, links: readonly number[], draws: number): Float64Array {
  const normal = normals('trips');
  const uniform = seedrandom.alea('trips');
  const { mean, sd, points = new Float32Array(), family } = model;
  const size = points.length / mean.length;
  const drawn = (cell: number): number => {
    if (family === 'empirical') return points[cell * size + Math.floor(uniform() * size)];
    const variance = Math.log1p((sd[cell] / mean[cell]) ** 2);
    return Math.exp(Math.log(mean[cell]) - variance / 2 + Math.sqrt(variance) * normal());
  };
  return Float64Array.from({ length: draws }, () => {
    let time = 0;
    for (const link of links)
      time += drawn(link * model.slots + Math.min(model.slots - 1, Math.floor(time / model.slotLength)));
    return time;
  });
}

describe('trips over links of a family', () => {
  const links = [0, 1, 2, 0, 1];
  const boundaries = [90, 110, 130, 150, 180];

  /** Largest error of a completion probability against trips drawn from the model. */
  function error(family: LinkFamily, estimator: 'grid' | 'coupled'): number {
    const { model } = fitLinkTravelTimes(signals(6000), { freeFlowTimes, ...slots, family });
    const trips = simulated(model, links, 40_000);
    const { completion, late } = tripPredictor(pathThrough(model, links), estimator).task(
      4,
      1,
      0,
      boundaries,
    );
    const observed = [...boundaries, Number.POSITIVE_INFINITY].map(
      (to, k) => trips.filter((t) => t <= to && t > (boundaries[k - 1] ?? 0)).length / trips.length,
    );
    return Math.max(...[...completion, late].map((q, k) => Math.abs(q - observed[k])));
  }

  it('grid carries the whole shape', () => {
    expect(error('lognormal', 'grid')).toBeLessThan(0.012);
    expect(error('empirical', 'grid')).toBeLessThan(0.03);
  });

  it('coupled carries its moments, and takes a log-normal trip for log-normal', () => {
    expect(error('lognormal', 'coupled')).toBeLessThan(0.05);
    expect(error('empirical', 'coupled')).toBeLessThan(0.08);
  });

  it('a processing time moves a log-normal trip', () => {
    const { model } = fitLinkTravelTimes(signals(6000), { freeFlowTimes, ...slots, family: 'lognormal' });
    const predictor = tripPredictor(pathThrough(model, links));
    const plain = predictor.task(4, 1, 0, [100, 200]);
    const later = predictor.task(4, 1, 50, [150, 250]);
    expect(later.mean).toBeCloseTo(plain.mean + 50, 10);
    expect(later.completion[0]).toBeCloseTo(plain.completion[0], 12);
    expect(later.late).toBeCloseTo(plain.late, 12);
  });
});

describe('calendars', () => {
  it('keep weekdays and weekends apart, and a path runs on into the next day', () => {
    const monday = Date.parse('2008-02-04T00:00:00Z') / 1000;
    const calendar = { days: 'weekend', utcOffset: 0 } as const;
    const rows = Array.from({ length: 7 * 24 * 10 }, (_, i) => {
      const entry = monday + i * 360;
      const isWeekend = entry >= monday + 5 * 86_400;
      return [0, entry, isWeekend ? 20 : 40] as const;
    });
    const { model, used } = fitLinkTravelTimes(traversals(rows), {
      freeFlowTimes,
      slotLength: 3600,
      calendar,
    });
    expect(used).toBe(rows.length);
    expect(model.slots).toBe(48);
    for (let s = 0; s < 24; s++) {
      expect(model.mean[s]).toBeGreaterThan(38);
      expect(model.mean[24 + s]).toBeLessThan(24);
    }
    // Friday 23:30: half an hour of a weekday ahead, then the weekend.
    const friday = monday + 4 * 86_400 + 23.5 * 3600;
    const path = pathThrough(model, [0, 0], 1, friday);
    expect(path.departure).toBe(1800);
    expect(path.slots).toBe(24);
    expect(path.mean[0]).toBe(model.mean[23]);
    expect(path.mean[1]).toBe(model.mean[24]);
    expect(tripPredictor(path).entryMean[1]).toBeCloseTo(model.mean[23], 9);
  });
});
