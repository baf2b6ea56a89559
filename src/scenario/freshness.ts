import { z } from 'zod';

const positive = z.number().positive();
const nonNegative = z.number().nonnegative();
const probability = z.number().min(0).max(1);
const count = z.int().nonnegative();

/** Sensors on board of series vehicles (the ENTER paper, Table I); shares are ours: the paper gives none. */
const tableI = [
  { name: 'geely-borui-ge', share: 0.1, cameras: 5, lidars: 0, radars: 1 },
  { name: 'nio-es8', share: 0.15, cameras: 5, lidars: 0, radars: 5 },
  { name: 'mercedes-l2', share: 0.2, cameras: 5, lidars: 0, radars: 4 },
  { name: 'xpeng-g3', share: 0.2, cameras: 8, lidars: 0, radars: 3 },
  { name: 'tesla', share: 0.2, cameras: 8, lidars: 0, radars: 3 },
  { name: 'audi-a8', share: 0.08, cameras: 5, lidars: 1, radars: 5 },
  { name: 'aito-m7', share: 0.05, cameras: 11, lidars: 1, radars: 3 },
  { name: 'waymo', share: 0.02, cameras: 29, lidars: 5, radars: 6 },
];

const vehicleType = z.strictObject({
  name: z.string().min(1).describe('name for tables and reports'),
  share: probability.describe('share of the connected vehicles that are of this type'),
  cameras: count.default(0).describe('cameras on board'),
  lidars: count.default(0).describe('lidars on board'),
  radars: count.default(0).describe('millimetre-wave radars on board'),
  capability: probability
    .optional()
    .describe('probability that one report qualifies, in place of what the sensors give'),
  cost: nonNegative
    .optional()
    .describe('what one recruited vehicle is paid, in place of what the sensors give'),
});

const types = z
  .array(vehicleType)
  .min(1)
  .max(12)
  .refine((list) => list.reduce((sum, { share }) => sum + share, 0) <= 1 + 1e-9, {
    message: 'types whose shares sum to at most 1',
  });

const sensor = (quality: number, cost: number) =>
  z
    .strictObject({
      quality: probability
        .default(quality)
        .describe('probability that this sensor alone makes a report qualify'),
      cost: nonNegative.default(cost).describe('what its data cost per report'),
    })
    .prefault({});

const sensors = z.strictObject({
  base: nonNegative.default(0.5).describe('cost of a report whatever sensors there are'),
  camera: sensor(0.05, 0.1),
  lidar: sensor(0.35, 1.2),
  radar: sensor(0.06, 0.15),
});

const place = z.union([
  z.strictObject({ junction: z.string().min(1).describe('id of a junction of the network') }),
  z.strictObject({
    name: z.string().min(1).describe('name for tables and reports'),
    x: z.number().describe('m, in the coordinates of the network'),
    y: z.number().describe('m, in the coordinates of the network'),
  }),
]);

/** The ways of deciding whom to recruit that a scenario can name. */
export const freshnessPolicies = [
  'enter',
  'enter-probes',
  'enter-forecast',
  'phase-aware',
  'zero-wait',
  'draim',
  'auction',
  'myopic',
  'constant-set',
  'single-set',
] as const;

/** The section `freshness` of a scenario: an HD map that recruited vehicles keep fresh. */
export const freshnessSection = z.strictObject({
  points: z
    .union([z.int().positive(), z.array(place).min(1)])
    .default(6)
    .describe('points of interest: so many of the busiest junctions, or a list of junctions and places'),
  radius: positive.default(40).describe('radius of the geofence around a point, m'),
  slotLength: positive.default(5).describe('length of a slot, s: one decision per point and slot'),
  beta: probability.default(0.005).describe('weight of freshness against payments'),
  epsilon: nonNegative.default(1).describe('worth of a squared slot of age'),
  types: types
    .default(tableI)
    .describe('types of connected vehicles; the sensors of Table I of the ENTER paper'),
  sensors: sensors
    .prefault({})
    .describe('what sensors do: a report qualifies if at least one of them makes it'),
  connected: probability
    .default(0.3)
    .describe('share of the vehicles that are connected, so that they can be recruited'),
  policy: z
    .enum(freshnessPolicies)
    .default('enter')
    .describe('who decides; all others are played on the same arrivals'),
  interval: positive
    .default(60)
    .describe('time between new estimates of the arrivals, with which policies are solved again, s'),
  forecast: positive.default(10).describe('time between forecasts of who comes in the next slots, s'),
  law: z
    .enum(['bernoulli', 'poisson'])
    .default('bernoulli')
    .describe('law of the vehicles of a type in a slot: at most one, as in the paper, or any number'),
  penetration: probability
    .gt(0)
    .default(0.2)
    .describe('share of the vehicles of the probe rounds whose way is known; counts are divided by it'),
  observe: nonNegative
    .default(300)
    .describe('how long before the first decision arrivals are watched, to learn the phases of signals, s'),
});

/** The freshness section with all defaults filled in. */
export type FreshnessSettings = z.output<typeof freshnessSection>;
export type FreshnessPolicy = FreshnessSettings['policy'];
