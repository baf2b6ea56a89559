import type { RoadNetwork } from '../../src/network/index.js';
import type { NetworkMapData, Polyline, TaskState } from '../../src/report/index.js';
import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import { realisedValues, subintervalOf } from './realised-values.js';

/** The route that a bidder drives from where it is when the campaign starts. */
function remainingRoute(outcome: CampaignOutcome, bidder: number, network: RoadNetwork): Polyline {
  const { route, routeIndex, position } = outcome.bidders[bidder].state;
  const start = network.pointOnLink(route[routeIndex], position);
  const points: [number, number][] = [[start.x, start.y]];
  for (let n = routeIndex; n < route.length; n++) {
    const { shape } = network.links[route[n]];
    // Of the link it is on, only the end is still ahead.
    for (let i = n === routeIndex ? shape.length - 2 : 0; i < shape.length; i += 2)
      points.push([shape[i], shape[i + 1]]);
  }
  return points;
}

function taskState(outcome: CampaignOutcome, task: number, completion: number | undefined): TaskState {
  const covered = outcome.auction.winners.some((winner) =>
    outcome.bidders[winner].bundle.some((ahead) => ahead.task === task),
  );
  if (!covered) return 'not-covered';
  if (completion === undefined) return 'not-completed';
  return subintervalOf(completion, outcome.boundaries) === undefined ? 'late' : 'in-time';
}

/** The map of a campaign: its network, tasks by what became of them, and the winners' routes. */
export function campaignMap(
  outcome: CampaignOutcome,
  values: readonly number[],
  network: RoadNetwork,
): NetworkMapData {
  const fastest = Math.max(...network.links.map((link) => link.speedLimit));
  const realised = realisedValues(outcome, values);
  return {
    roads: network.links.map(({ shape, speedLimit, lanes }) => ({
      points: Array.from({ length: shape.length / 2 }, (_, i): [number, number] => [
        shape[2 * i],
        shape[2 * i + 1],
      ]),
      major: lanes >= 3 || (speedLimit === fastest && lanes >= 2),
    })),
    tasks: outcome.tasks.map(({ link, offset }, task) => {
      const { x, y } = network.pointOnLink(link, offset);
      const { completion, value } = realised[task];
      const done =
        completion === undefined
          ? 'not completed'
          : `completed after ${completion.toFixed(0)} s, worth ${value}`;
      return {
        x,
        y,
        state: taskState(outcome, task, completion),
        label: `task ${task} on ${network.links[link].id}: ${done}`,
      };
    }),
    routes: outcome.auction.winners.map((winner) => ({
      vehicle: outcome.bidders[winner].state.vehicle,
      points: remainingRoute(outcome, winner, network),
    })),
  };
}
