import fc from 'fast-check';
import seedrandom from 'seedrandom';
import type { AuctionMarket, VehicleBid } from '../../src/recruitment/index.js';

/**
 * The example of tbuma's section 5.3 with its misprints corrected: completion times normal with means 40, 120, 130 (vehicle 1),
 * 60, 180 (2), 20 (3), 80 (4), deviations 5 % of the mean, subintervals of 40 s. Vehicle 1 of the paper is vehicle 0 here.
 */
export const walkThrough: AuctionMarket = {
  budget: 3,
  tasks: Array.from({ length: 4 }, () => ({ values: [1, 0.8, 0.6, 0.4, 0.2] })),
  vehicles: [
    {
      bid: 0.8,
      completion: {
        0: [0.5, 0.5, 0, 0, 0],
        1: [0, 1.3083922834056239e-11, 0.4999999999869161, 0.499999999986916, 1.308397834520747e-11],
        2: [0, 7.216449660063518e-15, 0.06196790283636405, 0.9380301353236891, 1.9618399396126307e-6],
      },
    },
    {
      bid: 0.8,
      completion: {
        1: [1.3083922834056239e-11, 0.999999999973832, 1.308397834520747e-11, 0, 0],
        3: [0, 0, 1.3083922834056239e-11, 0.013134145677937192, 0.9737317086179578],
      },
    },
    { bid: 0.5, completion: { 2: [1, 0, 0, 0, 0] } },
    { bid: 0.5, completion: { 3: [0, 0.5, 0.5, 0, 0] } },
  ],
};

/** The toy example of section 4 against BUMA's truthfulness. */
export const toyExample: AuctionMarket = {
  budget: 1,
  tasks: Array.from({ length: 3 }, () => ({ values: [1, 0.5] })),
  vehicles: [
    { bid: 0.7, completion: { 0: [0.4, 0.6], 1: [0.2, 0.7] } },
    { bid: 0.8, completion: { 1: [0.5, 0.3], 2: [0, 0.6] } },
  ],
};

/** TBUMA with `alpha: 'paper'` spends more than the budget here: Theorem 5 is false for B < V(I) < 2 B. */
export const overspending: AuctionMarket = {
  budget: 100,
  tasks: [80, 1, 8, 22].map((value) => ({ values: [value] })),
  vehicles: [
    { bid: 50, completion: { 0: [1], 1: [1] } },
    { bid: 24, completion: { 2: [1], 3: [1] } },
    { bid: 7, completion: { 1: [1], 2: [1] } },
  ],
};

/** A market of a given size, about five tasks a vehicle, five subintervals, a tenth of the vehicles doubles of others. */
export function randomMarket(
  size: { readonly vehicles: number; readonly tasks: number },
  budget: number,
  cost: number,
  seed: number,
): AuctionMarket {
  const random = seedrandom.alea(`market/${seed}`);
  const vehicles: VehicleBid[] = [];
  while (vehicles.length < size.vehicles) {
    if (vehicles.length > 0 && random() < 0.1) {
      vehicles.push(vehicles[Math.floor(random() * vehicles.length)]);
      continue;
    }
    const completion: Record<number, number[]> = {};
    for (let n = 3 + Math.floor(random() * 5); n > 0; n--) {
      const mean = random() * 6;
      const q = [0, 1, 2, 3, 4].map((k) => Math.max(0, 1 - Math.abs(k + 0.5 - mean)));
      completion[Math.floor(random() * size.tasks)] = q;
    }
    const count = Object.keys(completion).length;
    vehicles.push({ bid: cost * (0.5 + random() + (0.3 + 0.7 * random()) * count), completion });
  }
  const tasks = Array.from({ length: size.tasks }, () => ({ values: [1, 0.8, 0.6, 0.4, 0.2] }));
  return { budget, tasks, vehicles };
}

interface Shape {
  readonly maxVehicles: number;
  readonly maxTasks: number;
  readonly maxSteps: number;
  readonly probability: fc.Arbitrary<number>;
  readonly value: fc.Arbitrary<number>;
  readonly bid: fc.Arbitrary<number>;
  readonly budget: fc.Arbitrary<number>;
}

function marketOf(shape: Shape): fc.Arbitrary<AuctionMarket> {
  const { maxVehicles, maxTasks, maxSteps } = shape;
  return fc
    .tuple(
      fc.integer({ min: 1, max: maxTasks }),
      fc.integer({ min: 1, max: maxSteps }),
      fc.integer({ min: 1, max: maxVehicles }),
    )
    .chain(([taskCount, steps, vehicleCount]) => {
      const task = fc
        .array(shape.value, { minLength: steps, maxLength: steps })
        .map((values) => ({ values: values.sort((a, b) => b - a) }));
      const entry = fc.array(shape.probability, { minLength: steps, maxLength: steps });
      const vehicle: fc.Arbitrary<VehicleBid> = fc
        .tuple(
          shape.bid,
          fc
            .subarray(Array.from({ length: taskCount }, (_, j) => j))
            .chain((bundle) =>
              fc
                .array(entry, { minLength: bundle.length, maxLength: bundle.length })
                .map((entries) => Object.fromEntries(bundle.map((j, at) => [j, entries[at]]))),
            ),
        )
        .map(([bid, completion]) => ({ bid, completion }));
      return fc.record({
        budget: shape.budget,
        tasks: fc.array(task, { minLength: taskCount, maxLength: taskCount }),
        vehicles: fc.array(vehicle, { minLength: vehicleCount, maxLength: vehicleCount }),
      });
    });
}

/** Uniform, without the corner cases that fast-check likes: those would be ties, which rounding in a reference would decide. */
const real = (max: number): fc.Arbitrary<number> =>
  fc.noBias(fc.integer({ min: 1, max: 10 ** 9 })).map((x) => (max * x) / 10 ** 9);

/** Markets in general position: no two ratios alike but by accident. Probabilities of an entry may sum to more than 1. */
export const generalMarket: fc.Arbitrary<AuctionMarket> = marketOf({
  maxVehicles: 7,
  maxTasks: 5,
  maxSteps: 4,
  probability: fc.oneof(real(1), real(0.4), fc.constantFrom(0, 1)),
  value: real(4).map((x) => x + 0.01),
  bid: real(3).map((x) => x + 0.001),
  budget: real(12),
});

/**
 * Markets full of ties, zero bids, empty bundles and certain completions. All numbers are small multiples of powers of two,
 * so that values are exact in floating point however they are computed.
 */
export const tiedMarket: fc.Arbitrary<AuctionMarket> = marketOf({
  maxVehicles: 6,
  maxTasks: 3,
  maxSteps: 3,
  probability: fc.constantFrom(0, 0, 0.25, 0.5, 0.5, 1),
  value: fc.constantFrom(0, 0.5, 1, 2),
  bid: fc.constantFrom(0, 0.25, 0.5, 0.5, 1),
  budget: fc.constantFrom(0, 0.5, 1, 2, 4, 1000),
});

/** Either kind. */
export const anyMarket: fc.Arbitrary<AuctionMarket> = fc.oneof(generalMarket, tiedMarket);
