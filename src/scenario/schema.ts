import { z } from 'zod';
import { crowdsourcing } from './crowdsourcing.js';
import { freshnessSection } from './freshness.js';
import { nonNegative, positive } from './numbers.js';
import { twinSchema, unfedPredictor } from './twin.js';

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
  additional: z
    .string()
    .min(1)
    .optional()
    .describe('SUMO file loaded before it, such as one with the routes and vehicle types that it names'),
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

/** The whole of a scenario file. Every field has its unit in its description; `bidlane schema` prints it as JSON Schema. */
export const scenarioSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, {
        message: 'letters, digits, dots, dashes and underscores only',
      })
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
    freshness: freshnessSection
      .optional()
      .describe('an HD map kept fresh by recruited vehicles; left out, there is none'),
    twin: twinSchema
      .optional()
      .describe('digital twins offloaded to roadside units; left out, there are none'),
  })
  .superRefine(({ traffic: { stepLength }, twin }, context) => {
    const path = twin && unfedPredictor(twin, stepLength);
    if (path === undefined) return;
    const message = `a traffic.stepLength of 1 s or a whole part of it, not ${stepLength} s: positions are taken every second`;
    context.addIssue({ code: 'custom', path: [...path], message });
  })
  .superRefine(({ traffic: { stepLength }, crowdsourcing: { every } }, context) => {
    if (every === undefined || Math.abs(every / stepLength - Math.round(every / stepLength)) < 1e-9) return;
    const message = `a multiple of traffic.stepLength, ${stepLength} s`;
    context.addIssue({ code: 'custom', path: ['crowdsourcing', 'every'], message });
  });

/** A scenario with all defaults filled in; paths are absolute once it is loaded. */
export type Scenario = z.output<typeof scenarioSchema>;
export type TrafficSettings = Scenario['traffic'];
export type ArrivalSettings = z.output<typeof arrivals>;
