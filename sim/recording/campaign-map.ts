import type { Link, RoadNetwork } from '../../src/network/index.js';
import type { MapRoad, NetworkMapData, Polyline, TaskState } from '../../src/report/index.js';
import type { CampaignOutcome } from '../services/crowdsourcing/campaign-outcome.js';
import type { MapDetail } from './crowdsourcing-part.js';
import { settle, subintervalOf } from './settlement.js';

/** The way of a winner as a line on the map. */
function routeLine({ position, links }: MapDetail['routes'][number], network: RoadNetwork): Polyline {
  const route = links.map((link) => network.link(link, 'the route of a winner'));
  const start = network.pointOnLink(route[0].index, position);
  const points: [number, number][] = [[start.x, start.y]];
  for (const [n, { shape }] of route.entries()) {
    // Of the link it is on, only the end is still ahead.
    for (let i = n === 0 ? shape.length - 2 : 0; i < shape.length; i += 2)
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

/** What became of the tasks, and the ways of the winners: the map of a campaign without its roads. */
export function mapDetail(outcome: CampaignOutcome, network: RoadNetwork): MapDetail {
  const realised = settle(outcome).tasks;
  return {
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
    routes: outcome.auction.winners.map((winner) => {
      const { vehicle, route, routeIndex, position } = outcome.bidders[winner].state;
      const links = Array.from(route.subarray(routeIndex), (link) => network.links[link].id);
      return { vehicle, position, links };
    }),
  };
}

/** The roads of a network; those with many or fast lanes are major. */
export function mapRoads(network: RoadNetwork): MapRoad[] {
  const fastest = Math.max(...network.links.map((link) => link.speedLimit));
  return network.links.map((link) => ({
    points: throughJunctions(link, network),
    major: link.lanes >= 3 || (link.speedLimit === fastest && link.lanes >= 2),
  }));
}

/** The map of a campaign: its network, tasks by what became of them, and the winners' routes. */
export function campaignMap(detail: MapDetail, network: RoadNetwork): NetworkMapData {
  return {
    roads: mapRoads(network),
    tasks: detail.tasks,
    routes: detail.routes.map((route) => ({ vehicle: route.vehicle, points: routeLine(route, network) })),
  };
}
