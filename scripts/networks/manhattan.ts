import type { NetworkPlan } from './network-plan.js';
import type { PlainEdge, PlainNode } from './plain-xml.js';
import { greenStart, type SignalProgram, setOffsets } from './signals.js';

const AVENUES = 16;
const STREETS = 26;
/** Between avenues, and between streets, in m. */
const LONG_BLOCK = 274;
const SHORT_BLOCK = 80;
const STUB = 120;
/** 25 mph, the city's speed limit. */
const SPEED = 11.18;
/** The speed at which the green wave runs along an avenue, m/s. */
const WAVE_SPEED = 10;
const CYCLE = 90;

const TWO_WAY_AVENUES = [4, 12];
const TWO_WAY_STREETS = [5, 14, 23];

type AvenueDirection = 'north' | 'south' | 'both';

/** One-way avenues alternate; avenue 1 is the easternmost and runs north. */
function avenueDirection(avenue: number): AvenueDirection {
  if (TWO_WAY_AVENUES.includes(avenue)) return 'both';
  const before = TWO_WAY_AVENUES.filter((a) => a < avenue).length;
  return (avenue - before) % 2 === 1 ? 'north' : 'south';
}

/** Streets with even numbers run east, those with odd numbers west. */
function streetDirection(street: number): 'east' | 'west' | 'both' {
  if (TWO_WAY_STREETS.includes(street)) return 'both';
  return street % 2 === 0 ? 'east' : 'west';
}

function avenueX(avenue: number): number {
  if (avenue === 0) return (AVENUES - 1) * LONG_BLOCK + STUB;
  return avenue > AVENUES ? -STUB : (AVENUES - avenue) * LONG_BLOCK;
}

function streetY(street: number): number {
  if (street === 0) return -STUB;
  return street > STREETS ? (STREETS - 1) * SHORT_BLOCK + STUB : (street - 1) * SHORT_BLOCK;
}

const crossing = (avenue: number, street: number): string => `a${avenue}s${street}`;

function nodes(): PlainNode[] {
  const all: PlainNode[] = [];
  for (let avenue = 0; avenue <= AVENUES + 1; avenue++) {
    for (let street = 0; street <= STREETS + 1; street++) {
      const outerAvenue = avenue === 0 || avenue > AVENUES;
      const outerStreet = street === 0 || street > STREETS;
      if (outerAvenue && outerStreet) continue;
      all.push({
        id: crossing(avenue, street),
        x: avenueX(avenue),
        y: streetY(street),
        type: outerAvenue || outerStreet ? 'dead_end' : 'traffic_light',
      });
    }
  }
  return all;
}

function avenueEdges(avenue: number): PlainEdge[] {
  const direction = avenueDirection(avenue);
  const lanes = direction === 'both' ? 3 : avenue % 5 === 0 ? 2 : avenue % 3 === 0 ? 4 : 3;
  const common = {
    lanes,
    speed: SPEED,
    priority: 3,
    type: direction === 'both' ? 'arterial' : 'avenue',
    name: `Avenue ${avenue}`,
    spreadType: direction === 'both' ? ('right' as const) : ('center' as const),
  };
  const edges: PlainEdge[] = [];
  for (let street = 0; street <= STREETS; street++) {
    const [south, north] = [crossing(avenue, street), crossing(avenue, street + 1)];
    if (direction !== 'south') edges.push({ id: `av${avenue}n${street}`, from: south, to: north, ...common });
    if (direction !== 'north')
      edges.push({ id: `av${avenue}s${street + 1}`, from: north, to: south, ...common });
  }
  return edges;
}

function streetEdges(street: number): PlainEdge[] {
  const direction = streetDirection(street);
  const common = {
    lanes: direction === 'both' || street % 4 === 0 ? 2 : 1,
    speed: SPEED,
    priority: direction === 'both' ? 3 : 2,
    type: direction === 'both' ? 'arterial' : 'street',
    name: `Street ${street}`,
    spreadType: direction === 'both' ? ('right' as const) : ('center' as const),
  };
  const edges: PlainEdge[] = [];
  for (let avenue = 0; avenue <= AVENUES; avenue++) {
    const [east, west] = [crossing(avenue, street), crossing(avenue + 1, street)];
    if (direction !== 'west')
      edges.push({ id: `st${street}e${avenue + 1}`, from: west, to: east, ...common });
    if (direction !== 'east') edges.push({ id: `st${street}w${avenue}`, from: east, to: west, ...common });
  }
  return edges;
}

/** Greens that run along each avenue with the traffic; on two-way avenues groups of five crossings turn green together. */
function waveOffset(program: SignalProgram): number | undefined {
  const match = /^a(\d+)s(\d+)$/.exec(program.id);
  if (match === null) return undefined;
  const street = Number(match[2]);
  const start = greenStart(program, (edge) => edge.startsWith('av'));
  if (start === undefined) return undefined;
  const direction = avenueDirection(Number(match[1]));
  const wanted =
    direction === 'both'
      ? (CYCLE / 2) * (Math.floor((street - 1) / 5) % 2)
      : ((direction === 'north' ? street - 1 : STREETS - street) * SHORT_BLOCK) / WAVE_SPEED;
  return (((wanted - start) % CYCLE) + CYCLE) % CYCLE;
}

/** One-way avenues and streets with Manhattan's block proportions and coordinated signals. */
export function manhattan(): NetworkPlan {
  const edges: PlainEdge[] = [];
  for (let avenue = 1; avenue <= AVENUES; avenue++) edges.push(...avenueEdges(avenue));
  for (let street = 1; street <= STREETS; street++) edges.push(...streetEdges(street));
  return {
    name: 'manhattan',
    nodes: nodes(),
    edges,
    netconvert: [
      ...[
        '--no-turnarounds',
        'true',
        '--tls.cycle.time',
        String(CYCLE),
        '--tls.yellow.time',
        '3',
        '--tls.allred.time',
        '2',
      ],
      ...['--tls.left-green.time', '8', '--default.junctions.radius', '6'],
    ],
    patch: (net) => setOffsets(net, waveOffset),
    pool: { trips: 5000, seed: 1, fringeFactor: 12, minDistance: 800, spread: 1.5, minLinks: 4 },
    demand: { perMinute: 60, minutes: 15, seed: 'manhattan' },
    about: `A city with Manhattan's proportions: ${STREETS - 1} x ${AVENUES - 1} blocks of ${SHORT_BLOCK} m x ${LONG_BLOCK} m. ${AVENUES} avenues run north-south (2 to 4 lanes), ${STREETS} streets
east-west (1 or 2 lanes). Avenues and streets are one-way and alternate in direction, except for the arterials: avenues ${TWO_WAY_AVENUES.join(
      ' and ',
    )} and
streets ${TWO_WAY_STREETS.join(', ')} are two-way. The limit is 25 mph (${SPEED} m/s). Every crossing has signals with a cycle of ${CYCLE} s; along each one-way
avenue the greens run with the traffic at ${WAVE_SPEED} m/s. Avenue 1 is the easternmost, street 1 the southernmost: \`av3n12\` runs north on avenue 3 from
street 12, \`st12e3\` east on street 12 from avenue 3.`,
  };
}
