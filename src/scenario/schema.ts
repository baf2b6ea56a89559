import { z } from 'zod';

const positive = z.number().positive();
const nonNegative = z.number().nonnegative();
const range = (describe: string) =>
  z
    .tuple([nonNegative, nonNegative])
    .refine(([low, high]) => low <= high, { message: 'a range [low, high] with low not above high' })
    .describe(describe);

const ratePeriod = z.strictObject({
  from: nonNegative.describe('when this rate begins, s of simulated time'),
  rate: nonNegative.describe('expected departures per minute from then on'),
});

const arrivals = z
  .strictObject({
    routes: z
      .string()
      .min(1)
      .describe('SUMO route file whose routes are drawn from, path relative to this file'),
    process: z
      .enum(['binomial', 'poisson'])
      .default('binomial')
      .describe('law of the number of departures per second; the paper on TBUMA uses binomial arrivals'),
    rate: z
      .union([nonNegative, z.array(ratePeriod).min(1)])
      .describe('expected departures per minute: one number, or a list of {from, rate}'),
    trials: z.int().positive().default(5).describe('trials per second of the binomial law'),
  })
  .superRefine(({ process, rate, trials }, context) => {
    if (process !== 'binomial') return;
    const most = 60 * trials;
    for (const [i, period] of (typeof rate === 'number' ? [{ rate }] : rate).entries()) {
      if (period.rate <= most) continue;
      context.addIssue({
        code: 'custom',
        path: typeof rate === 'number' ? ['rate'] : ['rate', i, 'rate'],
        message: `at most ${most}, 60 times the trials per second (raise trials, or take process: poisson)`,
      });
    }
  });

const fixedDemand = z.strictObject({
  file: z
    .string()
    .min(1)
    .describe(
      'SUMO route file with vehicles and departure times, driven as it is; seeds vary only the driving',
    ),
});

/** Options of SUMO that Bidlane decides; setting them would break what a run promises. */
const ownOptions = [
  ...['net-file', 'route-files', 'additional-files', 'configuration-file', 'begin', 'end', 'seed', 'random'],
  ...[
    'step-length',
    'remote-port',
    'num-clients',
    'vehroute-output',
    'load-state',
    'n',
    'r',
    'a',
    'c',
    'b',
    'e',
  ],
];

const sumoOptions = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .superRefine((options, context) => {
    for (const name of Object.keys(options)) {
      if (ownOptions.includes(name.replace(/\..*/, '')))
        context.addIssue({ code: 'custom', path: [name], message: 'left to Bidlane, which sets it itself' });
    }
  });

const traffic = z.strictObject({
  network: z.string().min(1).describe('SUMO network (.net.xml or .net.xml.gz), path relative to this file'),
  demand: z
    .union([arrivals, fixedDemand])
    .describe('who drives: arrivals drawn from a pool of routes, or a ready file'),
  stepLength: positive.max(10).default(1).describe('length of a traffic step, s'),
  warmUp: nonNegative
    .default(300)
    .describe('traffic before the campaign starts, s, so that the roads are filled'),
  duration: positive.default(900).describe('how long the traffic goes on after the warm-up, s'),
  options: sumoOptions
    .default({})
    .describe(
      'further options for SUMO, as on its command line without the dashes, such as time-to-teleport: 120',
    ),
});

const probes = z.strictObject({
  rounds: z
    .int()
    .positive()
    .default(20)
    .describe('SUMO runs with seeds of their own that give the link traversals'),
});

const travelTime = z.strictObject({
  slotLength: positive.default(60).describe('length of a time slot of the link travel-time model, s'),
  estimator: z
    .enum(['paper', 'mixture', 'coupled', 'grid'])
    .default('coupled')
    .describe('how the distribution of the entry time is carried along a path'),
  position: z
    .enum(['uniform', 'signal'])
    .default('signal')
    .describe('where on a link its time is spent: evenly, or driving freely and then waiting at its end'),
  family: z
    .enum(['normal', 'lognormal', 'empirical'])
    .optional()
    .describe('distribution of a link in a slot; normal by default, as in the paper on TBUMA'),
  slotLengths: z
    .array(positive)
    .min(1)
    .optional()
    .describe(
      'slot lengths, s, of which cross-validation over the probe rounds takes the best in place of slotLength',
    ),
  online: z
    .strictObject({
      halfLife: positive
        .default(300)
        .describe('time after which an observation weighs half, and half of a deviation is gone, s'),
      prior: positive
        .default(5)
        .describe('traversals of the day that weigh as much as the fitted time of a link'),
      every: positive.default(60).describe('time between two judgements of whether it helps, s'),
    })
    .optional()
    .describe(
      'link times observed in the run move the fitted ones, from one slot before the campaign on; left out: they do not',
    ),
});

const tasks = z.strictObject({
  count: z.int().positive().default(60).describe('number of tasks, at random places along the roads'),
  values: z
    .array(nonNegative)
    .min(1)
    .default([1, 0.8, 0.6, 0.4, 0.2])
    .refine((v) => v.every((x, k) => k === 0 || x <= v[k - 1]), {
      message: 'values that never rise from one subinterval to the next',
    })
    .describe('value of a task completed in each subinterval of [0, deadline], never rising'),
  deadline: positive
    .default(300)
    .describe('time after which a task is worth nothing, s from the start of the campaign'),
  work: nonNegative.default(179.2).describe('computing work of a task, Gcycles'),
});

const vehicles = z.strictObject({
  share: z.number().min(0).max(1).default(0.5).describe('share of the vehicles on the road that take part'),
  clock: range('clock of the on-board computer, GHz, uniform').default([10, 20]),
  driverCost: range('cost of the effort of the driver, uniform, once per vehicle').default([0.5, 1.5]),
  taskCost: range('cost per task of the bundle, uniform, drawn once per vehicle').default([0.3, 1]),
});

const auction = z.strictObject({
  mechanism: z.enum(['tbuma']).default('tbuma').describe('who wins and what they are paid'),
  budget: nonNegative.default(20).describe('the most that the requester wants to pay in all'),
  valuation: z
    .enum(['paper', 'exact'])
    .default('exact')
    .describe('how completion probabilities become values: eq. (11) as printed, or by survival functions'),
  alpha: z
    .enum(['paper', 'two'])
    .default('two')
    .describe('divisor of the budget in the budget test: two keeps every budget, paper can break one'),
});

const crowdsourcing = z.strictObject({
  enabled: z.boolean().default(true).describe('whether there is a campaign at all'),
  tasks: tasks.prefault({}),
  vehicles: vehicles.prefault({}),
  auction: auction.prefault({}),
});

/** The whole of a scenario file. Every field has its unit in its description; `bidlane schema` prints it as JSON Schema. */
export const scenarioSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, { message: 'letters, digits, dots, dashes and underscores only' })
    .describe('name of the scenario and of its results folder'),
  description: z.string().default('').describe('one or two sentences for the report'),
  seed: z.int().nonnegative().default(1).describe('everything random in a run follows from this number'),
  replications: z
    .int()
    .positive()
    .default(1)
    .describe('independent repetitions with seeds derived from the seed'),
  traffic,
  probes: probes.prefault({}),
  travelTime: travelTime.prefault({}),
  crowdsourcing: crowdsourcing.prefault({}),
});

/** A scenario with all defaults filled in; paths are absolute once it is loaded. */
export type Scenario = z.output<typeof scenarioSchema>;
export type TrafficSettings = Scenario['traffic'];
export type ArrivalSettings = z.output<typeof arrivals>;
export type CrowdsourcingSettings = Scenario['crowdsourcing'];
