import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { LinkTraversalBuilder, type LinkTraversals } from '../../src/traces/index.js';
import {
  chooseSlotLength,
  evaluateTravelTimes,
  type LinkFitOptions,
  normalForecast,
  pathDivergence,
  scoreForecasts,
  tripDivergence,
} from '../../src/traveltime/index.js';
import { normals } from './simulated-trips.js';

const options: LinkFitOptions = { freeFlowTimes: new Float64Array(8).fill(10), slotLength: 120, slots: 5 };

/** Mean time of a link that is entered at a time: it rises by steps of two minutes. */
const meanAt = (time: number): number => 14 + 9 * Math.min(4, Math.floor(time / 120));

/** A round of vehicles that drive eight links in a row, each link at the speed of its time. */
function round(name: string, vehicles = 60): LinkTraversals {
  const normal = normals(name);
  const uniform = seedrandom.alea(name);
  const builder = new LinkTraversalBuilder();
  for (let v = 0; v < vehicles; v++) {
    let now = uniform() * 360;
    for (let link = 0; link < 8; link++) {
      const time = Math.max(5, meanAt(now) + 2 * normal());
      builder.add(builder.vehicle(`v${v}`), link, now, now + time);
      now += time;
    }
  }
  return builder.build();
}

describe('scoreForecasts', () => {
  const normal = normals('trips');
  const trips = Array.from({ length: 4000 }, () => ({ links: [0], departure: 0, time: 100 + 10 * normal() }));

  it('finds true forecasts calibrated', () => {
    const scores = scoreForecasts(trips, () => normalForecast(100, 10));
    expect(scores.trips).toBe(4000);
    for (const [i, p] of [0.5, 0.8, 0.95].entries())
      expect(Math.abs(scores.coverage[i] - p)).toBeLessThan(0.03);
    for (const count of scores.transforms) expect(Math.abs(count - 400)).toBeLessThan(80);
    expect(scores.meanCrps).toBeCloseTo(10 * 0.5642, 1);
    expect(Math.abs(scores.bias)).toBeLessThan(0.6);
  });

  it('finds sure forecasts too narrow and unsure ones too wide, and the true one best', () => {
    const [sure, right, unsure] = [5, 10, 20].map((sd) =>
      scoreForecasts(trips, () => normalForecast(100, sd)),
    );
    expect(sure.coverage[1]).toBeLessThan(0.6);
    expect(unsure.coverage[1]).toBeGreaterThan(0.95);
    expect(right.meanCrps).toBeLessThan(Math.min(sure.meanCrps, unsure.meanCrps));
    // Outer bins of a histogram stand high where forecasts are too sure.
    expect(sure.transforms[0]).toBeGreaterThan(2 * sure.transforms[5]);
    expect(unsure.transforms[0]).toBeLessThan(0.5 * unsure.transforms[5]);
  });

  it('leaves out what has no forecast', () => {
    const scores = scoreForecasts(trips.slice(0, 10), ({ departure }) =>
      departure > 0 ? normalForecast(1, 1) : undefined,
    );
    expect(scores.trips).toBe(0);
    expect([...scores.crps].every(Number.isNaN)).toBe(true);
  });
});

describe('pathDivergence', () => {
  it('is the divergence of the paper where all drives have one forecast', () => {
    const normal = normals('drives');
    const drives = Array.from({ length: 80 }, () => ({
      links: [0],
      departure: 0,
      time: 200 + 25 * normal(),
    }));
    const { cdf } = normalForecast(190, 30);
    const direct = tripDivergence(
      drives.map(({ time }) => time),
      cdf,
    );
    expect(pathDivergence({ drives }, () => normalForecast(190, 30))).toBeCloseTo(direct, 12);
    expect(pathDivergence({ drives }, () => undefined)).toBeUndefined();
  });
});

describe('evaluateTravelTimes', () => {
  const fitted = Array.from({ length: 12 }, (_, i) => round(`fit ${i}`));
  const held = Array.from({ length: 6 }, (_, i) => round(`test ${i}`));
  const result = evaluateTravelTimes(fitted, held, { fit: options });
  const of = (kind: 'trips' | 'paths', name: string) => {
    const found = result[kind].forecasters.find((f) => f.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };

  it('finds the model of the time better than every baseline without one, clearly', () => {
    expect(result.trips.count).toBe(360);
    expect(result.independent).toBe('rounds');
    for (const name of ['one slot', 'free flow', 'historical mean'])
      expect(of('trips', name).difference?.low).toBeGreaterThan(0);
    expect(of('trips', 'coupled').difference).toBeNull();
    expect(of('trips', 'free flow').bias).toBeLessThan(-50);
    expect(of('trips', 'historical mean').crps).toBeCloseTo(
      of('trips', 'historical mean').absoluteError ?? 0,
      9,
    );
    expect(of('trips', 'historical mean').coverage).toEqual([0, 0, 0]);
  });

  it('compares paths with the very trip, and in divergence', () => {
    expect(result.paths.count).toBe(3);
    expect(of('paths', 'coupled').divergence).toBeLessThan(of('paths', 'one slot').divergence ?? 0);
    expect(of('paths', 'the very trip').trips).toBe(result.paths.drives);
    expect(Math.abs((of('paths', 'coupled').coverage[1] ?? 0) - 0.8)).toBeLessThan(0.12);
    // The grid forecasts a part of them.
    expect(of('paths', 'grid').trips).toBeLessThan(result.paths.drives);
    expect(of('paths', 'grid').trips).toBeGreaterThan(50);
  });

  it('says that trips are taken for independent where rounds are few', () => {
    const few = evaluateTravelTimes(fitted, held.slice(0, 2), { fit: options, estimators: ['paper'] });
    expect(few.independent).toBe('trips');
    expect(few.trips.forecasters[0].name).toBe('paper');
  });
});

describe('chooseSlotLength', () => {
  it('finds the length at which the traffic changes', () => {
    const rounds = Array.from({ length: 5 }, (_, i) => round(`choose ${i}`, 200));
    const { slotLength, scores } = chooseSlotLength(rounds, options, [600, 300, 120, 5]);
    expect(slotLength).toBe(120);
    const [coarse, , right] = scores;
    expect(coarse.crps).toBeGreaterThan(2 * right.crps);
  });

  it('prefers long slots where the time makes no difference', () => {
    const normal = normals('steady');
    const builder = new LinkTraversalBuilder();
    for (let i = 0; i < 300; i++)
      builder.add(builder.vehicle(`v${i}`), i % 8, 2 * i, 2 * i + 20 + 3 * normal());
    const { slotLength } = chooseSlotLength([builder.build()], options, [15, 600]);
    expect(slotLength).toBe(600);
  });
});
