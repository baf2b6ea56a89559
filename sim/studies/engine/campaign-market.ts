import { RandomStreams } from '../../../src/random/index.js';
import type { AuctionMarket } from '../../../src/recruitment/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import { replicationSeed } from '../../execution/replication.js';
import { replicationFailure } from '../../execution/replication-failure.js';
import { forecastCompletions, marketOf, subintervals } from '../../services/crowdsourcing/bids.js';
import { drawParticipants } from '../../services/crowdsourcing/participants.js';
import { placeTasks } from '../../services/crowdsourcing/tasks.js';
import { prepareDemand, readRoutePool, sumoSeed } from '../../traffic/demand.js';
import { LiveSumo } from '../../traffic/live-sumo.js';
import { sumoArguments } from '../../traffic/sumo-arguments.js';
import type { RouteState } from '../../traffic/traffic.js';
import { withWorkFolder } from '../../traffic/work-folder.js';
import type { StudyContext, StudyPreparation } from './definition.js';
import { linkTimes, linkTimesFile, networkOf, shortHash } from './link-times.js';

/** The vehicles on the road when the campaign of a replication begins: SUMO runs the warm-up and no further. */
async function vehiclesAtStart(
  scenario: Scenario,
  replication: number,
  signal?: AbortSignal,
): Promise<readonly RouteState[]> {
  const { traffic: settings } = scenario;
  const network = await networkOf(settings.network);
  const pool = await readRoutePool(settings, network);
  const random = new RandomStreams(replicationSeed(scenario, replication));
  return withWorkFolder(async (folder) => {
    const demand = await prepareDemand(settings, pool, random, folder);
    let traffic: LiveSumo | undefined;
    try {
      traffic = await LiveSumo.start({
        args: sumoArguments(settings, demand, sumoSeed(random)),
        network,
        stepLength: settings.stepLength,
        signal,
      });
      const steps = Math.ceil(settings.warmUp / settings.stepLength - 1e-9);
      for (let step = 0; step < steps; step++) {
        signal?.throwIfAborted();
        await traffic.step();
      }
      const vehicles = await traffic.vehicles();
      await traffic.close();
      return vehicles;
    } catch (error) {
      await traffic?.close().catch(() => undefined);
      throw replicationFailure(error, replication, scenario.replications);
    }
  });
}

/**
 * The market of a campaign: who is on the road when it begins, on the tasks ahead of them with their completion probabilities and
 * costs. It is the market that a co-simulation of the same scenario and replication holds; budget and mechanism come after it,
 * so studies that differ only there share it: SUMO runs once per replication.
 * @throws RunError when SUMO fails
 */
export function campaignMarket(context: StudyContext): Promise<AuctionMarket> {
  const { scenario, replication, signal } = context;
  const { auction: _, ...crowdsourcing } = scenario.crowdsourcing;
  const { traffic, probes, travelTime, seed } = scenario;
  const name = `market-${shortHash({ traffic, probes, travelTime, seed, crowdsourcing })}-${replication}`;
  return context.shared(name, async () => {
    const settings = scenario.crowdsourcing;
    const network = await networkOf(traffic.network);
    const model = await linkTimes(scenario, context, { signal });
    const vehicles = await vehiclesAtStart(scenario, replication, signal);
    const random = new RandomStreams(replicationSeed(scenario, replication));
    const metres = network.links.map((link) => (link.passenger ? link.length : 0));
    const tasks = placeTasks(settings.tasks.count, metres, random.stream('crowdsourcing/tasks'));
    const participants = drawParticipants(vehicles, tasks, settings, random.stream('crowdsourcing/vehicles'));
    const bidders = participants.filter(({ bundle }) => bundle.length > 0);
    const boundaries = subintervals(settings.tasks);
    const forecasts = bidders.map((bidder) =>
      forecastCompletions(bidder, tasks, boundaries, model, network, travelTime),
    );
    return marketOf(bidders, forecasts, settings.tasks.count, settings);
  });
}

/** Learns the link travel times of a study's scenario before its replications: `prepare` of studies that use `campaignMarket`. */
export async function learnLinkTimes({
  scenario,
  shared,
  sharedFile,
  ...options
}: StudyPreparation): Promise<void> {
  await linkTimesFile(scenario, { shared, sharedFile }, options);
}
