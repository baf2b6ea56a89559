import { RandomStreams } from '../../../src/random/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { replicationSeed } from '../../execution/replication.js';
import { sharedNetwork, sharedRoutePool } from '../../execution/shared-inputs.js';
import { tasksByLink } from '../../services/crowdsourcing/participants.js';
import type { PlacedTask } from '../../services/crowdsourcing/tasks.js';
import type { StudyContext } from '../engine/index.js';
import { linkTimes, shortHash } from '../engine/link-times.js';
import { type ExpectedArrival, expectedArrivals } from './expected-arrivals.js';
import { roadsideTasks } from './roadside-tasks.js';
import { poolOfRoutes } from './route-pool.js';

/** The most vehicles (40 a minute for five minutes) and tasks that any study of the TBUMA paper asks for. */
const most = { vehicles: 200, tasks: 140 };

/** Cameras stand along the streets, not in lanes with a limit below 30 km/h, m/s. */
const leastLimit = 30 / 3.6;

/** A vehicle of a standard campaign. Everything that studies vary comes after it. */
export interface CampaignVehicle {
  /** Index into the pool of routes. */
  readonly route: number;
  /** Distance from the start of its first link at the beginning of the campaign, m. */
  readonly position: number;
  /** Processing time of any task, s. */
  readonly processingTime: number;
  readonly driverCost: number;
  /** Where in the range of costs per task its own lies, from 0 to 1. */
  readonly taskCostLevel: number;
  /** When it is expected to complete each task on its route, s from the beginning of the campaign, in the order of passing. */
  readonly completions: readonly ExpectedArrival[];
}

/** A campaign before anything that studies vary: the first n vehicles and the first m tasks are those of a smaller one. */
export interface StandardCampaign {
  readonly tasks: readonly PlacedTask[];
  readonly vehicles: readonly CampaignVehicle[];
}

/** Vehicles that take part: those that arrive in five minutes. @param rate arrivals per minute, lambda of the paper */
export function participantsAt(rate: number): number {
  return Math.round(5 * rate);
}

function draw(
  { crowdsourcing }: Scenario,
  pool: { readonly routes: readonly { readonly links: Int32Array }[] },
  lengths: ArrayLike<number>,
  random: RandomStreams,
): Omit<CampaignVehicle, 'completions'>[] {
  const { clock, driverCost } = crowdsourcing.vehicles;
  const stream = random.stream('standard-campaign/vehicles');
  return Array.from({ length: most.vehicles }, () => {
    const route = stream.integer(0, pool.routes.length - 1);
    return {
      route,
      position: stream.next() * lengths[pool.routes[route].links[0]],
      processingTime: crowdsourcing.tasks.work / stream.uniform(...clock),
      driverCost: stream.uniform(...driverCost),
      taskCostLevel: stream.next(),
    };
  });
}

/**
 * The campaign of a replication as the TBUMA paper evaluates it (section 6.1): all vehicles are there at time 0, each at a uniform
 * place on the first link of a route of SUMO's pool, on roads whose travel times SUMO's probe rounds have shown. Vehicles, tasks
 * and costs are the same in every study of one traffic, so that points and series differ by what is varied and nothing else.
 * @throws InputError when the scenario has no pool of routes
 */
export function standardCampaign(context: StudyContext): Promise<StandardCampaign> {
  const { scenario, replication, signal } = context;
  const { traffic, probes, travelTime, seed, crowdsourcing } = scenario;
  const { clock, driverCost } = crowdsourcing.vehicles;
  const own = { traffic, probes, travelTime, seed, clock, driverCost, work: crowdsourcing.tasks.work };
  return context.shared(`campaign-${shortHash(own)}-${replication}`, async () => {
    const network = await sharedNetwork(traffic.network);
    const pool = poolOfRoutes(await sharedRoutePool(traffic), scenario);
    const model = await linkTimes(scenario, context, { signal });
    const random = new RandomStreams(replicationSeed(scenario, replication));
    const tasks = roadsideTasks(most.tasks, network, random.stream('standard-campaign/tasks'), leastLimit);
    const inputs = { byLink: tasksByLink(tasks), model, network, settings: travelTime };
    const vehicles = draw(scenario, pool, network.lengths, random).map((vehicle): CampaignVehicle => {
      const setout = { links: pool.routes[vehicle.route].links, position: vehicle.position, time: 0 };
      const completions = expectedArrivals(setout, inputs).map((arrival) => ({
        ...arrival,
        mean: arrival.mean + vehicle.processingTime,
      }));
      return { ...vehicle, completions };
    });
    return { tasks, vehicles };
  });
}
