import { alternativePaths, lengthCosts, PathFinder, type RoadNetwork } from '../../../src/network/index.js';
import { RandomStreams } from '../../../src/random/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { replicationSeed } from '../../execution/replication.js';
import { sharedNetwork, sharedRoutePool } from '../../execution/shared-inputs.js';
import { tasksByLink } from '../../services/crowdsourcing/participants.js';
import { drawArrivals } from '../../traffic/arrivals.js';
import type { RoutePool } from '../../traffic/demand.js';
import type { StudyContext } from '../engine/index.js';
import { linkTimes, shortHash } from '../engine/link-times.js';
import { vehiclesAtStart } from '../engine/vehicles-at-start.js';
import { type DrivenPassages, drivenPassages, timeAt } from './driven-passages.js';
import { type ArrivalInputs, expectedArrivals, type Setout } from './expected-arrivals.js';
import { roadsideTasks } from './roadside-tasks.js';
import { poolOfRoutes } from './route-pool.js';

/** The most tasks, and the longest deadline, that any study of the WBS paper asks for. */
const most = { tasks: 50, deadline: 500, trajectories: 3 };

/** Parameters of section IV of the WBS paper. */
const parameters = { willingness: 0.5, processingTime: [1, 10], taskCost: [0.1, 0.5] } as const;

/** A task that a vehicle is willing to do on a trajectory. */
export interface PromisedTask {
  readonly task: number;
  /** Estimated time of completion, s from the start of the campaign, and its standard deviation. */
  readonly etc: number;
  readonly sd: number;
  /** When it was completed where SUMO drove the vehicle on this trajectory, s; null if never; absent elsewhere. */
  readonly driven?: number | null;
}

/** A vehicle that may bid, whatever tasks are published and whatever their deadline is. */
export interface BiddingVehicle {
  /** When it is on the road, s from the start of the campaign: 0 for those inside. */
  readonly arrival: number;
  /** c_0. */
  readonly taskCost: number;
  /** By trajectory: the way that it is on in SUMO, then the shortest others. */
  readonly trajectories: readonly (readonly PromisedTask[])[];
}

/** Where vehicles are, or will enter, with the links to their destinations. */
interface Trip extends Setout {
  readonly name: string;
}

/** Vehicles that SUMO will let depart from the beginning of the campaign on, as the demand of the replication has them. */
function laterTrips({ traffic }: Scenario, pool: RoutePool, random: RandomStreams): Trip[] {
  const { demand, warmUp, duration } = traffic;
  if (!('routes' in demand)) return [];
  const stream = random.stream('traffic/arrivals');
  return drawArrivals(demand, pool.routes.length, warmUp + duration, stream).flatMap(
    ({ depart, route }, i) => {
      const time = depart - warmUp;
      if (time < 0 || time > most.deadline) return [];
      return [{ name: `v${i}`, links: pool.routes[route].links, position: 0, time }];
    },
  );
}

/** Those on the road now, on the rest of their routes. Who crosses a junction is taken to be at the start of the next link. */
async function tripsUnderWay(
  scenario: Scenario,
  replication: number,
  network: RoadNetwork,
  signal?: AbortSignal,
): Promise<Trip[]> {
  const states = await vehiclesAtStart(scenario, replication, signal);
  return states.map(({ vehicle, route, routeIndex, position }) => {
    const crossing = position > network.lengths[route[routeIndex]] && routeIndex + 1 < route.length;
    const links = route.subarray(crossing ? routeIndex + 1 : routeIndex);
    return { name: vehicle, links, position: crossing ? 0 : position, time: 0 };
  });
}

/** What bids follow from, besides the trip. */
interface BidInputs extends ArrivalInputs {
  readonly finder: PathFinder;
  readonly random: RandomStreams;
  readonly passages: DrivenPassages;
  /** When the campaign begins, s of simulated time. */
  readonly start: number;
}

/** The way that a vehicle is on, and the shortest others to its destination. */
function trajectoriesOf(links: Int32Array, finder: PathFinder): Int32Array[] {
  const own = links.join(' ');
  const shortest = alternativePaths(finder, links[0], links[links.length - 1], most.trajectories);
  const others = shortest.filter((path) => path.links.join(' ') !== own);
  const ways = [links, ...others.map((path) => Int32Array.from(path.links))];
  return ways.slice(0, most.trajectories);
}

function bidderOf({ links, position, time, name }: Trip, inputs: BidInputs): BiddingVehicle {
  const { finder, random, passages, start, network } = inputs;
  const stream = random.stream(`bid-campaign/${name}`);
  const taskCost = stream.uniform(...parameters.taskCost);
  const processing = Array.from({ length: most.tasks }, () => stream.uniform(...parameters.processingTime));
  // The same draws for every vehicle, however many trajectories it has.
  const willing = Array.from({ length: most.trajectories }, () =>
    Array.from({ length: most.tasks }, () => stream.next() < parameters.willingness),
  );
  const trajectories = trajectoriesOf(links, finder).map((way, k) =>
    expectedArrivals({ links: way, position, time }, inputs)
      .filter(({ task }) => willing[k][task])
      .map(({ task, routeIndex, offset, mean, sd }): PromisedTask => {
        const promise = { task, etc: mean + processing[task], sd };
        if (k > 0) return promise;
        const link = way[routeIndex];
        const passed = timeAt(passages.get(name), link, offset, network.lengths[link]);
        return { ...promise, driven: passed === null ? null : passed - start + processing[task] };
      }),
  );
  return { arrival: time, taskCost, trajectories };
}

/**
 * Those who may bid in a campaign as the WBS paper evaluates it (section IV): the vehicles that SUMO has on the road when it begins,
 * and those that arrive later, each with three trajectories to its destination and the tasks that it would do on them. What
 * studies vary (tasks, deadline, value of a task) comes after it. The first m tasks are those of fewer.
 * @throws RunError when SUMO fails; InputError when the scenario has no pool of routes
 */
export function bidCampaign(context: StudyContext): Promise<readonly BiddingVehicle[]> {
  const { scenario, replication, signal } = context;
  const { traffic, probes, travelTime, seed } = scenario;
  const name = `bids-${shortHash({ traffic, probes, travelTime, seed })}-${replication}`;
  return context.shared(name, async () => {
    const network = await sharedNetwork(traffic.network);
    const pool = poolOfRoutes(await sharedRoutePool(traffic), scenario);
    const model = await linkTimes(scenario, context, { signal });
    const random = new RandomStreams(replicationSeed(scenario, replication));
    const tasks = roadsideTasks(most.tasks, network, random.stream('bid-campaign/tasks'));
    const inputs = {
      byLink: tasksByLink(tasks),
      model,
      network,
      settings: travelTime,
      finder: new PathFinder(network, lengthCosts(network)),
      random,
      passages: await drivenPassages(scenario, replication, network, signal),
      start: traffic.warmUp,
    };
    const trips = [
      ...(await tripsUnderWay(scenario, replication, network, signal)),
      ...laterTrips(scenario, pool, random),
    ];
    return trips.map((trip) => bidderOf(trip, inputs));
  });
}
