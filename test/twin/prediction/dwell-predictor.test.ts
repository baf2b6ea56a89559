import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNetwork, readRoutes } from '../../../src/network/index.js';
import {
  chosenPredictor,
  dwellOfPoints,
  dwellOnRoute,
  freeFlowPace,
  leavingShare,
  type MovementPredictor,
  type PredictorChoice,
  predictedDwell,
} from '../../../src/twin/prediction/index.js';

const file = (name: string): string =>
  fileURLToPath(new URL(`../../../sumo-configs/beijing/beijing.${name}.xml`, import.meta.url));
const network = await readNetwork(file('net'));
const { routes } = await readRoutes(file('rou'), network);
const pace = freeFlowPace(network);

/** A vehicle that has driven straight along the first axis for a minute and is now at (x, y). */
function straightOn(speed: number, x: number, y: number): Float64Array {
  return Float64Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? x - speed * (59 - i / 2) : y));
}

describe('dwell times by movement predictors', () => {
  // 80 m from the middle of a disc of 100 m, 60 m beside it: the rim is 80 m beyond the middle, 160 m away.
  const disc = { x: 0, y: 0, range: 100 };
  const past = straightOn(10, -80, 60);

  it('of a vehicle that drives straight out at constant speed are the way over the speed', async () => {
    for (const choice of ['constant-velocity', 'kalman'] as const) {
      const { dwell } = await chosenPredictor(choice, network, pace);
      expect(dwell.dwell({ past }, disc, 60), choice).toBeCloseTo(16, 6);
      // Just before the rim the 5 s that are predicted are more than enough.
      expect(dwell.dwell({ past: straightOn(10, 55, 60) }, disc, 60), choice).toBeCloseTo(2.5, 6);
    }
    // Learnt from traffic with signals: near, not exact.
    for (const choice of ['linear-regression', 'lstm'] as const) {
      const { dwell } = await chosenPredictor(choice, network, pace);
      expect(Math.abs(dwell.dwell({ past: straightOn(10, 55, 60) }, disc, 60) - 2.5), choice).toBeLessThan(
        0.5,
      );
    }
  });

  it('are as long as one looks for a vehicle that stands, and 0 outside', async () => {
    const choices: PredictorChoice[] = ['standing-still', 'constant-velocity', 'kalman'];
    for (const choice of choices) {
      const { dwell } = await chosenPredictor(choice, network, pace);
      expect(dwell.dwell({ past: straightOn(0, 10, 0) }, disc, 60), choice).toBe(60);
      expect(dwell.dwell({ past: straightOn(10, 90, 60) }, disc, 60), choice).toBe(0);
    }
    const { dwell } = await chosenPredictor('standing-still', network, pace);
    expect(dwell.dwell({ past }, disc, 60)).toBe(60);
  });

  it('turn where the predicted points turn, and go straight on behind them', () => {
    // Two seconds east, three north at 10 m/s from (0, 0), then on to the north.
    const turning: MovementPredictor = {
      name: 'turning',
      predict: () => Float64Array.of(10, 0, 20, 0, 20, 10, 20, 20, 20, 30),
    };
    const at = { past: Float64Array.of(0, 0) };
    const dwell = dwellOfPoints(turning);
    expect(dwell.dwell(at, { x: 0, y: 0, range: 15 }, 60)).toBeCloseTo(1.5, 12);
    expect(dwell.dwell(at, { x: 20, y: 0, range: 25 }, 60)).toBeCloseTo(4.5, 12);
    expect(dwell.dwell(at, { x: 20, y: 0, range: 100 }, 60)).toBeCloseTo(12, 12);
    expect(dwell.dwell(at, { x: 20, y: 0, range: 100 }, 7)).toBe(7);
  });

  it('along the route are the predicted dwell times of the route, at link times or at its own speed', async () => {
    const aware = (await chosenPredictor('route-aware', network, pace)).dwell;
    const own = (await chosenPredictor('route-own-speed', network, pace)).dwell;
    for (const { links } of routes.slice(0, 30)) {
      const { x, y } = network.pointOnLink(links[0], 0);
      const coverage = { x, y, range: 150 };
      const place = { route: links, routeIndex: 0, position: 0, time: 10 };
      const past = Float64Array.of(x - 7, y, x, y);
      const expected = predictedDwell({ kind: 'route', network, pace, place }, coverage, 600);
      expect(aware.dwell({ past, place }, coverage, 600)).toBe(expected);
      const at7 = predictedDwell({ kind: 'route', network, pace: { speed: () => 7 }, place }, coverage, 600);
      expect(own.dwell({ past, place }, coverage, 600)).toBe(at7);
      // It stands: no time is too long; outside it has none.
      expect(own.dwell({ past: Float64Array.of(x, y), place }, coverage, 600)).toBe(600);
      expect(own.dwell({ past: Float64Array.of(x, y), place }, { x: x + 999, y, range: 1 }, 600)).toBe(0);
    }
    expect(() => dwellOnRoute('route', network, pace).dwell({ past }, disc, 60)).toThrow(
      /place on its route/,
    );
  });

  it('leave a disc on its rim', () => {
    const coordinate = fc.double({ min: -40, max: 40, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (x0, y0, x1, y1) => {
        fc.pre(Math.hypot(x0, y0) < 29.9);
        const from = { x: x0, y: y0 };
        const share = leavingShare({ x: 0, y: 0, range: 30 }, from, { x: x1, y: y1 });
        expect(share === undefined).toBe(Math.hypot(x1, y1) <= 30);
        if (share === undefined) return;
        expect(Math.hypot(x0 + share * (x1 - x0), y0 + share * (y1 - y0))).toBeCloseTo(30, 6);
      }),
    );
  });
});
