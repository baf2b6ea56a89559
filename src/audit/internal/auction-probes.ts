import type { RandomStream } from '../../random/index.js';
import type { AuctionMarket, VehicleBid } from '../../recruitment/index.js';
import type { Probe } from '../settlement.js';
import type { ProbeContext } from '../subject.js';
import { between, decimal, otherAsks, shortly, withEntry } from './decimals.js';

type Context = ProbeContext<AuctionMarket>;

function reporting(truth: AuctionMarket, person: number, vehicle: VehicleBid): AuctionMarket {
  return { ...truth, vehicles: withEntry(truth.vehicles, person, vehicle) };
}

/** The persons to probe, `count` times any; of those that won, where only they matter. */
function* persons({ honest, random, count }: Context, winnersOnly: boolean): Iterable<number> {
  const all = honest.won.flatMap((won, i) => (won || !winnersOnly ? [i] : []));
  if (all.length > 0) for (let n = 0; n < count; n++) yield random.choice(all);
}

function* asking(context: Context, winnersOnly: boolean): Iterable<Probe<AuctionMarket>> {
  const { truth, honest, random } = context;
  const bids = truth.vehicles.map(({ bid }) => bid);
  for (const person of persons(context, winnersOnly)) {
    const vehicle = truth.vehicles[person];
    const [ask] = otherAsks(random, vehicle.bid, honest.paid[person], bids, 1);
    if (ask === vehicle.bid) continue;
    const text = `asks ${shortly(ask)} in place of ${shortly(vehicle.bid)}`;
    yield { person, ask, reported: reporting(truth, person, { ...vehicle, bid: ask }), text };
  }
}

/** Other prices, of any vehicle. */
export function prices(context: Context): Iterable<Probe<AuctionMarket>> {
  return asking(context, false);
}

/** Other prices of winners. */
export function winnersPrices(context: Context): Iterable<Probe<AuctionMarket>> {
  return asking(context, true);
}

/** Some tasks of a bundle are left out, at the true price. */
export function* smallerBundles(context: Context): Iterable<Probe<AuctionMarket>> {
  const { truth, random } = context;
  for (const person of persons(context, false)) {
    const { bid, completion } = truth.vehicles[person];
    const tasks = Object.keys(completion);
    if (tasks.length < 2) continue;
    const hidden = random.sample(tasks, random.integer(1, tasks.length - 1));
    const left = Object.fromEntries(Object.entries(completion).filter(([j]) => !hidden.includes(j)));
    const text = `hides task ${hidden.sort().join(', ')}`;
    yield { person, reported: reporting(truth, person, { bid, completion: left }), text };
  }
}

function certainOrMore(random: RandomStream, honest: readonly number[]): number[] {
  const sum = honest.reduce((a, b) => a + b, 0);
  const first = random.bernoulli(0.5) ? 1 : between(random, Math.min(1, sum), 1);
  return honest.map((_, k) => (k === 0 ? first : 0));
}

/** A task is said to be done sooner and more surely than it is. */
export function* overstatedCompletion(context: Context): Iterable<Probe<AuctionMarket>> {
  const { truth, random } = context;
  for (const person of persons(context, false)) {
    const { bid, completion } = truth.vehicles[person];
    const tasks = Object.keys(completion);
    if (tasks.length === 0) continue;
    const task = random.choice(tasks);
    const claimed = certainOrMore(random, completion[Number(task)]);
    const text = `says that it completes task ${task} at once with probability ${shortly(claimed[0])}`;
    const lie = { bid, completion: { ...completion, [task]: claimed } };
    yield { person, reported: reporting(truth, person, lie), text };
  }
}

/** A vehicle enters as two: each with a part of the bundle, or both with all of it. Whichever wins, it drives once. */
export function* secondNames(context: Context): Iterable<Probe<AuctionMarket>> {
  const { truth, random } = context;
  for (const person of persons(context, false)) {
    const { bid, completion } = truth.vehicles[person];
    const entries = Object.entries(completion);
    const isSplit = entries.length >= 2 && random.bernoulli(0.7);
    const cut = isSplit ? random.integer(1, entries.length - 1) : entries.length;
    const shuffled = random.shuffle(entries);
    const own = Object.fromEntries(shuffled.slice(0, cut));
    const other = isSplit ? Object.fromEntries(shuffled.slice(cut)) : own;
    const share = isSplit ? random.choice([0.25, 0.5, 0.75]) : 1;
    const asks = [bid * share, isSplit ? bid * (1 - share) : bid * random.choice([0.5, 1, 2])];
    const [first, second] = asks.map((ask) => decimal(ask, 3));
    const reported = reporting(truth, person, { bid: first, completion: own });
    const text = isSplit
      ? `enters as two vehicles that share its tasks, asking ${shortly(first)} and ${shortly(second)}`
      : `enters a second time with the same tasks, asking ${shortly(second)}`;
    yield {
      person,
      aliases: [truth.vehicles.length],
      reported: { ...reported, vehicles: [...reported.vehicles, { bid: second, completion: other }] },
      text,
    };
  }
}
