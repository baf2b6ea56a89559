import { InputError } from '../../../src/input/index.js';
import type { RoadNetwork } from '../../../src/network/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';

/** Where a roadside unit stands, in the coordinates of the network, m. */
export interface UnitPlace {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Junctions where at least three roads end; where there are none, all. */
function crossings(network: RoadNetwork): { index: number }[] {
  const ends = network.junctions.map(() => 0);
  for (const link of network.links) if (link.passenger) ends[link.to]++;
  const found = ends.flatMap((count, index) => (count >= 3 ? [{ index }] : []));
  return found.length > 0 ? found : ends.flatMap((count, index) => (count > 0 ? [{ index }] : []));
}

/** So many junctions, each the one that brings most road not yet covered within a radius, m; ties in the order of the network. */
function coverage(network: RoadNetwork, count: number, radius: number): UnitPlace[] {
  const candidates = crossings(network);
  if (candidates.length < count)
    throw new InputError(
      'scenario: twin.units',
      `is ${count}`,
      `at most ${candidates.length}, the junctions of the network that can have one`,
    );
  const roads = network.links.flatMap(({ passenger, from, to, length }) => {
    const [a, b] = [network.junctions[from], network.junctions[to]];
    return passenger ? [{ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, length }] : [];
  });
  const near = candidates.map(({ index }) => {
    const { x, y } = network.junctions[index];
    return [...roads.keys()].filter((road) => Math.hypot(roads[road].x - x, roads[road].y - y) <= radius);
  });
  const open = roads.map(({ length }) => length);
  const chosen = new Set<number>();
  while (chosen.size < count) {
    let best = -1;
    let most = -1;
    for (const [c, reached] of near.entries()) {
      if (chosen.has(c)) continue;
      const gain = reached.reduce((sum, road) => sum + open[road], 0);
      if (gain > most) {
        best = c;
        most = gain;
      }
    }
    chosen.add(best);
    for (const road of near[best]) open[road] = 0;
  }
  return Array.from(chosen, (c) => {
    const { id, x, y } = network.junctions[candidates[c].index];
    return { name: id, x, y };
  });
}

/**
 * Where the roadside units of a scenario stand.
 * @throws InputError when a junction is not of the network, two units have one name, or there are too few junctions
 */
export function unitPlaces({ units, unit: { range } }: TwinSettings, network: RoadNetwork): UnitPlace[] {
  // Few places of a town are in sight from farther than half the range.
  if (typeof units === 'number') return coverage(network, units, range / 2);
  const places = units.map((unit): UnitPlace => {
    if (!('junction' in unit)) return unit;
    const index = network.junctionIndex(unit.junction);
    if (index === undefined)
      throw new InputError(
        'scenario: twin.units',
        `there is no junction ${unit.junction}`,
        'the id of a junction in the network file',
      );
    const { x, y } = network.junctions[index];
    return { name: unit.name ?? unit.junction, x, y };
  });
  const names = new Set<string>();
  for (const { name } of places) {
    if (names.has(name))
      throw new InputError('scenario: twin.units', `two units are called ${name}`, 'a name for each unit');
    names.add(name);
  }
  return places;
}
