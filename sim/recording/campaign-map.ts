import type { Link, RoadNetwork } from '../../src/network/index.js';
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

/** A link from junction to junction: SUMO's shapes end where the junctions begin, which would leave gaps on a map. */
function throughJunctions(link: Link, network: RoadNetwork): Polyline {
  const from = network.junctions[link.from];
  const to = network.junctions[link.to];
  const points: [number, number][] = [[from.x, from.y]];
  for (let i = 0; i < link.shape.length; i += 2) points.push([link.shape[i], link.shape[i + 1]]);
  points.push([to.x, to.y]);
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
    roads: network.links.map((link) => ({
      points: throughJunctions(link, network),
      major: link.lanes >= 3 || (link.speedLimit === fastest && link.lanes >= 2),
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
