// Trip predictions per second: `npx tsx scripts/bench/traveltime.ts`. The goal is 10 000 vehicles x 30 links x 20 slots
// in under a second for `coupled`; the estimators run side by side on the same paths.
import { LinkTraversalBuilder } from '../../src/traces/index.js';
import {
  fitLinkTravelTimes,
  type LinkTravelTimeModel,
  pathThrough,
  type TripEstimator,
  tripPredictor,
} from '../../src/traveltime/index.js';

const links = 2000;
const slots = 20;
const slotLength = 60;
const pathLength = 30;
const tasks = 3;
const boundaries = [60, 120, 180, 240, 300];

/** A cheap sequence of numbers in [0, 1), the same in every run. */
function sequence(): () => number {
  let state = 12_345;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}

function model(): LinkTravelTimeModel {
  const next = sequence();
  const size = links * slots;
  const mean = Float64Array.from({ length: size }, () => 15 + 40 * next());
  const sd = mean.map((m) => m * (0.1 + 0.2 * next()));
  return {
    start: 0,
    slotLength,
    slots,
    links,
    mean,
    sd,
    samples: new Int32Array(size),
    fallback: new Uint8Array(links),
  };
}

/** Seconds of processor time of this call: other processes on the machine do not count. */
function seconds(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function predictAll(m: LinkTravelTimeModel, vehicles: number, estimator: TripEstimator): number {
  const next = sequence();
  let sum = 0;
  for (let v = 0; v < vehicles; v++) {
    const path = Int32Array.from({ length: pathLength }, () => Math.floor(next() * links));
    const predictor = tripPredictor(pathThrough(m, path, next()), estimator);
    for (let j = 1; j <= tasks; j++) {
      sum += predictor.task(Math.floor((j * (pathLength - 1)) / tasks), 0.5, 12, boundaries).completion[4];
    }
  }
  return sum;
}

const m = model();
for (const estimator of ['paper', 'mixture', 'coupled'] as const) predictAll(m, 2000, estimator);
console.log(`paths of ${pathLength} links, ${slots} slots, ${tasks} tasks a vehicle`);
let base = 0;
for (const [estimator, vehicles] of [
  ['coupled', 10_000],
  ['mixture', 10_000],
  ['paper', 10_000],
  ['grid', 10],
] as const) {
  const per = seconds(() => predictAll(m, vehicles, estimator)) / vehicles;
  if (base === 0) base = per;
  const total = (per * 10_000).toFixed(3);
  console.log(
    `${estimator.padEnd(8)} ${(per * 1e6).toFixed(1).padStart(9)} us a vehicle, ${total.padStart(9)} s for 10 000, ${(per / base).toFixed(2)} x coupled`,
  );
}

const next = sequence();
const builder = new LinkTraversalBuilder();
const vehicle = builder.vehicle('probe');
for (let i = 0; i < 2_000_000; i++) {
  const entry = next() * slots * slotLength;
  builder.add(vehicle, Math.floor(next() * links), entry, entry + 15 + 40 * next());
}
const traversals = builder.build();
const options = { freeFlowTimes: new Float64Array(links).fill(15), slotLength, slots };
const fit = seconds(() => void fitLinkTravelTimes(traversals, options));
console.log(`fit of ${traversals.count} traversals on ${links} links x ${slots} slots: ${fit.toFixed(2)} s`);
