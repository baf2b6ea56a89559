import type { BidMarket, TimedBid } from '../../recruitment/index.js';
import type { Probe } from '../settlement.js';
import type { ProbeContext } from '../subject.js';
import type { SteppedMarket } from './bid-instances.js';
import { decimal, otherAsks, shortly, withEntry } from './decimals.js';

type Context = ProbeContext<SteppedMarket>;

function reporting(truth: SteppedMarket, person: number, bids: readonly TimedBid[]): SteppedMarket {
  return { ...truth, vehicles: withEntry(truth.vehicles, person, { bids }) };
}

function* persons({ honest, random, count }: Context, winnersOnly: boolean): Iterable<number> {
  const all = honest.won.flatMap((won, i) => (won || !winnersOnly ? [i] : []));
  if (all.length > 0) for (let n = 0; n < count; n++) yield random.choice(all);
}

function pricesOf({ vehicles }: BidMarket): number[] {
  return vehicles.flatMap(({ bids }) => bids.map(({ price }) => price));
}

/** Another price of one of its bids, of any vehicle. */
export function* bidPrices(context: Context): Iterable<Probe<SteppedMarket>> {
  const { truth, honest, random } = context;
  const all = pricesOf(truth);
  for (const person of persons(context, false)) {
    const { bids } = truth.vehicles[person];
    const k = random.integer(0, bids.length - 1);
    const { price } = bids[k];
    const [ask] = otherAsks(random, price, honest.paid[person], all, 1);
    if (ask === price) continue;
    const which = bids.length > 1 ? ` for bid ${k}` : '';
    const text = `asks ${shortly(ask)} in place of ${shortly(price)}${which}`;
    yield {
      person,
      reported: reporting(truth, person, withEntry(bids, k, { ...bids[k], price: ask })),
      text,
    };
  }
}

/** Another price of a winner's only bid: monotonicity and critical payments are about single bids. */
export function* winnersBidPrices(context: Context): Iterable<Probe<SteppedMarket>> {
  const { truth, honest, random } = context;
  const all = pricesOf(truth);
  for (const person of persons(context, true)) {
    const { bids } = truth.vehicles[person];
    if (bids.length !== 1) continue;
    const [bid] = bids;
    const [ask] = otherAsks(random, bid.price, honest.paid[person], all, 1);
    const text = `asks ${shortly(ask)} in place of ${shortly(bid.price)}`;
    yield { person, ask, reported: reporting(truth, person, [{ ...bid, price: ask }]), text };
  }
}

/** Some of its bids are not submitted. */
export function* withheldBids(context: Context): Iterable<Probe<SteppedMarket>> {
  const { truth, random } = context;
  for (const person of persons(context, false)) {
    const { bids } = truth.vehicles[person];
    if (bids.length < 2) continue;
    const numbers = [...bids.keys()];
    const kept = random.sample(numbers, random.integer(1, bids.length - 1)).sort((a, b) => a - b);
    const hidden = numbers.filter((k) => !kept.includes(k));
    const reported = reporting(
      truth,
      person,
      kept.map((k) => bids[k]),
    );
    yield { person, reported, origins: [kept], text: `withholds bid ${hidden.join(', ')}` };
  }
}

/** Some tasks of a bid are left out, at the true price. */
export function* smallerBids(context: Context): Iterable<Probe<SteppedMarket>> {
  const { truth, random } = context;
  for (const person of persons(context, false)) {
    const { bids } = truth.vehicles[person];
    const k = random.integer(0, bids.length - 1);
    const tasks = Object.keys(bids[k].etc);
    if (tasks.length < 2) continue;
    const hidden = random.sample(tasks, random.integer(1, tasks.length - 1)).sort();
    const etc = Object.fromEntries(Object.entries(bids[k].etc).filter(([j]) => !hidden.includes(j)));
    const which = bids.length > 1 ? ` of bid ${k}` : '';
    const text = `hides task ${hidden.join(', ')}${which}`;
    yield { person, reported: reporting(truth, person, withEntry(bids, k, { ...bids[k], etc })), text };
  }
}

/** A vehicle enters as two that share the tasks of one of its bids; what it wins under either name it drives once. */
export function* secondBidders(context: Context): Iterable<Probe<SteppedMarket>> {
  const { truth, random } = context;
  for (const person of persons(context, false)) {
    const { bids } = truth.vehicles[person];
    const k = random.integer(0, bids.length - 1);
    const entries = random.shuffle(Object.entries(bids[k].etc));
    if (entries.length < 2) continue;
    const cut = random.integer(1, entries.length - 1);
    const share = random.choice([0.25, 0.5, 0.75]);
    const part = (from: number, to: number, price: number): TimedBid => ({
      price: decimal(price, 3),
      etc: Object.fromEntries(entries.slice(from, to)),
    });
    const { price } = bids[k];
    const own = part(0, cut, price * share);
    const other = part(cut, entries.length, price * (1 - share));
    const reported = reporting(truth, person, [own]);
    yield {
      person,
      aliases: [truth.vehicles.length],
      origins: [[k], [k]],
      reported: { ...reported, vehicles: [...reported.vehicles, { bids: [other] }] },
      text: `enters as two vehicles that share the tasks of bid ${k}, asking ${shortly(own.price)} and ${shortly(other.price)}`,
    };
  }
}
