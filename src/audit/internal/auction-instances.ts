import type { RandomStream } from '../../random/index.js';
import type { AuctionMarket, Task, VehicleBid } from '../../recruitment/index.js';
import { floats } from '../arithmetic.js';
import type { InstanceSource } from '../subject.js';
import { decimal, nearby, rounderThan, withEntry, without } from './decimals.js';
import { expectedValue } from './expected-value.js';

type Completion = Record<number, readonly number[]>;

function worthOf(market: AuctionMarket, set: readonly number[]): number {
  return expectedValue(floats, market, set, 'exact');
}

/** Gives every vehicle a bid in proportion to what it is worth alone, and the requester a budget. */
function priced(market: AuctionMarket, random: RandomStream): AuctionMarket {
  const vehicles = market.vehicles.map((vehicle, i) => ({
    ...vehicle,
    bid: decimal(worthOf(market, [i]) * random.uniform(0, 1.2)),
  }));
  const all = worthOf(
    market,
    vehicles.map((_, i) => i),
  );
  return { ...market, vehicles, budget: decimal(all * random.uniform(0.2, 1.2)) };
}

function randomProbabilities(random: RandomStream, length: number): number[] {
  if (random.bernoulli(0.3)) return Array.from({ length }, (_, k) => (k === 0 ? 1 : 0));
  const weights = Array.from({ length: length + 1 }, () => random.next());
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.slice(0, length).map((weight) => Math.floor((weight / sum) * 100) / 100);
}

/** A vehicle that is certain to complete a pair of tasks, and whose bid is near their worth. */
function pairOfTasks(
  tasks: readonly Task[],
  stream: RandomStream,
  pair: readonly number[] = stream.sample([...tasks.keys()], Math.min(2, tasks.length)),
): VehicleBid {
  const completion: Completion = {};
  let worth = 0;
  for (const j of pair) {
    const { values } = tasks[j];
    completion[j] = values.map((_, k) => (k === 0 ? 1 : 0));
    worth += values[0];
  }
  return { bid: decimal(worth * stream.uniform(0.6, 0.95)), completion };
}

/** A budget a little below what all tasks that someone does are worth. */
function scarceBudget(market: AuctionMarket, stream: RandomStream): number {
  return decimal(worthOf(market, [...market.vehicles.keys()]) * stream.uniform(0.93, 1));
}

/** Tasks of very different worth in overlapping pairs: whoever wins decides who else can. */
function overlappingPairs(stream: RandomStream): AuctionMarket {
  const isChain = stream.bernoulli(0.7);
  const tasks = Array.from({ length: isChain ? 4 : stream.integer(4, 5) }, () => ({
    values: [decimal(10 ** stream.uniform(-0.5, 2.5))],
  }));
  // In a chain every vehicle shares a task with the next one.
  const vehicles = isChain
    ? stream.shuffle([0, 1, 2]).map((j) => pairOfTasks(tasks, stream, [j, j + 1]))
    : Array.from({ length: stream.integer(3, 4) }, () => pairOfTasks(tasks, stream));
  const market = { budget: 0, tasks, vehicles };
  return { ...market, budget: scarceBudget(market, stream) };
}

function randomMarket(stream: RandomStream): AuctionMarket {
  if (stream.bernoulli(0.6)) return overlappingPairs(stream);
  const length = stream.integer(1, 3);
  // Worths of very different sizes, as well as of one size.
  const spread = stream.bernoulli(0.5);
  const tasks = Array.from({ length: stream.integer(1, 4) }, () => {
    const top = spread ? Math.round(10 ** stream.uniform(0, 2)) : stream.uniform(0.5, 1.5);
    const values = Array.from({ length }, (_, k) => (k === 0 ? top : top * stream.next()));
    return { values: values.sort((a, b) => b - a).map((value) => decimal(value)) };
  });
  const vehicles = Array.from({ length: stream.integer(1, 5) }, () => {
    const completion: Completion = {};
    for (let j = 0; j < tasks.length; j++)
      if (stream.bernoulli(0.6)) completion[j] = randomProbabilities(stream, length);
    return { bid: 0, completion };
  });
  return priced({ budget: 0, tasks, vehicles }, stream);
}

function tiedMarket(stream: RandomStream): AuctionMarket {
  const length = stream.integer(1, 2);
  const tasks = Array.from({ length: stream.integer(1, 3) }, () => ({
    values: Array.from({ length }, () => stream.integer(0, 3)).sort((a, b) => b - a),
  }));
  const vehicles = Array.from({ length: stream.integer(1, 5) }, () => {
    const completion: Completion = {};
    for (let j = 0; j < tasks.length; j++)
      if (stream.bernoulli(0.6))
        completion[j] = Array.from({ length }, (_, k) => (k === 0 ? stream.choice([0, 0.5, 1]) : 0));
    return { bid: stream.choice([0, 0.5, 1, 1, 2, 3]), completion };
  });
  return { budget: stream.integer(0, 6), tasks, vehicles };
}

function mutateVehicle(market: AuctionMarket, vehicle: VehicleBid, stream: RandomStream): VehicleBid {
  if (stream.bernoulli(0.5) || market.tasks.length === 0)
    return { ...vehicle, bid: nearby(stream, vehicle.bid) };
  const j = stream.integer(0, market.tasks.length - 1);
  const { [j]: present, ...rest } = vehicle.completion;
  if (present !== undefined && stream.bernoulli(0.5)) return { ...vehicle, completion: rest };
  const probabilities = randomProbabilities(stream, market.tasks[j].values.length);
  return { ...vehicle, completion: { ...rest, [j]: probabilities } };
}

function mutate(market: AuctionMarket, stream: RandomStream): AuctionMarket {
  const { tasks, vehicles, budget } = market;
  const what = stream.next();
  if (what < 0.1) return { ...market, budget: nearby(stream, budget) };
  if (what < 0.15) return { ...market, budget: scarceBudget(market, stream) };
  if (what < 0.3 && tasks.length > 0) {
    const j = stream.integer(0, tasks.length - 1);
    const factor = stream.choice([0.25, 0.5, 0.95, 1.05, 2, 4]);
    const values = tasks[j].values.map((value) => decimal(value * factor));
    return { ...market, tasks: withEntry(tasks, j, { values }) };
  }
  if (what < 0.4 && vehicles.length < 6)
    return { ...market, vehicles: [...vehicles, pairOfTasks(tasks, stream)] };
  if (vehicles.length === 0) return market;
  const i = stream.integer(0, vehicles.length - 1);
  if (what < 0.45) return { ...market, vehicles: without(vehicles, i) };
  const vehicle = what < 0.7 ? pairOfTasks(tasks, stream) : mutateVehicle(market, vehicles[i], stream);
  return { ...market, vehicles: withEntry(vehicles, i, vehicle) };
}

/** The market without one of its tasks; those behind it are numbered anew. */
function withoutTask(market: AuctionMarket, gone: number): AuctionMarket {
  const vehicles = market.vehicles.map(({ bid, completion }) => {
    const left: Completion = {};
    for (const [key, q] of Object.entries(completion)) {
      const j = Number(key);
      if (j !== gone) left[j < gone ? j : j - 1] = q;
    }
    return { bid, completion: left };
  });
  return { ...market, tasks: without(market.tasks, gone), vehicles };
}

function withoutLastSubinterval(market: AuctionMarket): AuctionMarket {
  const vehicles = market.vehicles.map(({ bid, completion }) => ({
    bid,
    completion: Object.fromEntries(Object.entries(completion).map(([j, q]) => [j, q.slice(0, -1)])),
  }));
  return { ...market, tasks: market.tasks.map(({ values }) => ({ values: values.slice(0, -1) })), vehicles };
}

function* simplifyVehicle(vehicle: VehicleBid): Iterable<VehicleBid> {
  const { bid, completion } = vehicle;
  for (const key of Object.keys(completion)) {
    const { [Number(key)]: _, ...rest } = completion;
    yield { bid, completion: rest };
  }
  for (const rounder of rounderThan(bid)) yield { bid: rounder, completion };
  for (const [key, q] of Object.entries(completion))
    for (const [k, p] of q.entries())
      for (const rounder of [0, 1, ...rounderThan(p)])
        if (rounder !== p && rounder <= 1 && !(p === 1 || (p === 0 && rounder > 0)))
          yield { bid, completion: { ...completion, [key]: withEntry(q, k, rounder) } };
}

function* simplify(market: AuctionMarket): Iterable<AuctionMarket> {
  const { tasks, vehicles, budget } = market;
  for (let i = vehicles.length - 1; i >= 0; i--) yield { ...market, vehicles: without(vehicles, i) };
  for (let j = tasks.length - 1; j >= 0; j--) yield withoutTask(market, j);
  if (tasks.some(({ values }) => values.length > 1)) yield withoutLastSubinterval(market);
  for (const rounder of rounderThan(budget)) yield { ...market, budget: rounder };
  for (const [j, { values }] of tasks.entries())
    for (const [k, value] of values.entries())
      for (const rounder of rounderThan(value)) {
        const rounded = withEntry(values, k, rounder);
        if (rounded.every((v, n) => n === 0 || v <= rounded[n - 1]))
          yield { ...market, tasks: withEntry(tasks, j, { values: rounded }) };
      }
  for (const [i, vehicle] of vehicles.entries())
    for (const simpler of simplifyVehicle(vehicle))
      yield { ...market, vehicles: withEntry(vehicles, i, simpler) };
}

/** Small markets with one bid per vehicle: up to 4 tasks, 6 vehicles and 3 subintervals. */
export const auctionInstances: InstanceSource<AuctionMarket> = {
  random: randomMarket,
  tied: tiedMarket,
  mutate,
  simplify,
};
