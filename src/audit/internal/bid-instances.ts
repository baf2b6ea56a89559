import type { RandomStream } from '../../random/index.js';
import { type BidMarket, type StepValue, type TimedBid, taskValueAt } from '../../recruitment/index.js';
import type { InstanceSource } from '../subject.js';
import { decimal, nearby, rounderThan, withEntry, without } from './decimals.js';

/** A market as the audit makes it: all values in steps, which rationals can compute. */
export interface SteppedMarket extends BidMarket {
  readonly tasks: readonly StepValue[];
}

type Vehicle = BidMarket['vehicles'][number];

/** The promised times that are told apart, in s: the values fall after 60 and 120 s. */
const times = [30, 90, 150] as const;

function randomTask(stream: RandomStream, values: () => number): StepValue {
  const first = values();
  const second = stream.bernoulli(0.5) ? Math.min(first, values()) : first;
  return { steps: [[60, first], ...(second > 0 ? ([[120, second]] as const) : [])] };
}

function randomBid(tasks: readonly StepValue[], stream: RandomStream, isTied: boolean): TimedBid {
  const etc: Record<number, number> = {};
  let worth = 0;
  for (const [j, task] of tasks.entries()) {
    if (stream.bernoulli(0.5)) continue;
    etc[j] = stream.choice(isTied ? times.slice(0, 2) : times);
    worth += taskValueAt(task, etc[j]);
  }
  const price = isTied ? stream.integer(0, 4) : decimal(worth * stream.uniform(0, 1.2));
  return { price, etc };
}

function market(stream: RandomStream, mostBids: number, isTied: boolean): SteppedMarket {
  const values = isTied ? () => stream.integer(0, 4) : () => decimal(stream.uniform(0, 10));
  const tasks = Array.from({ length: stream.integer(1, 3) }, () => randomTask(stream, values));
  const vehicles = Array.from({ length: stream.integer(1, 4) }, () => ({
    bids: Array.from({ length: stream.integer(1, mostBids) }, () => randomBid(tasks, stream, isTied)),
  }));
  return { tasks, vehicles };
}

function mutateVehicle(
  { tasks }: SteppedMarket,
  { bids }: Vehicle,
  stream: RandomStream,
  most: number,
): Vehicle {
  const what = stream.next();
  if (what < 0.15 && bids.length < most) return { bids: [...bids, randomBid(tasks, stream, false)] };
  const k = stream.integer(0, bids.length - 1);
  if (what < 0.3 && bids.length > 1) return { bids: without(bids, k) };
  if (what < 0.6) return { bids: withEntry(bids, k, randomBid(tasks, stream, false)) };
  return { bids: withEntry(bids, k, { ...bids[k], price: nearby(stream, bids[k].price) }) };
}

function mutate(present: SteppedMarket, stream: RandomStream, most: number): SteppedMarket {
  const { tasks, vehicles } = present;
  const what = stream.next();
  if (what < 0.2) {
    const j = stream.integer(0, tasks.length - 1);
    const task = randomTask(stream, () => decimal(stream.uniform(0, 10)));
    return { ...present, tasks: withEntry(tasks, j, task) };
  }
  if (what < 0.3 && vehicles.length < 5)
    return { ...present, vehicles: [...vehicles, { bids: [randomBid(tasks, stream, false)] }] };
  const i = stream.integer(0, vehicles.length - 1);
  if (what < 0.35 && vehicles.length > 1) return { ...present, vehicles: without(vehicles, i) };
  const vehicle = mutateVehicle(present, vehicles[i], stream, most);
  return { ...present, vehicles: withEntry(vehicles, i, vehicle) };
}

function withoutTask(present: SteppedMarket, gone: number): SteppedMarket {
  const vehicles = present.vehicles.map(({ bids }) => ({
    bids: bids.map(({ price, etc }) => {
      const left: Record<number, number> = {};
      for (const [key, time] of Object.entries(etc)) {
        const j = Number(key);
        if (j !== gone) left[j < gone ? j : j - 1] = time;
      }
      return { price, etc: left };
    }),
  }));
  return { tasks: without(present.tasks, gone), vehicles };
}

function* simplifyBid({ price, etc }: TimedBid): Iterable<TimedBid> {
  for (const key of Object.keys(etc)) {
    const { [Number(key)]: _, ...rest } = etc;
    yield { price, etc: rest };
  }
  for (const rounder of rounderThan(price)) yield { price: rounder, etc };
  for (const [key, time] of Object.entries(etc))
    if (time > times[0]) yield { price, etc: { ...etc, [key]: times[0] } };
}

function* simplify(present: SteppedMarket): Iterable<SteppedMarket> {
  const { tasks, vehicles } = present;
  for (let i = vehicles.length - 1; i >= 0; i--) yield { ...present, vehicles: without(vehicles, i) };
  for (let j = tasks.length - 1; j >= 0; j--) yield withoutTask(present, j);
  for (const [i, { bids }] of vehicles.entries())
    for (let k = bids.length - 1; k >= 0 && bids.length > 1; k--)
      yield { ...present, vehicles: withEntry(vehicles, i, { bids: without(bids, k) }) };
  for (const [j, { steps }] of tasks.entries()) {
    if (steps.length > 1) yield { ...present, tasks: withEntry(tasks, j, { steps: steps.slice(0, -1) }) };
    for (const [n, [until, value]] of steps.entries())
      for (const rounder of rounderThan(value)) {
        const rounded = withEntry(steps, n, [until, rounder] as const);
        if (rounded.every(([, v], m) => m === 0 || v <= rounded[m - 1][1]))
          yield { ...present, tasks: withEntry(tasks, j, { steps: rounded }) };
      }
  }
  for (const [i, { bids }] of vehicles.entries())
    for (const [k, bid] of bids.entries())
      for (const simpler of simplifyBid(bid))
        yield { ...present, vehicles: withEntry(vehicles, i, { bids: withEntry(bids, k, simpler) }) };
}

/** Small markets of up to 5 vehicles with up to so many bids each, for up to 3 tasks. */
export function bidInstances(mostBids: number): InstanceSource<SteppedMarket> {
  return {
    random: (stream) => market(stream, mostBids, false),
    tied: (stream) => market(stream, mostBids, true),
    mutate: (present, stream) => mutate(present, stream, mostBids),
    simplify,
  };
}
