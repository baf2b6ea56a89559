import { type ExponentialValue, taskValueAt, type WbsResult, wbs } from '../../../src/recruitment/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { normalCdfOf } from '../../../src/traveltime/index.js';
import type { StudyPreparation, StudyValues } from '../engine/index.js';
import { linkTimesFile } from '../engine/link-times.js';
import type { BiddingVehicle, PromisedTask } from './bid-campaign.js';

/** A promise is kept when the task is completed within so much of its estimated time, s. */
const tolerance = 30;

/** What the auction of a campaign follows from, besides the vehicles. */
export interface PromiseSettings {
  readonly tasks: number;
  readonly value: ExponentialValue;
}

/** A bid with what its tasks are promised for. */
interface Bid {
  readonly price: number;
  readonly promises: readonly PromisedTask[];
}

/** Vehicles that arrive before the deadline, with a bid for each trajectory on which they can do a task in time. */
function bidsOf(
  vehicles: readonly BiddingVehicle[],
  { tasks, value }: PromiseSettings,
  trajectories: number,
): readonly (readonly Bid[])[] {
  return vehicles.flatMap((vehicle) => {
    if (vehicle.arrival >= value.deadline) return [];
    const bids = vehicle.trajectories.slice(0, trajectories).flatMap((all) => {
      const promises = all.filter(({ task, etc }) => task < tasks && taskValueAt(value, etc) > 0);
      return promises.length === 0 ? [] : [{ price: vehicle.taskCost * promises.length, promises }];
    });
    return bids.length === 0 ? [] : [bids];
  });
}

/** The chance that a completion time falls within the tolerance of its mean. */
function kept({ sd }: PromisedTask): number {
  return normalCdfOf(tolerance, 0, sd) - normalCdfOf(-tolerance, 0, sd);
}

/** Whether a promise was kept where SUMO drove the vehicle; null on other ways. */
function keptByDrive({ etc, driven }: PromisedTask): number | null {
  if (driven === undefined) return null;
  return driven !== null && Math.abs(driven - etc) <= tolerance ? 1 : 0;
}

function measuresOf(result: WbsResult, offered: readonly (readonly Bid[])[]) {
  const won = result.winners.map(({ vehicle, bid }) => ({ bid: offered[vehicle][bid], vehicle }));
  const first = new Map<number, number>();
  for (const { bid } of won)
    for (const { task, etc } of bid.promises)
      first.set(task, Math.min(first.get(task) ?? Number.POSITIVE_INFINITY, etc));
  const delays = [...first.values()];
  const promises = won.flatMap(({ bid }) => bid.promises);
  const gains = won.map(({ bid, vehicle }) => result.payments[vehicle] - bid.price);
  const mean = (values: readonly number[]): number | null =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    requester_utility: result.requesterUtility,
    social_welfare: result.socialWelfare,
    payments: result.paymentTotal,
    winners: won.length,
    completed: delays.length,
    delay: mean(delays),
    promises_kept: mean(promises.map(kept)),
    promises_driven: mean(promises.map(keptByDrive).filter((one) => one !== null)),
    least_gain: gains.length === 0 ? null : Math.min(...gains),
  };
}

/** Names of the series: how many trajectories a vehicle may bid for, and how winners are paid. */
export const wbsSeries = ['WBS', 'WBS, one bid', 'WBS, menu'] as const;

/** The auctions of a campaign: up to three bids for each vehicle, one bid for each, and three with payments from a menu. */
export function wbsValues(vehicles: readonly BiddingVehicle[], settings: PromiseSettings): StudyValues {
  const held = (trajectories: number, payment: 'critical' | 'menu') => {
    const offered = bidsOf(vehicles, settings, trajectories);
    const market = {
      tasks: Array.from({ length: settings.tasks }, () => settings.value),
      vehicles: offered.map((bids) => ({
        bids: bids.map(({ price, promises }) => ({
          price,
          etc: Object.fromEntries(promises.map(({ task, etc }) => [task, etc])),
        })),
      })),
    };
    return measuresOf(wbs(market, { payment }), offered);
  };
  const [several, one, menu] = wbsSeries;
  return { [several]: held(3, 'critical'), [one]: held(1, 'critical'), [menu]: held(3, 'menu') };
}

export const wbsMeasures = {
  requester_utility: { label: "requester's utility" },
  social_welfare: { label: 'social welfare' },
  payments: { label: 'sum of payments' },
  winners: { label: 'winners' },
  completed: { label: 'tasks that winners promise' },
  delay: { label: 'task delay', unit: 's' },
  promises_kept: { label: `probability that a promise is kept within ${tolerance} s` },
  promises_driven: { label: `share of promises kept within ${tolerance} s, winners on their own way` },
  least_gain: { label: 'least payoff of a winner' },
} as const;

/** What the reader of every study of the WBS paper should know. */
export const setting =
  'The 3 x 3 roads of the paper. Bidders are the vehicles that SUMO has on the road when the campaign begins, and those that arrive before ' +
  'the deadline. Each bids for up to three trajectories to its destination: the way that it is on, and the shortest others (one bid: the way that it ' +
  'is on alone). Times of completion are estimated from link travel times that SUMO shows. Task delay is the promised time of the earliest ' +
  'winner. Whether promises are kept is told twice: as a probability by the estimate, and as SUMO drove those winners that stay on their way.';

/** Arrivals per minute: .05, .1 and .2 vehicles per second. */
export const rates = [3, 6, 12] as const;

/** The path of the rate of arrivals in the scenario. */
export const rate = 'traffic.demand.rate';

/** The traffic and replications of all studies of the WBS paper. */
export const grid3 = {
  scenario: 'scenarios/grid3.yaml',
  replications: 200,
  quick: { replications: 10 },
} as const;

/** Learns the link travel times at every rate of arrivals. */
export async function learnAtRates(
  { scenario, shared, sharedFile, ...options }: StudyPreparation,
  asked: readonly number[] = rates,
): Promise<void> {
  for (const one of asked) {
    const { traffic } = scenario;
    const demand = { ...traffic.demand, rate: one };
    const changed = { ...scenario, traffic: { ...traffic, demand } } as Scenario;
    await linkTimesFile(changed, { shared, sharedFile }, options);
  }
}
