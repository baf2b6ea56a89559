import { z } from 'zod';
import { nonNegative, positive, range } from './numbers.js';

const builtIn = ['tbuma', 'buma', 'bvm', 'wbs', 'optimum'] as const;

/** The name of a mechanism of Bidlane. */
export type BuiltInMechanism = (typeof builtIn)[number];

/** Whether a mechanism is one of Bidlane's own; else it is the path of a module. */
export function isBuiltIn(mechanism: string): mechanism is BuiltInMechanism {
  return (builtIn as readonly string[]).includes(mechanism);
}

const modulePath = z
  .string()
  .regex(/[\\/]|\.[cm]?[jt]s$/, { message: 'the path of a module, such as ./value.mjs' });

const mechanism = z.string().refine((name) => isBuiltIn(name) || modulePath.safeParse(name).success, {
  message: `one of ${builtIn.join(', ')}, or the path of a module such as ./mechanism.mjs`,
});

const subintervals = z
  .int()
  .positive()
  .default(10)
  .describe('number of equal parts of [0, deadline] in which the auction counts completions');

const valueOverTime = z.union([
  z
    .strictObject({
      start: positive.describe('value of a task that is completed at once'),
      end: nonNegative.default(0).describe('value of a task that is completed at its deadline'),
      rate: nonNegative.describe(
        'b of the curve, per second: the smaller, the sooner the value falls; 0 is a straight line',
      ),
      subintervals,
    })
    .refine(({ start, end }) => end <= start, { path: ['end'], message: 'a number of at most start' }),
  z.strictObject({
    module: modulePath.describe(
      'module whose default export is a function: s from the start of the campaign to the value, never rising',
    ),
    subintervals,
  }),
]);

const values = z
  .array(nonNegative)
  .min(1)
  .refine((v) => v.every((x, k) => k === 0 || x <= v[k - 1]), {
    message: 'values that never rise from one subinterval to the next',
  });

const taskFields = {
  count: z.int().positive().describe('number of tasks, at random places along the roads'),
  values: values.describe(
    'value of a task completed in each subinterval of [0, deadline], never rising; not counted where value is given',
  ),
  value: valueOverTime
    .optional()
    .describe('value of a task over time, in place of values: the exponential of WBS, or a module'),
  deadline: positive.describe('time after which a task is worth nothing, s from the start of the campaign'),
  work: nonNegative.describe('computing work of a task, Gcycles'),
  directions: z
    .enum(['one', 'both'])
    .optional()
    .describe('whether a task can be done from one direction of its road (one, the default) or from both'),
};

const tasks = z.strictObject({
  ...taskFields,
  count: taskFields.count.default(60),
  values: taskFields.values.default([1, 0.8, 0.6, 0.4, 0.2]),
  deadline: taskFields.deadline.default(300),
  work: taskFields.work.default(179.2),
});

const requester = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, { message: 'small letters, digits and underscores, a letter first' })
    .describe('name of the requester in results and report'),
  budget: nonNegative.optional().describe('the most that it wants to pay for one campaign; auction.budget'),
  tasks: z
    .strictObject(taskFields)
    .partial()
    .optional()
    .describe('what differs from crowdsourcing.tasks: count, values or value, deadline, work, directions'),
});

const requesters = z
  .array(requester)
  .min(1)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
    message: 'requesters with names of their own',
  });

const vehicles = z.strictObject({
  share: z.number().min(0).max(1).default(0.5).describe('share of the vehicles on the road that take part'),
  clock: range('clock of the on-board computer, GHz, uniform').default([10, 20]),
  driverCost: range('cost of the effort of the driver, uniform, once per vehicle').default([0.5, 1.5]),
  taskCost: range('cost per task of the bundle, uniform, drawn once per vehicle').default([0.3, 1]),
  whileCommitted: z
    .enum(['bid', 'wait'])
    .optional()
    .describe(
      'whether a winner with tasks still ahead bids again (bid, the default) or waits until they are done',
    ),
});

const wbs = z.strictObject({
  trajectories: z
    .int()
    .min(1)
    .max(3)
    .default(3)
    .describe('ways to its destination for which a vehicle bids: the one it is on, and the quickest others'),
  maxDetour: z
    .number()
    .min(1)
    .default(1.5)
    .describe('most time that another way may take, as a multiple of the time of the one it is on'),
  tolerance: nonNegative
    .default(30)
    .describe('how far the completion of a task may be from the promised time, s, earlier or later'),
  payment: z
    .enum(['critical', 'menu'])
    .default('critical')
    .describe(
      'what winners are promised: critical values, or the best of a menu of prices, which is truthful',
    ),
});

const auction = z.strictObject({
  mechanism: mechanism
    .default('tbuma')
    .describe('who wins and what they are paid: tbuma, buma, bvm, wbs, optimum, or the path of a module'),
  compare: z
    .array(mechanism)
    .optional()
    .describe('further mechanisms that are given the same bids and judged by the same drives'),
  budget: nonNegative.default(20).describe('the most that the requester wants to pay in all'),
  valuation: z
    .enum(['paper', 'exact'])
    .default('exact')
    .describe('how completion probabilities become values: eq. (11) as printed, or by survival functions'),
  alpha: z
    .enum(['paper', 'two'])
    .default('two')
    .describe('divisor of the budget in the budget test: two keeps every budget, paper can break one'),
  epsilon: nonNegative
    .optional()
    .describe('buma: relative gain that a step of the local search must bring; .01 by default'),
  onViolation: z
    .enum(['stop', 'continue'])
    .optional()
    .describe('bvm: what follows on the first vehicle that the budget does not allow; stop by default'),
  wbs: wbs.optional().describe('what concerns wbs, and modules that decide on promised times'),
});

const auctionOfOneKind = auction
  .superRefine(({ mechanism: acting, compare = [] }, context) => {
    for (const [i, name] of compare.entries()) {
      if (name !== acting && compare.indexOf(name) === i) continue;
      context.addIssue({
        code: 'custom',
        path: ['compare', i],
        message: 'another mechanism than those before it',
      });
    }
  })
  .transform((given) => {
    const all = [given.mechanism, ...(given.compare ?? [])];
    // A module may hold an auction on promised times too.
    const isOnPromises = all.some((name) => name === 'wbs' || !isBuiltIn(name));
    return isOnPromises ? { ...given, wbs: given.wbs ?? wbs.parse({}) } : given;
  });

/** The crowdsourcing part of a scenario. */
export const crowdsourcing = z.strictObject({
  enabled: z.boolean().default(true).describe('whether there is a campaign at all'),
  every: positive
    .optional()
    .describe('time from the start of one campaign to the next, s; without it there is one campaign'),
  tasks: tasks.prefault({}),
  requesters: requesters
    .optional()
    .describe(
      'who has tasks, each an auction of its own in every campaign; without it there is one requester',
    ),
  vehicles: vehicles.prefault({}),
  auction: auctionOfOneKind.prefault({}),
});

export type CrowdsourcingSettings = z.output<typeof crowdsourcing>;
export type TaskSettings = CrowdsourcingSettings['tasks'];
export type WbsSettings = z.output<typeof wbs>;
