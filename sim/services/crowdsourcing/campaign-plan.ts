import { isBuiltIn, type Scenario } from '../../../src/scenario/index.js';
import { type CampaignMechanism, mechanismsOf } from './mechanisms.js';
import { type Requester, requestersOf } from './requester.js';

/** What is decided about the campaigns of a scenario before the first of them begins. */
export interface CampaignPlan {
  readonly requesters: readonly Requester[];
  /** The one that acts first. */
  readonly mechanisms: readonly CampaignMechanism[];
  /** Starts of the campaigns, s of simulated time. */
  readonly starts: readonly number[];
  /** Whether vehicles may be sent other ways, so that the traffic must be live. */
  readonly reroutes: boolean;
}

/**
 * When campaigns begin: at the end of the warm-up, and then every so often as long as the last deadline of a campaign is
 * over before the traffic ends.
 * @param deadline the last of all requesters, s from the start of a campaign
 */
export function campaignStarts({ traffic, crowdsourcing }: Scenario, deadline: number): number[] {
  const { warmUp, duration } = traffic;
  const { every } = crowdsourcing;
  const starts = [warmUp];
  if (every === undefined) return starts;
  // Sums of decimal fractions that should meet the end exactly do.
  for (let n = 1; n * every + deadline <= duration + 1e-9; n++) starts.push(warmUp + n * every);
  return starts;
}

/** Whether a scenario has more than one campaign, one requester without a name, and one auction by a built-in mechanism on completion probabilities. */
export function hasSeveralMarkets({ crowdsourcing: { every, requesters, auction } }: Scenario): boolean {
  const isCompared = auction.compare !== undefined && auction.compare.length > 0;
  const isOther = auction.mechanism === 'wbs' || !isBuiltIn(auction.mechanism);
  return every !== undefined || requesters !== undefined || isCompared || isOther;
}

/**
 * Reads what the campaigns of a scenario need, modules of users included.
 * @throws InputError when a module is missing or wrong
 */
export async function campaignPlan(scenario: Scenario): Promise<CampaignPlan> {
  const requesters = await requestersOf(scenario.crowdsourcing);
  const mechanisms = await mechanismsOf(scenario.crowdsourcing);
  const deadline = Math.max(...requesters.map(({ tasks }) => tasks.deadline));
  return {
    requesters,
    mechanisms,
    starts: campaignStarts(scenario, deadline),
    reroutes: mechanisms[0].isOnPromises && (scenario.crowdsourcing.auction.wbs?.trajectories ?? 1) > 1,
  };
}
