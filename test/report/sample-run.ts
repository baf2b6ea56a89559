import seedrandom from 'seedrandom';
import type { MapRoad, MapTask, Polyline, RunReportData, TaskState } from '../../src/report/index.js';
import { calibration } from '../../src/results/index.js';

const random = (name: string): (() => number) => seedrandom.alea(`sample/${name}`);

function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function streets(avenues: number, crossings: number, long: number, short: number): MapRoad[] {
  const roads: MapRoad[] = [];
  const add = (from: [number, number], to: [number, number], major: boolean): void => {
    roads.push({ points: [from, to], major });
  };
  for (let a = 0; a < avenues; a++)
    for (let c = 0; c < crossings; c++) {
      const [x, y] = [a * long, c * short];
      if (a + 1 < avenues) add([x, y], [x + long, y], c % 8 === 4);
      if (c + 1 < crossings) add([x, y], [x, y + short], a % 4 === 2);
    }
  return roads;
}

function walk(
  uniform: () => number,
  avenues: number,
  crossings: number,
  long: number,
  short: number,
): Polyline {
  let [a, c] = [Math.floor(uniform() * avenues), Math.floor(uniform() * crossings)];
  const [da, dc] = [uniform() < 0.5 ? -1 : 1, uniform() < 0.5 ? -1 : 1];
  const points: [number, number][] = [[a * long, c * short]];
  for (let leg = 0; leg < 22; leg++) {
    if (uniform() < 0.45) a = Math.max(0, Math.min(avenues - 1, a + da));
    else c = Math.max(0, Math.min(crossings - 1, c + dc));
    points.push([a * long, c * short]);
  }
  return points;
}

/** Synthetic data of a run in a city of avenues and streets, with every part of the report filled. */
export function sampleRun(
  replications = 10,
  avenues = 26,
  crossings = 16,
  long = 80,
  short = 140,
): RunReportData {
  const uniform = random('run');
  const routes = Array.from({ length: 14 }, (_, i) => ({
    vehicle: `veh${17 * i + 3}`,
    points: walk(uniform, avenues, crossings, long, short),
  }));
  const states: TaskState[] = [
    'in-time',
    'in-time',
    'in-time',
    'late',
    'not-covered',
    'in-time',
    'not-completed',
  ];
  const tasks = Array.from({ length: 60 }, (_, i): MapTask => {
    const route = routes[i % routes.length];
    const point = route.points[Math.floor(uniform() * route.points.length)];
    const state = i % 3 === 2 ? 'not-covered' : states[Math.floor(uniform() * states.length)];
    return state === 'not-covered'
      ? {
          x: uniform() * (avenues - 1) * long,
          y: Math.floor(uniform() * crossings) * short,
          state,
          label: `task ${i}`,
        }
      : { x: point[0], y: point[1], state, label: `task ${i}: ${state}` };
  });
  const completions = Array.from({ length: 310 }, () => {
    const predicted = 40 + 520 * uniform();
    const sd = 8 + 0.09 * predicted;
    return { predicted, sd, realised: Math.max(15, predicted + 4 + sd * 1.15 * normal(uniform)) };
  });
  const q = Array.from({ length: 1400 }, () => (uniform() < 0.55 ? uniform() ** 0.3 : uniform() ** 3));
  const outcomes = q.map((p) => uniform() < 0.08 + 0.84 * p);
  const link = (name: string, slot: string, n: number, mean: number, sd: number, second: number) => {
    const values = Float64Array.from({ length: n }, () =>
      uniform() < 0.6 ? mean + sd * normal(uniform) : mean + second + 1.4 * sd * normal(uniform),
    );
    const centre = values.reduce((a, b) => a + b, 0) / n;
    const spread = Math.sqrt(values.reduce((a, b) => a + (b - centre) ** 2, 0) / (n - 1));
    return { link: name, slot, values, mean: centre, sd: spread };
  };
  return {
    name: 'Manhattan, evening',
    description:
      'One-way avenues and streets with signals, 384 vehicles in twenty minutes. A platform buys 60 sensing tasks from vehicles that pass them anyway; who wins drives on through the simulated traffic.',
    replications: Array.from({ length: replications }, (_, i) => ({ replication: i, seed: 42 + i })),
    keyFigures: [
      {
        label: 'Vehicles',
        values: [{ value: 384.2, low: 371.6, high: 396.8 }],
        digits: 1,
        note: '212 of them bid',
      },
      { label: 'Winners', values: [{ value: 14.3, low: 12.9, high: 15.7 }], digits: 1 },
      {
        label: 'Task value',
        digits: 1,
        values: [
          { label: 'expected', tone: 'expected', value: 31.42, low: 29.8, high: 33.04 },
          { label: 'realised', tone: 'realised', value: 30.18, low: 28.01, high: 32.35 },
        ],
      },
      {
        label: 'Paid of the budget',
        unit: '%',
        values: [{ value: 71.2, low: 66, high: 76.4 }],
        digits: 1,
        note: '0 of 10 exceeded it',
      },
      {
        label: 'Completed in time, of winners’ tasks',
        unit: '%',
        digits: 1,
        values: [
          { label: 'expected', tone: 'expected', value: 81.3, low: 79.5, high: 83.1 },
          { label: 'realised', tone: 'realised', value: 79.9, low: 76.6, high: 83.2 },
        ],
      },
      { label: 'Brier score', digits: 3, values: [{ value: 0.138 }], note: 'base rate 0.248, skill 0.44' },
    ],
    map: { replication: 0, network: { roads: streets(avenues, crossings, long, short), tasks, routes } },
    completions,
    calibration: calibration(q, outcomes),
    campaigns: Array.from({ length: replications }, (_, replication) => {
      const expectedValue = 31 + 2.4 * normal(uniform);
      return {
        replication,
        seed: 42 + replication,
        budget: 40,
        tasks: 60,
        bidders: 200 + Math.floor(uniform() * 30),
        winners: 12 + Math.floor(uniform() * 5),
        paymentTotal: 24 + 6 * uniform(),
        withinBudget: replication !== 3,
        expectedValue,
        realisedValue: expectedValue - 1 + 1.8 * normal(uniform),
        expectedCompletions: 33 + 3 * uniform(),
        realisedCompletions: 31 + Math.floor(6 * uniform()),
      };
    }),
    auction: {
      replication: 0,
      mechanism: 'TBUMA (valuation exact, alpha two)',
      budget: 40,
      winners: routes.map((route, i) => ({
        order: i + 1,
        vehicle: route.vehicle,
        tasks: Array.from({ length: 1 + Math.floor(uniform() * 6) }, () => Math.floor(uniform() * 60)),
        bid: 0.6 + uniform(),
        cost: 0.6 + uniform() * 0.4,
        payment: 1.7 + uniform(),
        expectedValue: 3.1 - i * 0.14,
        realisedValue: i === 9 ? null : 3 - i * 0.15 + 0.3 * normal(uniform),
      })),
      decisions: Array.from({ length: 40 }, (_, i) => ({
        step: i + 1,
        vehicle: i < routes.length ? routes[i].vehicle : `veh${400 + i}`,
        marginalValue: 3.1 - i * 0.07,
        bid: 0.7 + 0.02 * i,
        ratio: i === 0 ? Number.POSITIVE_INFINITY : 4.2 - i * 0.09,
        cap: i < 30 ? 3.4 - i * 0.06 : null,
        accepted: i < routes.length,
        reason: i < routes.length ? undefined : 'bid above what the budget allows',
      })),
    },
    links: [
      link('A7toA8', '120 to 180 s', 412, 14, 1.6, 21),
      link('C3toD3', '240 to 300 s', 188, 22, 3.1, 9),
      link('F12toF11', '0 to 60 s', 96, 9.5, 0.8, 0),
    ],
    series: [
      {
        title: 'Vehicles under way',
        caption: 'Mean over the replications.',
        data: {
          timeTitle: 'time [s]',
          valueTitle: 'vehicles',
          band: 'range of the replications',
          series: [
            {
              name: 'vehicles under way',
              tone: 'expected',
              points: Array.from({ length: 61 }, (_, i) => {
                const value = 160 * (1 - Math.exp(-i / 18)) + 6 * Math.sin(i / 3);
                return { time: i * 20, value, low: value * 0.9, high: value * 1.08 };
              }),
            },
          ],
        },
      },
    ],
    notes: [
      '37 of 1 480 links (2.5 %) had fewer than 5 traversals in a slot and fall back to their free-flow time with a spread of 25 %.',
      '3 winner-task pairs were still under way when the simulation ended; they count as not completed.',
    ],
    scenarioYaml:
      'name: manhattan\nnetwork: sumo-configs/manhattan/manhattan.net.xml\ncrowdsourcing:\n  budget: 40\n  tasks: 60\n  mechanism: tbuma\n  valuation: exact # <b>not bold</b>\n',
    command: 'bidlane run scenarios/manhattan.yaml --seed 42 --replications 10',
    provenance: [
      ['Digest', '647e1d48f62f6acde9b72216865fcd0f367d09dfa864cec02ad0c3caafb0167d'],
      ['Bidlane', '0.1.0'],
      ['Node', 'v20.20.2'],
      ['SUMO', '1.15.0'],
      ['Finished', '2026-11-21 23:59 UTC'],
    ],
  };
}
