/**
 * The market read word by word, for tests: plain objects, every number computed anew from its definition, all alternatives
 * listed. Slow, and without a line in common with the library.
 */
import type { NormalisedMarket } from '../../src/market/index.js';

export interface LiteralOptions {
  readonly score: 'realised' | 'coupled';
  readonly pricing: 'critical' | 'paper';
}

/** One task with one simulator. */
interface Offer {
  readonly q: number;
  readonly m: number;
  readonly u: number;
  readonly t: number;
  readonly transmission: number;
  readonly computation: number;
}

export interface LiteralTask {
  readonly uplink: number;
  readonly compute: number;
  readonly feasible: boolean;
  readonly offers: readonly Offer[];
}

function quality(market: NormalisedMarket, q: number, g: number, h: number): number {
  if (market.matchQuality === 'journal') return (Math.log2(1 + g * q) * h) / market.theta;
  return Math.log2(1 + g * q * h) / market.theta;
}

export function literalTask(market: NormalisedMarket, i: number, n: number): LiteralTask {
  const vehicle = market.vehicles[i];
  const task = vehicle.tasks[n];
  const { rsu } = market;
  const up = rsu.uplinkBandwidth * Math.log2(1 + (vehicle.gain * vehicle.power) / vehicle.noiseUp);
  const down = rsu.downlinkBandwidth * Math.log2(1 + (vehicle.gain * rsu.power) / vehicle.noiseDown);
  const bits = task.size * 8;
  let uplink = 0;
  if (bits > 0) uplink = up > 0 ? bits / up : Infinity;
  const compute = (task.size * task.work) / rsu.cpu;
  const offers: Offer[] = [];
  const feasible = !(uplink + compute > task.deadline);
  for (let k = 0; feasible && k < market.simulators.length; k++) {
    const { size, work } = market.simulators[k];
    const left = task.deadline - uplink - compute;
    let q = 0;
    if (down > 0) {
      // R_SIM in MB/s.
      const sending = down / 8;
      const computing = work > 0 ? rsu.gpu / work : Infinity;
      let rate = sending;
      if (market.simulations === 'serial') rate = 1 / (1 / sending + 1 / computing);
      if (market.simulations === 'pipelined') rate = Math.min(sending, computing);
      q = (left * rate) / size;
    }
    if (market.wholeSimulations) q = Math.floor(q + 1e-9);
    const transmission = q === 0 ? 0 : (q * size * 8) / down;
    const computation = (q * size * work) / rsu.gpu;
    const both =
      market.simulations === 'pipelined' ? Math.max(transmission, computation) : transmission + computation;
    const m = quality(market, q, vehicle.generativeScores[k], vehicle.preferences[k]);
    offers.push({ q, m, u: vehicle.value * m, t: uplink + compute + both, transmission, computation });
  }
  return { uplink, compute, feasible, offers };
}

function indices(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/** Winner and price per second under the modified second bid, by asking every traffic simulator in turn. */
function modified(us: readonly number[], drivingBid: number, alpha: number): [number, number] {
  for (let k = 1; k < us.length; k++) {
    const others = us.filter((_, other) => other !== 0 && other !== k);
    const limit = alpha * Math.max(0, ...others);
    if (us[k] > limit && others.every((other) => other <= us[k])) return [k, limit];
  }
  return [0, drivingBid];
}

/** Winner and price per second under the second price, by sorting. */
function second(us: readonly number[], drivingBid: number): [number, number] {
  const bids = us.map((u, k) => ({ k, bid: k === 0 ? drivingBid : u }));
  bids.sort((a, b) => b.bid - a.bid || a.k - b.k);
  return [bids[0].k, bids.length > 1 ? bids[1].bid : 0];
}

function award(mechanism: string, market: NormalisedMarket, task: LiteralTask): [number, number] {
  const us = task.offers.map(({ u }) => u);
  return mechanism === 'pvisa'
    ? second(us, market.drivingBid)
    : modified(us, market.drivingBid, market.alpha);
}

/** What a task adds to the sum (realised) or to X (coupled). */
export function literalContribution(
  market: NormalisedMarket,
  i: number,
  n: number,
  score: 'realised' | 'coupled',
): number {
  const task = literalTask(market, i, n);
  if (!task.feasible) return 0;
  if (score === 'realised') {
    const [winner] = award('mtepvisa', market, task);
    const { t, u } = task.offers[winner];
    return t * (winner === 0 ? market.gamma * market.drivingBid : u);
  }
  const { cache } = market.vehicles[i];
  const h = cache === undefined ? 1 : cache / 2;
  return Math.max(0, ...task.offers.slice(1).map(({ t, q }) => t * quality(market, q, 0.5, h)));
}

function literalSurplus(
  market: NormalisedMarket,
  i: number,
  tasks: readonly LiteralTask[],
  choice: readonly (number | null)[],
) {
  let twin = 0;
  let traffic = 0;
  let driving = 0;
  for (const [n, k] of choice.entries()) {
    if (k === null) continue;
    twin = market.accuracy * market.vehicles[i].value;
    const { t, u } = tasks[n].offers[k];
    if (k === 0) driving += t * market.gamma * u;
    else traffic += t * u;
  }
  return { twin, traffic, driving, total: twin + traffic + driving };
}

/** A market held by the definitions. */
export function literalMarket(mechanism: string, market: NormalisedMarket, options: LiteralOptions) {
  const everyone = indices(market.vehicles.length);
  const external = everyone.map((i) => {
    const all = market.vehicles[i].tasks.map((_, n) => literalContribution(market, i, n, options.score));
    if (mechanism === 'pvisa') return 0;
    return (mechanism === 'epvisa' ? all.slice(0, 1) : all).reduce((a, b) => a + b, 0);
  });
  const scores = everyone.map((i) => {
    const { value } = market.vehicles[i];
    return options.score === 'realised' ? value + external[i] : value * (1 + external[i]);
  });
  // Scores that differ by rounding alone are ties.
  const rank = (a: number, b: number) =>
    Math.abs(scores[a] - scores[b]) < 1e-12 ? a - b : scores[b] - scores[a];
  const ranked = [...everyone].sort(rank);
  if (ranked.length === 0) {
    const surplus = { twin: 0, traffic: 0, driving: 0, total: 0 };
    return {
      vehicle: null,
      vehiclePayment: 0,
      simulatorPerTask: [],
      simulatorPayments: [],
      surplus,
      tasks: [],
    };
  }
  const [winner, runnerUp] = ranked;
  let vehiclePayment = 0;
  if (runnerUp !== undefined) {
    if (mechanism === 'pvisa' || options.pricing === 'paper')
      vehiclePayment = market.vehicles[runnerUp].value;
    else if (options.score === 'realised') vehiclePayment = Math.max(0, scores[runnerUp] - external[winner]);
    else vehiclePayment = scores[runnerUp] / (1 + external[winner]);
  }
  const tasks = market.vehicles[winner].tasks.map((_, n) => literalTask(market, winner, n));
  const awards = tasks.map((task) => (task.feasible ? award(mechanism, market, task) : null));
  const choice = awards.map((a) => (a === null ? null : a[0]));
  return {
    vehicle: winner,
    vehiclePayment,
    simulatorPerTask: choice,
    simulatorPayments: awards.map((a, n) => (a === null ? 0 : tasks[n].offers[a[0]].t * a[1])),
    surplus: literalSurplus(market, winner, tasks, choice),
    tasks: tasks.map((task, n) => {
      const { uplink, compute } = task;
      const k = choice[n];
      const finite = (time: number) => (Number.isFinite(time) ? time : null);
      const none = { q: 0, m: 0, u: 0, t: uplink + compute, transmission: 0, computation: 0 };
      const offer = k === null ? none : task.offers[k];
      return {
        uplink: finite(uplink),
        compute,
        simulations: offer.q,
        matchQuality: offer.m,
        simTransmission: offer.transmission,
        simComputation: offer.computation,
        total: finite(offer.t),
        deadlineMet: k !== null && offer.t <= market.vehicles[winner].tasks[n].deadline + 1e-9,
      };
    }),
  };
}

/** Every way to give simulators (or none) to the tasks of a vehicle. */
function assignments(tasks: readonly LiteralTask[]): (number | null)[][] {
  let all: (number | null)[][] = [[]];
  for (const task of tasks) {
    const options = [null, ...indices(task.offers.length)];
    all = all.flatMap((head) => options.map((option) => [...head, option]));
  }
  return all;
}

/** The largest total surplus of at most `slots` tasks, at most `vehicles` vehicles, by listing every assignment. */
export function literalOptimum(market: NormalisedMarket, vehicles: number, slots: number): number {
  const perVehicle = market.vehicles.map((vehicle, i) => {
    const tasks = vehicle.tasks.map((_, n) => literalTask(market, i, n));
    return assignments(tasks).map((choice) => ({
      served: choice.filter((k) => k !== null).length,
      total: literalSurplus(market, i, tasks, choice).total,
    }));
  });
  const search = (i: number, vehiclesLeft: number, slotsLeft: number): number => {
    if (i === perVehicle.length) return 0;
    let best = 0;
    for (const { served, total } of perVehicle[i]) {
      if (served > slotsLeft || (served > 0 && vehiclesLeft === 0)) continue;
      const rest = search(i + 1, served > 0 ? vehiclesLeft - 1 : vehiclesLeft, slotsLeft - served);
      best = Math.max(best, total + rest);
    }
    return best;
  };
  return search(0, vehicles, slots);
}

/** The largest sum of scores of at most `slots` feasible tasks, by listing every set of tasks. */
export function literalSlots(
  market: NormalisedMarket,
  slots: number,
  score: 'realised' | 'coupled',
  bids: readonly number[],
): number {
  const tasks: { i: number; external: number }[] = [];
  for (const [i, vehicle] of market.vehicles.entries())
    for (const n of vehicle.tasks.keys())
      if (literalTask(market, i, n).feasible)
        tasks.push({ i, external: literalContribution(market, i, n, score) });
  let best = 0;
  for (let mask = 0; mask < 2 ** tasks.length; mask++) {
    const set = tasks.filter((_, index) => (mask >> index) % 2 === 1);
    if (set.length > slots) continue;
    let total = 0;
    for (const i of new Set(set.map((task) => task.i))) total += bids[i];
    for (const { i, external } of set) total += score === 'realised' ? external : bids[i] * external;
    best = Math.max(best, total);
  }
  return best;
}
