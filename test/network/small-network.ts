import { type Connection, type Junction, type Link, RoadNetwork } from '../../src/network/index.js';

/** A road of a small network: from a junction to another, its length in m. */
export type SmallRoad = readonly [from: number, to: number, length: number];

/** A network of straight one-lane links between junctions on a circle; every turn but turning around exists, unless `closed` names it. */
export function smallNetwork(
  junctionCount: number,
  roads: readonly SmallRoad[],
  closed: (from: number, to: number) => boolean = () => false,
): RoadNetwork {
  const junctions: Junction[] = Array.from({ length: junctionCount }, (_, index) => ({
    index,
    id: `j${index}`,
    type: 'priority',
    signalled: false,
    x: 100 * Math.cos((2 * Math.PI * index) / junctionCount),
    y: 100 * Math.sin((2 * Math.PI * index) / junctionCount),
  }));
  const links: Link[] = roads.map(([from, to, length], index) => ({
    index,
    id: `l${index}`,
    from,
    to,
    length,
    speedLimit: 10,
    lanes: 1,
    shape: Float64Array.of(junctions[from].x, junctions[from].y, junctions[to].x, junctions[to].y),
    type: '',
    name: '',
    priority: 1,
    passenger: true,
  }));
  const connections: Connection[] = [];
  for (const a of links) {
    for (const b of links) {
      if (a.to !== b.from || a.from === b.to || closed(a.index, b.index)) continue;
      connections.push({
        index: connections.length,
        from: a.index,
        to: b.index,
        direction: 'straight',
        via: '',
        internalLength: 0,
        signal: undefined,
        passenger: true,
      });
    }
  }
  return new RoadNetwork({ source: 'small', links, junctions, connections, projection: undefined });
}
