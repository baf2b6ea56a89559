import fc from 'fast-check';
import type { NormalisedMarket, NormalisedVehicle } from '../../src/market/index.js';

// On a grid, so that numbers are equal or well apart, and log2(1 + x) as it is written keeps its digits.
const unit = fc.integer({ min: 0, max: 1000 }).map((x) => x / 1000);
/** Any share, but often one of a few values, so that zeros and ties occur. */
const share = fc.oneof(unit, fc.constantFrom(0, 0.25, 0.5, 1));
const upTo = (most: number) => share.map((x) => x * most);
const noise = fc.constantFrom(1, 0.5, 2);

const task = fc.record({
  size: upTo(0.5),
  work: upTo(2),
  deadline: fc.oneof(
    unit.map((x) => 1 + x / 2),
    upTo(0.1),
    fc.constant(1.25),
  ),
});

function vehicle(simulators: number, maxTasks: number): fc.Arbitrary<NormalisedVehicle> {
  const bySimulator = { minLength: simulators, maxLength: simulators };
  return fc.record(
    {
      value: share,
      gain: fc.oneof({ weight: 4, arbitrary: unit.map((x) => 0.1 + x) }, { weight: 2, arbitrary: share }),
      power: fc.oneof(
        unit.map((x) => 0.5 + x),
        share,
      ),
      noiseUp: noise,
      noiseDown: noise,
      tasks: fc.array(task, { maxLength: maxTasks }),
      preferences: fc.array(fc.integer({ min: 0, max: 5 }), bySimulator),
      generativeScores: fc.array(fc.oneof(fc.constant(0.5), share), bySimulator),
      cache: fc.integer({ min: 0, max: 6 }),
    },
    {
      requiredKeys: [
        'value',
        'gain',
        'power',
        'noiseUp',
        'noiseDown',
        'tasks',
        'preferences',
        'generativeScores',
      ],
    },
  );
}

interface Shape {
  readonly vehicles: number;
  readonly simulators: number;
  readonly tasks: number;
}

/** Random markets with infeasible tasks, zeros, ties, lone vehicles, no traffic simulators and no link. */
export function markets({ vehicles, simulators, tasks }: Shape): fc.Arbitrary<NormalisedMarket> {
  const simulator = fc.record({ size: share.map((x) => 0.1 + 2.4 * x), work: upTo(5) });
  return fc.integer({ min: 1, max: simulators }).chain((count) =>
    fc.record({
      rsu: fc.record({
        uplinkBandwidth: fc.constantFrom(20, 10),
        downlinkBandwidth: fc.constantFrom(20, 10, 0),
        cpu: fc.constant(3.6),
        gpu: fc.constant(19),
        power: upTo(5),
      }),
      simulators: fc.array(simulator, { minLength: count, maxLength: count }),
      vehicles: fc.array(vehicle(count, tasks), { maxLength: vehicles }).chain((list) =>
        // A vehicle twice is a tie in everything.
        fc
          .boolean()
          .map((twice) => (twice && list.length > 0 && list.length < vehicles ? [...list, list[0]] : list)),
      ),
      theta: unit.map((x) => 0.2 + 0.8 * x),
      gamma: fc.oneof(fc.constant(1), upTo(2)),
      alpha: fc.oneof(
        fc.constant(1),
        unit.map((x) => 1 + x),
      ),
      drivingBid: share,
      accuracy: share,
      matchQuality: fc.constantFrom('journal' as const, 'conference' as const),
      simulations: fc.constantFrom('serial' as const, 'pipelined' as const, 'literal' as const),
      wholeSimulations: fc.boolean(),
    }),
  );
}

/** A market whose numbers come out by hand: both rates 8 Mbit/s (1 MB/s), uploads of 0.25 s, computation of 0.25 s. */
export const byHand: NormalisedMarket = {
  rsu: { uplinkBandwidth: 8, downlinkBandwidth: 8, cpu: 2, gpu: 4, power: 2 },
  simulators: [
    { size: 0.25, work: 4 },
    { size: 0.25, work: 4 },
    { size: 0.5, work: 0 },
  ],
  vehicles: [
    {
      value: 1,
      gain: 0.5,
      power: 2,
      noiseUp: 1,
      noiseDown: 1,
      tasks: [
        { size: 0.25, work: 2, deadline: 1 },
        { size: 0.25, work: 2, deadline: 0.375 },
      ],
      preferences: [1, 2, 1],
      generativeScores: [1, 1, 1],
      cache: 4,
    },
    {
      value: 0.5,
      gain: 0.5,
      power: 2,
      noiseUp: 1,
      noiseDown: 1,
      tasks: [{ size: 0.25, work: 2, deadline: 2 }],
      preferences: [0, 0, 1],
      generativeScores: [1, 1, 1],
      cache: 4,
    },
  ],
  theta: 0.5,
  gamma: 1,
  alpha: 1.5,
  drivingBid: 0.4,
  accuracy: 0.5,
  matchQuality: 'journal',
  simulations: 'serial',
  wholeSimulations: false,
};
