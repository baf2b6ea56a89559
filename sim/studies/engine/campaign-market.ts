import { RandomStreams } from '../../../src/random/index.js';
import type { AuctionMarket } from '../../../src/recruitment/index.js';
import { replicationSeed } from '../../execution/replication.js';
import { sharedNetwork } from '../../execution/shared-inputs.js';
import { openMarket } from '../../services/crowdsourcing/campaign-market.js';
import type { StudyContext, StudyPreparation } from './definition.js';
import { linkTimes, linkTimesFile, shortHash } from './link-times.js';
import { vehiclesAtStart } from './vehicles-at-start.js';

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
    const network = await sharedNetwork(traffic.network);
    const model = await linkTimes(scenario, context, { signal });
    const vehicles = await vehiclesAtStart(scenario, replication, signal);
    const random = new RandomStreams(replicationSeed(scenario, replication));
    return openMarket(vehicles, { scenario, network, model, random }).market;
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
