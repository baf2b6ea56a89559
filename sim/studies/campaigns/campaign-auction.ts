import type { AuctionMarket } from '../../../src/recruitment/index.js';
import type { CrowdsourcingSettings } from '../../../src/scenario/index.js';
import { normalCompletion } from '../../../src/traveltime/index.js';
import type { StandardCampaign } from './standard-campaign.js';

/** What a study varies about the auction of a campaign; the rest is the scenario's. */
export interface AuctionChange {
  /** The first so many vehicles take part. */
  readonly vehicles: number;
  /** The first so many tasks are published. */
  readonly tasks: number;
  readonly budget: number;
  /** s */
  readonly deadline?: number;
  /** Value of a task completed in each of equal parts of the time to the deadline. */
  readonly values?: readonly number[];
  /** Range of the cost per task. */
  readonly taskCost?: readonly [number, number];
}

/** The auction of a campaign. */
export interface CampaignAuction {
  readonly market: AuctionMarket;
  /** By vehicle of the market: its number in the campaign. Vehicles without a task on their way do not bid. */
  readonly bidders: readonly number[];
}

/** The market in which the vehicles of a campaign bid their true costs c = d + c_0 |J_i| for all tasks on their way. */
export function campaignAuction(
  campaign: StandardCampaign,
  settings: CrowdsourcingSettings,
  change: AuctionChange,
): CampaignAuction {
  const { budget, tasks } = change;
  const values = [...(change.values ?? settings.tasks.values)];
  const deadline = change.deadline ?? settings.tasks.deadline;
  const boundaries = values.map((_, k) => (deadline * (k + 1)) / values.length);
  const [low, high] = change.taskCost ?? settings.vehicles.taskCost;
  const offers = campaign.vehicles.slice(0, change.vehicles).flatMap((vehicle, number) => {
    const bundle = vehicle.completions.filter(({ task }) => task < tasks);
    if (bundle.length === 0) return [];
    const perTask = low + vehicle.taskCostLevel * (high - low);
    const bid = vehicle.driverCost + perTask * bundle.length;
    const completion = Object.fromEntries(
      bundle.map(({ task, mean, sd }) => [task, [...normalCompletion(mean, sd, boundaries).completion]]),
    );
    return [{ number, bid, completion }];
  });
  return {
    market: {
      budget,
      tasks: Array.from({ length: tasks }, () => ({ values })),
      vehicles: offers.map(({ bid, completion }) => ({ bid, completion })),
    },
    bidders: offers.map(({ number }) => number),
  };
}
