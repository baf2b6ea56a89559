import { join } from 'node:path';
import type { RoadNetwork } from '../../../src/network/index.js';
import { RandomStreams } from '../../../src/random/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { replicationSeed } from '../../execution/replication.js';
import { replicationFailure } from '../../execution/replication-failure.js';
import { sharedNetwork, sharedRoutePool } from '../../execution/shared-inputs.js';
import {
  atEndOfRoute,
  distanceAhead,
  type Progress,
  passedAfter,
} from '../../services/crowdsourcing/passing.js';
import { writeDemandFile } from '../../traffic/demand-file.js';
import { liveOptions } from '../../traffic/live-options.js';
import { LiveSumo, type LiveSumoOptions } from '../../traffic/live-sumo.js';
import type { FollowedVehicles } from '../../traffic/traffic.js';
import { withWorkFolder } from '../../traffic/work-folder.js';
import type { StudyContext } from '../engine/index.js';
import { shortHash } from '../engine/link-times.js';
import type { ExpectedArrival } from './expected-arrivals.js';
import { poolOfRoutes } from './route-pool.js';
import type { CampaignVehicle, StandardCampaign } from './standard-campaign.js';

/** By vehicle of a campaign, for each entry of its `completions`: when it completed the task, s; null when it never did. */
export type DrivenCompletions = readonly (readonly (number | null)[])[];

/** A vehicle on its way past its tasks. */
class Drive {
  readonly completed: (number | null)[];
  readonly #links: Float64Array;
  readonly #processingTime: number;
  readonly #pending: (ExpectedArrival & { readonly entry: number })[];
  #progress: Progress;
  #lifted = false;

  constructor({ position, processingTime, completions }: CampaignVehicle, lengths: Float64Array) {
    this.#links = lengths;
    this.#processingTime = processingTime;
    this.#pending = completions.map((place, entry) => ({ ...place, entry }));
    this.#progress = { routeIndex: 0, position, driven: 0 };
    this.completed = completions.map(() => null);
  }

  get finished(): boolean {
    return this.#pending.length === 0;
  }

  /** m to its next task, or 0 while that is not known. */
  get ahead(): number {
    const [next] = this.#pending;
    if (next === undefined || this.#lifted) return 0;
    return distanceAhead(this.#progress, next.routeIndex, next.offset, this.#links);
  }

  /** A teleport took it: the tasks that it does not drive past are missed. */
  lift(): void {
    this.#lifted = true;
  }

  /** @param begin of the step and `length`, s from the start of the campaign */
  advance(after: Progress, begin: number, length: number): void {
    for (let next = this.#pending[0]; next !== undefined; next = this.#pending[0]) {
      const share = passedAfter(this.#progress, after, next, this.#links);
      if (share === undefined) break;
      if (!this.#lifted) this.completed[next.entry] = begin + share * length + this.#processingTime;
      this.#pending.shift();
    }
    this.#progress = after;
    this.#lifted = false;
  }

  arrive(begin: number, length: number): void {
    this.advance(atEndOfRoute(this.#progress, this.#links), begin, length);
  }
}

/** Takes in what the vehicles did in a step. */
function observe(
  drives: readonly Drive[],
  followed: FollowedVehicles,
  traffic: LiveSumo,
  begin: number,
): void {
  const { stepLength } = traffic;
  for (const number of followed.lifted) {
    drives[number].lift();
    traffic.rest(number, 0);
  }
  for (let row = 0; row < followed.count; row++) {
    const number = followed.vehicle[row];
    const drive = drives[number];
    const { routeIndex, position, driven } = followed;
    const after = { routeIndex: routeIndex[row], position: position[row], driven: driven[row] };
    drive.advance(after, begin, stepLength);
    traffic.rest(number, drive.ahead);
  }
  for (const number of followed.arrived) drives[number].arrive(begin, stepLength);
}

/** SUMO's options with the participants, who depart when the campaign begins, as a second file of demand. */
async function withParticipants(
  options: LiveSumoOptions,
  vehicles: readonly CampaignVehicle[],
  scenario: Scenario,
  folder: string,
): Promise<LiveSumoOptions> {
  const pool = poolOfRoutes(await sharedRoutePool(scenario.traffic), scenario);
  const file = join(folder, 'participants.rou.xml');
  const depart = scenario.traffic.warmUp;
  const arrivals = vehicles.map(({ route, position }) => ({ depart, route, position }));
  await writeDemandFile(file, arrivals, pool.routeIds, pool.vehicleType, 'participant');
  const args = options.args.map((arg, i) =>
    options.args[i - 1] === '--route-files' ? `${arg},${file}` : arg,
  );
  return { ...options, args };
}

async function drive(
  traffic: LiveSumo,
  vehicles: readonly CampaignVehicle[],
  routes: readonly Int32Array[],
  network: RoadNetwork,
  { warmUp, duration }: Scenario['traffic'],
): Promise<Drive[]> {
  while (traffic.time < warmUp - 1e-9) await traffic.step(warmUp);
  const drives = vehicles.map(
    (vehicle, i) =>
      new Drive(
        vehicle,
        Float64Array.from(routes[i], (link) => network.lengths[link]),
      ),
  );
  await traffic.follow(
    vehicles.map(({ position }, i) => ({
      vehicle: `participant${i}`,
      route: routes[i],
      routeIndex: 0,
      position,
      driven: 0,
    })),
  );
  while (traffic.time < warmUp + duration - 1e-9 && drives.some(({ finished }) => !finished)) {
    const begin = traffic.time - warmUp;
    const { followed } = await traffic.step();
    observe(drives, followed, traffic, begin);
    const finished = [...followed.vehicle.subarray(0, followed.count)].filter((n) => drives[n].finished);
    await traffic.release(finished);
  }
  return drives;
}

/**
 * When the first vehicles of a campaign really complete the tasks on their way: SUMO drives them, from their places on, among the
 * other traffic of the replication. Whoever wins, all drive, so one drive serves every auction of the replication.
 * @throws RunError when SUMO fails
 */
export function drivenCompletions(
  context: StudyContext,
  campaign: StandardCampaign,
  count: number,
): Promise<DrivenCompletions> {
  const { scenario, replication, signal } = context;
  const { traffic: settings, seed } = scenario;
  const name = `driven-${shortHash({ traffic: settings, seed, count })}-${replication}`;
  return context.shared(name, async () => {
    const network = await sharedNetwork(settings.network);
    const pool = poolOfRoutes(await sharedRoutePool(settings), scenario);
    const random = new RandomStreams(replicationSeed(scenario, replication));
    const vehicles = campaign.vehicles.slice(0, count);
    return withWorkFolder(async (folder) => {
      let traffic: LiveSumo | undefined;
      try {
        const options = await liveOptions({ scenario, network, pool, random, folder, signal });
        traffic = await LiveSumo.start(await withParticipants(options, vehicles, scenario, folder));
        const routes = vehicles.map(({ route }) => pool.routes[route].links);
        const drives = await drive(traffic, vehicles, routes, network, settings);
        await traffic.close();
        return drives.map(({ completed }) => completed);
      } catch (error) {
        await traffic?.close().catch(() => undefined);
        throw replicationFailure(error, replication, scenario.replications);
      }
    });
  });
}
