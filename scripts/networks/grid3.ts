import type { NetworkPlan } from './network-plan.js';
import type { PlainEdge, PlainNode } from './plain-xml.js';

const SEGMENT = 200;
const SPEED = 10;

/** 3 east-west x 3 north-south two-way roads, segments of 200 m, 12 entrances: the network of the WBS paper's evaluation. */
export function grid3(): NetworkPlan {
  const nodes: PlainNode[] = [];
  const edges: PlainEdge[] = [];
  const id = (column: number, row: number): string => `${'wABCe'[column]}${'s123n'[row]}`;
  for (let column = 0; column < 5; column++) {
    for (let row = 0; row < 5; row++) {
      const outer = column % 4 === 0 || row % 4 === 0;
      if (column % 4 === 0 && row % 4 === 0) continue;
      nodes.push({
        id: id(column, row),
        x: column * SEGMENT,
        y: row * SEGMENT,
        type: outer ? 'dead_end' : 'right_before_left',
      });
    }
  }
  const road = (a: string, b: string): void => {
    const common = { lanes: 1, speed: SPEED, priority: 1, type: 'street' };
    edges.push(
      { id: `${a}-${b}`, from: a, to: b, ...common },
      { id: `${b}-${a}`, from: b, to: a, ...common },
    );
  };
  for (let line = 1; line <= 3; line++) {
    for (let k = 0; k < 4; k++) {
      road(id(k, line), id(k + 1, line));
      road(id(line, k), id(line, k + 1));
    }
  }
  return {
    name: 'grid3',
    nodes,
    edges,
    netconvert: ['--no-turnarounds', 'true'],
    pool: { trips: 3000, seed: 3, fringeFactor: 'max', minDistance: 150, spread: 1.3, minLinks: 2 },
    demand: { perMinute: 6, minutes: 15, seed: 'grid3' },
    about: `The 3 x 3 roads on which the winning bid selection (WBS) auction was evaluated: 3 east-west and 3 north-south two-way
roads, one lane each way, segments of ${SEGMENT} m, ${SPEED} m/s, no signals (right before left). The 12 ends of the roads are the
entrances: every trip begins and ends at one. The paper's arrivals are Poisson with .05, .1 or .2 vehicles per second.`,
  };
}
