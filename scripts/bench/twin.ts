/**
 * CPU time of digital twins without SUMO: `npx tsx scripts/bench/twin.ts [MINUTES]`. 3 000 vehicles on the streets of a grid with 20
 * roadside units, one task per vehicle and second, granted to nearly all that are in time; 10 simulated minutes by default.
 */
import { spawnSync } from 'node:child_process';
import { argv, cpuUsage, execArgv, execPath, exit, stdout } from 'node:process';
import { cosimulate } from '../../sim/cosimulation.js';
import { youngGeneration } from '../../sim/execution/young-generation.js';
import { TwinService } from '../../sim/services/twin/twin-service.js';
import type { Fleet, TrafficSource, TrafficStep, WatchedVehicles } from '../../sim/traffic/traffic.js';
import { RoadNetwork } from '../../src/network/index.js';
import { type RandomStream, RandomStreams } from '../../src/random/index.js';
import { scenarioSchema } from '../../src/scenario/index.js';

// As `bidlane` itself is started.
if (!execArgv.includes(youngGeneration)) {
  const { status } = spawnSync(execPath, [youngGeneration, ...execArgv, ...argv.slice(1)], {
    stdio: 'inherit',
  });
  exit(status ?? 1);
}
const minutes = Number(argv[2] ?? 10);
const vehicles = 3000;
const columns = 5;
const rows = 4;
/** Between two units, and between two streets, m. */
const spacing = 300;
const block = 100;

/** Vehicles that drive at 5 to 14 m/s on the streets of a grid and turn at crossings as they like. */
class GridTraffic implements TrafficSource {
  time = 0;
  readonly stepLength = 1;
  readonly version = 'grid';
  readonly #random: RandomStream;
  readonly #speed = new Float64Array(vehicles);
  /** Direction of each: east, north, west, south. */
  readonly #heading = new Int8Array(vehicles);
  readonly #watched: WatchedVehicles;
  #first = true;

  constructor(random: RandomStream) {
    this.#random = random;
    const numbers = (): Float64Array => new Float64Array(vehicles);
    const x = numbers();
    const y = numbers();
    for (let v = 0; v < vehicles; v++) {
      this.#speed[v] = random.uniform(5, 14);
      this.#heading[v] = Math.floor(random.uniform(0, 4));
      const along = random.uniform(0, (this.#heading[v] % 2 === 0 ? columns : rows) * spacing);
      const streets = ((this.#heading[v] % 2 === 0 ? rows : columns) * spacing) / block;
      const across = block * Math.floor(random.uniform(0, streets + 1));
      [x[v], y[v]] = this.#heading[v] % 2 === 0 ? [along, across] : [across, along];
    }
    this.#watched = {
      count: vehicles,
      vehicle: Int32Array.from({ length: vehicles }, (_, v) => v),
      link: new Int32Array(vehicles),
      routeIndex: new Int32Array(vehicles),
      position: numbers(),
      driven: numbers(),
      speed: this.#speed,
      x,
      y,
      entered: [],
      left: [],
    };
  }

  step(): Promise<TrafficStep> {
    this.time += this.stepLength;
    for (let v = 0; v < vehicles; v++) this.#drive(v);
    const none = { vehicle: new Int32Array(0), routeIndex: new Int32Array(0) };
    const followed = { count: 0, ...none, position: new Float64Array(0), driven: new Float64Array(0) };
    const departed = this.#first ? vehicles : 0;
    this.#first = false;
    return Promise.resolve({
      time: this.time,
      departed,
      arrived: 0,
      running: vehicles,
      teleported: 0,
      followed: { ...followed, lifted: [], arrived: [] },
      watched: this.#watched,
    });
  }

  #drive(v: number): void {
    const { x, y } = this.#watched;
    const horizontal = this.#heading[v] % 2 === 0;
    const forward = this.#heading[v] < 2 ? 1 : -1;
    const place = horizontal ? x : y;
    const end = (horizontal ? columns : rows) * spacing;
    const before = place[v];
    const after = before + forward * this.#speed[v] * this.stepLength;
    const crossing = block * (forward > 0 ? Math.floor(after / block) : Math.ceil(after / block));
    const passed = forward > 0 ? crossing > before : crossing < before;
    if (after < 0 || after > end) this.#heading[v] = (this.#heading[v] + 2) % 4;
    else if (passed && this.#random.bernoulli(0.5)) {
      place[v] = crossing;
      this.#heading[v] = (this.#heading[v] + (this.#random.bernoulli(0.5) ? 1 : 3)) % 4;
    } else place[v] = after;
  }

  watch(): Promise<Fleet> {
    return Promise.resolve({
      size: vehicles,
      id: (vehicle) => `v${vehicle}`,
      type: () => 'car',
      vehicleClass: () => 'passenger',
      route: () => new Int32Array(0),
    });
  }

  vehicles(): Promise<[]> {
    return Promise.resolve([]);
  }

  async follow(): Promise<void> {
    // There is nobody to follow: only twins live on this traffic.
  }

  rest(): void {
    // As above.
  }

  async release(): Promise<void> {
    // As above.
  }

  async close(): Promise<void> {
    // Nothing is open.
  }
}

const units = Array.from({ length: columns * rows }, (_, u) => ({
  name: `unit ${u}`,
  x: spacing * ((u % columns) + 0.5),
  y: spacing * (Math.floor(u / columns) + 0.5),
}));
const scenario = scenarioSchema.parse({
  name: 'twins',
  traffic: { network: 'grid', demand: { file: 'grid' }, warmUp: 0, duration: 60 * minutes },
  crowdsourcing: { enabled: false },
  twin: {
    units,
    unit: { uplinkBandwidth: 100, downlinkBandwidth: 100, cpu: 150, gpu: 2000 },
    vehicles: { share: 1, power: 2000 },
    tasks: { decision: { period: 1, size: [0.05, 0.15], work: [2, 5], deadline: [0.5, 1] } },
    market: { slots: 40 },
  },
});
const random = new RandomStreams(1);
const empty = { links: 0, start: 0, slotLength: 60, slots: 1 };
const before = cpuUsage();
const { services } = await cosimulate({
  scenario,
  network: new RoadNetwork({
    source: 'grid',
    links: [],
    junctions: [],
    connections: [],
    projection: undefined,
  }),
  model: {
    ...empty,
    mean: new Float64Array(0),
    sd: new Float64Array(0),
    samples: new Int32Array(0),
    fallback: new Uint8Array(0),
  },
  random,
  traffic: new GridTraffic(random.stream('bench/grid')),
});
const used = cpuUsage(before);
const seconds = (used.user + used.system) / 1e6;
const service = services.find((one) => one instanceof TwinService);
if (service === undefined) throw new Error('there are no twins');
const { ledger } = service.outcome();
const share = (count: number): string => `${((100 * count) / ledger.tasks).toFixed(1)} %`;
const failed = Object.entries(ledger.failures).map(([cause, count]) => `${cause} ${share(count)}`);
stdout.write(
  `${vehicles} twins, ${units.length} units, ${minutes} min: ${ledger.tasks} tasks, ${ledger.rounds} rounds; done ${share(ledger.completed)}, ${failed.join(', ')}\n`,
);
stdout.write(
  `CPU ${seconds.toFixed(1)} s; simulated time over CPU: ${((60 * minutes) / seconds).toFixed(1)} x\n`,
);
