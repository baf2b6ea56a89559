import { z } from 'zod';

const positive = z.number().positive();
const nonNegative = z.number().nonnegative();
const share = z.number().min(0).max(1);
const range = (describe: string) =>
  z
    .tuple([nonNegative, nonNegative])
    .refine(([low, high]) => low <= high, { message: 'a range [low, high] with low not above high' })
    .describe(describe);

const place = z.union([
  z.strictObject({
    junction: z.string().min(1).describe('id of a junction of the network'),
    name: z.string().min(1).optional().describe('how tables and report call the unit; default the junction'),
  }),
  z.strictObject({
    x: z.number().describe('place in the coordinates of the network, m'),
    y: z.number().describe('place in the coordinates of the network, m'),
    name: z.string().min(1).describe('how tables and report call the unit'),
  }),
]);

const unit = z.strictObject({
  range: positive.default(300).describe('beyond this distance nobody is served, m'),
  uplinkBandwidth: positive.default(40).describe('MHz that all uploads share'),
  downlinkBandwidth: positive.default(40).describe('MHz that all downloads share'),
  power: positive.default(2000).describe('transmission power, mW'),
  cpu: positive.default(20).describe('clock of all cores together, GHz: computes the twins'),
  gpu: positive.default(400).describe('clock of the graphics units together, GHz: runs the simulations'),
  queue: z
    .enum(['edf', 'fifo', 'sharing'])
    .default('edf')
    .describe(
      'order at the CPU: earliest deadline first with an admission test, first come first served, or all at once',
    ),
  backhaulRate: positive.default(1000).describe('between the units, Mbit/s'),
  backhaulLatency: nonNegative.default(0.005).describe('between the units, s'),
});

const radio = z.strictObject({
  frequency: positive.default(5.9).describe('carrier frequency, GHz'),
  model: z
    .enum(['urban', 'log-distance'])
    .default('urban')
    .describe('3GPP TR 37.885 urban with sight, or without; or log-distance path loss without shadowing'),
  exponent: positive.default(3).describe('path-loss exponent of the log-distance model'),
  leastSnr: z.number().default(-5).describe('below this signal-to-noise ratio there is no connection, dB'),
  handoverMargin: nonNegative.default(3).describe('how much better another unit must be, dB'),
  handoverTime: nonNegative.default(0.16).describe('for how long it must be better, s'),
});

const taskClass = z.strictObject({
  period: positive.describe('time between two tasks of a vehicle, s'),
  size: range('data to upload, MB, uniform'),
  work: range('CPU work, Gcycles/MB, uniform'),
  deadline: range('from the creation of the task, s, uniform'),
});

const simulator = z.strictObject({
  name: z.string().min(1),
  size: positive.describe('data of one simulation to download, MB'),
  work: nonNegative.describe('GPU work of one simulation, Gcycles/MB'),
});

const predictors = [
  'standing-still',
  'constant-velocity',
  'kalman',
  'linear-regression',
  'route-aware',
  'route-own-speed',
  'lstm',
] as const;

const admission = z.strictObject({
  dwell: z
    .enum(['none', ...predictors])
    .default('none')
    .describe(
      'predictor of how long a vehicle stays with a unit: a task that would not be over before is not admitted; none: all are',
    ),
  coverage: z
    .enum(['range', 'signal'])
    .default('range')
    .describe(
      'what it must not leave: the range of the unit, or the part of it in which its signal as measured last can be received',
    ),
  until: z
    .enum(['synchronised', 'simulation'])
    .default('simulation')
    .describe(
      'what must be over before: upload, queue and computing; or the shortest simulation and its download too',
    ),
  margin: nonNegative.default(0).describe('how much longer the vehicle must stay, s'),
  horizon: positive.default(60).describe('longer stays are not told apart, s'),
});

const measuredAccuracy = z.strictObject({
  measured: z.enum(predictors).describe('predictor whose errors in the run itself give the accuracy'),
  by: z
    .enum(['displacement', 'paper', 'hits'])
    .default('displacement')
    .describe(
      'R2 of the displacement after 5 s, R2 of the coordinates of a trajectory as in the paper, or the share of predictions at most 2 m off after 5 s',
    ),
  every: z.int().positive().default(5).describe('time between two predictions of a vehicle, whole s'),
  least: z.int().positive().default(30).describe('compared predictions from which on it is measured'),
  before: share.default(0.9).describe('accuracy before'),
});

const market = z.strictObject({
  mechanism: z
    .enum(['slots', 'mtepvisa', 'epvisa', 'pvisa', 'first-come'])
    .default('slots')
    .describe(
      'who is granted: the largest marginal scores of all tasks (slots), all tasks of one vehicle a round, or everybody in order of creation',
    ),
  period: positive.default(0.25).describe('time between two rounds of a unit, s'),
  slots: z.int().positive().default(2).describe('tasks granted a round by slots and first-come'),
  score: z.enum(['coupled', 'realised']).default('coupled').describe('form of the score'),
  pricing: z.enum(['critical', 'paper']).default('critical').describe('what a winning vehicle pays'),
  theta: positive.max(1).default(0.53).describe('relative accuracy of fine-tuned models'),
  gamma: nonNegative.default(1).describe('relative bargaining power of the driving simulator'),
  drivingBid: nonNegative.default(0.4).describe('what the driving simulator bids, per second'),
  accuracy: z
    .union([share, measuredAccuracy])
    .default(0.9)
    .describe('accuracy of a synchronised twin: a number, or measured from predicted and observed movement'),
  matchQuality: z.enum(['journal', 'conference']).default('journal').describe('form of the match quality'),
  yardstick: z
    .boolean()
    .default(true)
    .describe('whether each round is also solved by the omniscient optimum, to compare with'),
});

const vehicles = z.strictObject({
  share: share.default(0.3).describe('share of the vehicles with a digital twin'),
  power: positive.default(200).describe('transmission power, mW'),
  value: range('value of having the twin synchronised, uniform, once per vehicle').default([0, 1]),
  cache: z.int().positive().default(5).describe('size of the preference cache'),
  generativeScore: z
    .tuple([share, share])
    .refine(([low, high]) => low <= high, { message: 'a range [low, high] with low not above high' })
    .default([0.2, 0.8])
    .describe('generative score of each simulator for a vehicle, uniform'),
});

/** The section `twin` of a scenario: digital-twin tasks offloaded to roadside units, and their market. */
export const twinSchema = z.strictObject({
  units: z
    .union([z.int().positive(), z.array(place).min(1)])
    .default(4)
    .describe('roadside units: how many (at the junctions that cover most road), or their places'),
  unit: unit.prefault({}),
  radio: radio.prefault({}),
  vehicles: vehicles.prefault({}),
  tasks: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/), taskClass)
    .default({
      simulation: { period: 2, size: [0.2, 0.6], work: [4, 8], deadline: [0.8, 1.5] },
      decision: { period: 1, size: [0.05, 0.15], work: [2, 5], deadline: [0.3, 0.6] },
      monitoring: { period: 5, size: [0.02, 0.1], work: [1, 2], deadline: [1, 2] },
    })
    .describe('classes of tasks that every twin emits'),
  simulators: z
    .array(simulator)
    .min(1)
    .default([
      { name: 'driving', size: 0.2, work: 5 },
      { name: 'traffic-1', size: 0.1, work: 4 },
      { name: 'traffic-2', size: 0.2, work: 6 },
      { name: 'traffic-3', size: 0.3, work: 8 },
    ])
    .describe('first the driving simulator, then the traffic simulators'),
  market: market.prefault({}),
  admission: admission.prefault({}),
});

/** Digital twins of a scenario with all defaults filled in. */
export type TwinSettings = z.output<typeof twinSchema>;

/** How the accuracy of the twins is measured in a run. */
export type MeasuredAccuracySettings = z.output<typeof measuredAccuracy>;

/**
 * The path of a setting of the section whose predictor cannot be fed in traffic of a step length, s: positions are taken every
 * second.
 */
export function unfedPredictor(
  { admission: { dwell }, market: { accuracy } }: TwinSettings,
  stepLength: number,
): readonly string[] | undefined {
  if (Math.abs(1 / stepLength - Math.round(1 / stepLength)) < 1e-9) return undefined;
  if (dwell !== 'none') return ['twin', 'admission', 'dwell'];
  return typeof accuracy === 'number' ? undefined : ['twin', 'market', 'accuracy'];
}

/** The accuracy of the market of a scenario before anything is measured. */
export function declaredAccuracy({ market: { accuracy } }: TwinSettings): number {
  return typeof accuracy === 'number' ? accuracy : accuracy.before;
}
