import {
  type NormalisedMarket,
  type NormalisedVehicle,
  normalisedMarket,
  offerTable,
} from '../../market/index.js';
import type { Probe } from '../settlement.js';
import type { ProbeContext } from '../subject.js';
import { decimal, otherAsks, shortly, withEntry } from './decimals.js';
import { otherDeadline } from './market-instances.js';

/** Persons of a round: the vehicles, then the traffic simulators from 1 on, then the driving simulator. */
type Context = ProbeContext<NormalisedMarket>;

function reporting(truth: NormalisedMarket, person: number, vehicle: NormalisedVehicle): NormalisedMarket {
  return { ...truth, vehicles: withEntry(truth.vehicles, person, vehicle) };
}

function* bidding(context: Context, winnersOnly: boolean): Iterable<Probe<NormalisedMarket>> {
  const { truth, honest, random, count } = context;
  const { vehicles } = truth;
  const persons = [...vehicles.keys()].filter((i) => honest.won[i] || !winnersOnly);
  if (persons.length === 0) return;
  const values = vehicles.map(({ value }) => value);
  for (let n = 0; n < count; n++) {
    const person = random.choice(persons);
    const vehicle = vehicles[person];
    const [bid] = otherAsks(random, vehicle.value, -honest.paid[person], values, 1);
    if (bid === vehicle.value) continue;
    const text = `bids ${shortly(bid)} in place of ${shortly(vehicle.value)}`;
    yield { person, ask: -bid, reported: reporting(truth, person, { ...vehicle, bid }), text };
  }
}

/** Other bids of any vehicle. */
export function vehicleBids(context: Context): Iterable<Probe<NormalisedMarket>> {
  return bidding(context, false);
}

/** Other bids of the vehicle that wins. */
export function winnersBids(context: Context): Iterable<Probe<NormalisedMarket>> {
  return bidding(context, true);
}

/** A vehicle reports another deadline for one of its tasks. */
export function* deadlines({ truth, random, count }: Context): Iterable<Probe<NormalisedMarket>> {
  for (let c = 0; c < count; c++) {
    const person = random.integer(0, truth.vehicles.length - 1);
    const vehicle = truth.vehicles[person];
    const n = random.integer(0, vehicle.tasks.length - 1);
    const { deadline } = vehicle.tasks[n];
    const reported = otherDeadline(random, deadline);
    if (reported === deadline) continue;
    const tasks = withEntry(vehicle.tasks, n, { ...vehicle.tasks[n], deadline: reported });
    yield {
      person,
      reported: reporting(truth, person, { ...vehicle, tasks }),
      text: `reports a deadline of ${shortly(reported)} s in place of ${shortly(deadline)} s for task ${n}`,
    };
  }
}

type Bids = (number | null)[][];

function honestBids({ tasks, preferences }: NormalisedVehicle, more = 0): Bids {
  return tasks.map(() => Array.from({ length: preferences.length - 1 + more }, () => null));
}

/** U of each simulator for each task of a vehicle, `[n][k]`. */
function worths(truth: NormalisedMarket, vehicle: number): number[][] {
  const table = offerTable(normalisedMarket(truth));
  return truth.vehicles[vehicle].tasks.map((_, n) => {
    const first = (table.taskStart[vehicle] + n) * table.simulators;
    return [...table.worth.subarray(first, first + table.simulators)];
  });
}

/** A traffic simulator bids something else for the tasks of one vehicle, whether or not that vehicle would win. */
export function* simulatorBids({ truth, random, count }: Context): Iterable<Probe<NormalisedMarket>> {
  const people = truth.vehicles.length;
  for (let c = 0; c < count; c++) {
    const k = random.integer(1, truth.simulators.length - 1);
    const target = random.integer(0, people - 1);
    const factor = random.choice([0, 0.5, 0.9, 1.1, 2, 10]);
    const worth = worths(truth, target);
    const vehicle = truth.vehicles[target];
    const bids = honestBids(vehicle).map((row, n) => withEntry(row, k - 1, decimal(worth[n][k] * factor, 3)));
    yield {
      person: people + k - 1,
      reported: reporting(truth, target, { ...vehicle, simulatorBids: bids }),
      text: `bids ${bids.map((row) => row[k - 1]).join(', ')} in place of ${worth.map((row) => shortly(row[k])).join(', ')} for the tasks of vehicle ${target}`,
    };
  }
}

/** A vehicle enters a second time with another bid; it is served once, whichever name wins. */
export function* secondVehicles({ truth, random, count }: Context): Iterable<Probe<NormalisedMarket>> {
  const { vehicles } = truth;
  for (let c = 0; c < count; c++) {
    const person = random.integer(0, vehicles.length - 1);
    const vehicle = vehicles[person];
    const bid = decimal(vehicle.value * random.choice([0, 0.25, 0.5, 0.9, 1, 1.5]), 3);
    const weaker = random.bernoulli(0.5) ? vehicle.tasks : vehicle.tasks.slice(0, 1);
    yield {
      person,
      aliases: [vehicles.length],
      reported: { ...truth, vehicles: [...vehicles, { ...vehicle, bid, tasks: weaker }] },
      text: `enters a second time, bidding ${shortly(bid)}`,
    };
  }
}

/** The round with one more traffic simulator, like another one in size, that bids what is given for the tasks of one vehicle. */
function withFalseSimulator(
  truth: NormalisedMarket,
  like: number,
  target: number,
  bids: readonly number[],
): NormalisedMarket {
  return {
    ...truth,
    simulators: [...truth.simulators, truth.simulators[like]],
    vehicles: truth.vehicles.map((vehicle, i) => ({
      ...vehicle,
      preferences: [...vehicle.preferences, 0],
      generativeScores: [...vehicle.generativeScores, 0],
      simulatorBids: honestBids(vehicle, 1).map((row, n) =>
        withEntry(row, row.length - 1, i === target ? bids[n] : 0),
      ),
    })),
  };
}

function* falseSimulators(context: Context, isDriving: boolean): Iterable<Probe<NormalisedMarket>> {
  const { truth, honest, random, count } = context;
  const traffic = truth.simulators.length - 1;
  const people = truth.vehicles.length;
  const winner = honest.won.slice(0, people).indexOf(true);
  for (let c = 0; c < count; c++) {
    const k = isDriving ? 0 : random.integer(1, traffic);
    const target = winner >= 0 && random.bernoulli(0.8) ? winner : random.integer(0, people - 1);
    const share = random.choice([0.3, 0.5, 0.9, 0.99, 1.01, 1.5]);
    const bids = worths(truth, target).map((row) => decimal(Math.max(...row.slice(1)) * share, 3));
    yield {
      person: isDriving ? people + traffic : people + k - 1,
      aliases: [truth.simulators.length],
      reported: withFalseSimulator(truth, isDriving ? 1 : k, target, bids),
      text: `enters as one more traffic simulator that bids ${bids.join(', ')} for the tasks of vehicle ${target}`,
    };
  }
}

/** A traffic simulator enters under one more name, under which it has nothing of use to simulate. */
export function secondSimulators(context: Context): Iterable<Probe<NormalisedMarket>> {
  return falseSimulators(context, false);
}

/** The driving simulator enters as a traffic simulator. */
export function drivingFalseNames(context: Context): Iterable<Probe<NormalisedMarket>> {
  return falseSimulators(context, true);
}
