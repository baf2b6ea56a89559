import { InputError, nearestName } from '../../../src/input/index.js';
import type { RoadNetwork } from '../../../src/network/index.js';
import type { FreshnessSettings } from '../../../src/scenario/index.js';
import type { LinkTravelTimeModel } from '../../../src/traveltime/index.js';

/** Where a link enters a geofence. */
export interface Entry {
  readonly link: number;
  /** Distance from the start of the link, m. */
  readonly offset: number;
}

/** A point of interest with the circle around it in which vehicles see it. */
export interface Geofence {
  readonly name: string;
  /** Middle, m, in the coordinates of the network. */
  readonly x: number;
  readonly y: number;
  /** A vehicle that passes one of these arrives at the point. */
  readonly entries: readonly Entry[];
  /** Id of the traffic light at the point; undefined where there is none, or the point is no junction. */
  readonly signal: string | undefined;
}

/** Where cars on the roads of a network come into a circle: on each link the first place that is inside, after one outside. */
export function entriesOf(network: RoadNetwork, x: number, y: number, radius: number): Entry[] {
  return network.links.flatMap(({ index, shape, passenger }) => {
    if (!passenger) return [];
    const scale = network.shapeScale(index);
    let along = 0;
    for (let i = 0; i + 3 < shape.length; i += 2) {
      const [ax, ay, bx, by] = [shape[i] - x, shape[i + 1] - y, shape[i + 2] - x, shape[i + 3] - y];
      const length = Math.hypot(bx - ax, by - ay);
      const share = enters(ax, ay, bx, by, radius);
      if (share !== undefined) return [{ link: index, offset: (along + share * length) / scale }];
      along += length;
    }
    return [];
  });
}

/** The share of the way from a to b after which a circle around the origin is entered from outside; undefined if it is not. */
function enters(ax: number, ay: number, bx: number, by: number, radius: number): number | undefined {
  const outside = ax * ax + ay * ay - radius * radius;
  if (outside <= 0) return undefined;
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const half = ax * dx + ay * dy;
  const discriminant = half * half - square * outside;
  if (!(square > 0) || discriminant <= 0 || half >= 0) return undefined;
  const share = (-half - Math.sqrt(discriminant)) / square;
  return share <= 1 ? share : undefined;
}

/** Traversals per second that probe rounds saw at a place, in all rounds together: the mean over some time slots of the model. */
export function probedRate(model: LinkTravelTimeModel, link: number, from: number, to: number): number {
  let samples = 0;
  for (let slot = from; slot < to; slot++) samples += model.samples[link * model.slots + slot];
  return samples / ((to - from) * model.slotLength);
}

const namePoint = (x: number, y: number): string => `${Math.round(x)},${Math.round(y)}`;

function atJunction(network: RoadNetwork, index: number, radius: number): Geofence {
  const { id, x, y, signalled } = network.junctions[index];
  const incoming = network.connections.find(
    ({ signal, from }) => signal !== undefined && network.links[from].to === index,
  );
  return {
    name: id || namePoint(x, y),
    x,
    y,
    entries: entriesOf(network, x, y, radius),
    signal: signalled ? incoming?.signal : undefined,
  };
}

/** The junctions with the most traversals in the probe rounds, the busiest first. */
function busiest(network: RoadNetwork, model: LinkTravelTimeModel, many: number): number[] {
  const rates = new Float64Array(network.junctions.length);
  const ends = new Uint8Array(network.junctions.length);
  for (const { index, to } of network.links) {
    rates[to] += probedRate(model, index, 0, model.slots);
    ends[to]++;
  }
  return [...rates.keys()]
    .filter((junction) => ends[junction] > 1 && rates[junction] > 0)
    .sort((a, b) => rates[b] - rates[a] || a - b)
    .slice(0, many);
}

/**
 * The points of interest of a scenario: the busiest junctions of the probe rounds, or the junctions and places that it names.
 * @throws InputError for a junction that the network has not, a place that no road leads to, or where there are no busy junctions
 */
export function pointsOfInterest(
  { points, radius }: Pick<FreshnessSettings, 'points' | 'radius'>,
  network: RoadNetwork,
  model: LinkTravelTimeModel,
): Geofence[] {
  const places =
    typeof points === 'number'
      ? busiest(network, model, points).map((junction) => atJunction(network, junction, radius))
      : points.map((place, i): Geofence => {
          if (!('junction' in place))
            return { ...place, entries: entriesOf(network, place.x, place.y, radius), signal: undefined };
          const index = network.junctionIndex(place.junction);
          if (index !== undefined) return atJunction(network, index, radius);
          const near = nearestName(
            place.junction,
            network.junctions.map(({ id }) => id),
          );
          throw new InputError(
            `freshness.points[${i}].junction`,
            `unknown junction ${JSON.stringify(place.junction)}`,
            near === undefined ? `a junction of ${network.source}` : `did you mean ${near}?`,
          );
        });
  const closed = places.find(({ entries }) => entries.length === 0);
  if (closed !== undefined)
    throw new InputError(
      'freshness.points',
      `no road leads into the ${radius} m around ${closed.name}`,
      'places beside a road, and a radius smaller than the network',
    );
  return places;
}
