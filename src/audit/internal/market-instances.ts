import type { NormalisedMarket, NormalisedVehicle, TwinTask } from '../../market/index.js';
import type { RandomStream } from '../../random/index.js';
import { computationLatency, shannonRate, transmissionLatency } from '../../twin/index.js';
import type { InstanceSource } from '../subject.js';
import { between, decimal, nearby, rounderThan, withEntry, without } from './decimals.js';

/** Whether every task of every vehicle can keep its deadline, which the mechanisms take for granted. */
function isFeasible({ rsu, vehicles }: NormalisedMarket): boolean {
  return vehicles.every(({ gain, power, noiseUp, tasks }) => {
    const rate = shannonRate(rsu.uplinkBandwidth, gain, power, noiseUp);
    return tasks.every(
      ({ size, work, deadline }) =>
        transmissionLatency(size, rate) + computationLatency(size, work, rsu.cpu) < deadline,
    );
  });
}

function randomTask(stream: RandomStream): TwinTask {
  return {
    size: between(stream, 0.05, 0.3),
    work: between(stream, 0.1, 1),
    deadline: between(stream, 0.6, 2),
  };
}

function randomVehicle(stream: RandomStream, simulators: number, isTied: boolean): NormalisedVehicle {
  const each = (draw: () => number): number[] => Array.from({ length: simulators }, draw);
  const tied = { size: 0.1, work: 0.5, deadline: stream.choice([1, 2]) };
  const tasks = Array.from({ length: stream.integer(1, 2) }, () => (isTied ? tied : randomTask(stream)));
  return {
    value: isTied ? stream.choice([0.25, 0.5, 1]) : between(stream, 0.05, 1),
    gain: isTied ? 1 : between(stream, 0.3, 1.5),
    power: isTied ? 1 : between(stream, 0.3, 1),
    noiseUp: 1,
    noiseDown: 1,
    tasks,
    preferences: each(() => stream.integer(isTied ? 1 : 0, isTied ? 2 : 5)),
    generativeScores: each(() => (isTied ? 0.5 : between(stream, 0.1, 1))),
    ...(stream.bernoulli(0.5) ? { cache: stream.integer(1, 4) } : {}),
  };
}

function round(stream: RandomStream, isTied: boolean): NormalisedMarket {
  const simulators = Array.from({ length: stream.integer(2, 4) }, () => ({
    size: isTied ? 0.5 : between(stream, 0.1, 1),
    work: isTied ? 1 : between(stream, 0.5, 3),
  }));
  return {
    rsu: { uplinkBandwidth: 20, downlinkBandwidth: 20, cpu: 3.6, gpu: 19, power: 2.5 },
    simulators,
    vehicles: Array.from({ length: stream.integer(1, 4) }, () =>
      randomVehicle(stream, simulators.length, isTied),
    ),
    theta: stream.choice([0.5, 0.8, 1]),
    gamma: stream.choice([1, 1, 2]),
    alpha: stream.choice([1, 1, 1.2, 2]),
    drivingBid: isTied ? stream.choice([0.25, 0.5, 1]) : between(stream, 0, 1),
    accuracy: 0.5,
    matchQuality: stream.choice(['journal', 'conference'] as const),
    simulations: 'serial',
    wholeSimulations: false,
  };
}

function feasible(stream: RandomStream, isTied: boolean): NormalisedMarket {
  for (;;) {
    const market = round(stream, isTied);
    if (isFeasible(market)) return market;
  }
}

function mutateVehicle(vehicle: NormalisedVehicle, stream: RandomStream): NormalisedVehicle {
  const what = stream.integer(0, 4);
  if (what === 0) return { ...vehicle, value: nearby(stream, vehicle.value) };
  if (what === 1) return { ...vehicle, gain: Math.max(0.1, nearby(stream, vehicle.gain)) };
  if (what === 2) {
    const n = stream.integer(0, vehicle.tasks.length - 1);
    return { ...vehicle, tasks: withEntry(vehicle.tasks, n, randomTask(stream)) };
  }
  const k = stream.integer(0, vehicle.preferences.length - 1);
  if (what === 3) {
    const preferences = withEntry(vehicle.preferences, k, stream.integer(0, 5));
    return { ...vehicle, preferences };
  }
  const generativeScores = withEntry(vehicle.generativeScores, k, between(stream, 0.1, 1));
  return { ...vehicle, generativeScores };
}

function mutate(market: NormalisedMarket, stream: RandomStream): NormalisedMarket {
  const { vehicles, simulators } = market;
  const what = stream.next();
  const i = stream.integer(0, vehicles.length - 1);
  let next: NormalisedMarket;
  if (what < 0.1) next = { ...market, drivingBid: nearby(stream, market.drivingBid) };
  else if (what < 0.2) next = { ...market, alpha: stream.choice([1, 1.1, 1.5, 2]) };
  else if (what < 0.35 && vehicles.length < 5)
    next = { ...market, vehicles: [...vehicles, randomVehicle(stream, simulators.length, false)] };
  else if (what < 0.45 && vehicles.length > 1) next = { ...market, vehicles: without(vehicles, i) };
  else next = { ...market, vehicles: withEntry(vehicles, i, mutateVehicle(vehicles[i], stream)) };
  return isFeasible(next) ? next : market;
}

function withoutSimulator(market: NormalisedMarket, k: number): NormalisedMarket {
  const vehicles = market.vehicles.map((vehicle) => ({
    ...vehicle,
    preferences: without(vehicle.preferences, k),
    generativeScores: without(vehicle.generativeScores, k),
  }));
  return { ...market, simulators: without(market.simulators, k), vehicles };
}

function* simplifyVehicle(vehicle: NormalisedVehicle): Iterable<NormalisedVehicle> {
  const { tasks, preferences, generativeScores, cache: _, ...rest } = vehicle;
  const lists = { tasks, preferences, generativeScores };
  if (tasks.length > 1) for (const n of tasks.keys()) yield { ...vehicle, tasks: without(tasks, n) };
  if (vehicle.cache !== undefined) yield { ...rest, ...lists };
  for (const key of ['gain', 'power'] as const) if (vehicle[key] !== 1) yield { ...vehicle, [key]: 1 };
  for (const rounder of rounderThan(vehicle.value)) yield { ...vehicle, value: rounder };
  for (const [n, task] of tasks.entries())
    for (const key of ['size', 'work', 'deadline'] as const)
      for (const rounder of rounderThan(task[key]))
        if (rounder > 0) yield { ...vehicle, tasks: withEntry(tasks, n, { ...task, [key]: rounder }) };
  for (const k of preferences.keys())
    for (const simple of [0, 1, 2])
      if (preferences[k] > simple) yield { ...vehicle, preferences: withEntry(preferences, k, simple) };
  for (const [k, score] of generativeScores.entries())
    if (score !== 0.5 && score !== 1)
      for (const simple of [0.5, 1])
        yield { ...vehicle, generativeScores: withEntry(generativeScores, k, simple) };
}

function* simplifyAny(market: NormalisedMarket): Iterable<NormalisedMarket> {
  const { vehicles, simulators } = market;
  for (let i = vehicles.length - 1; i >= 0 && vehicles.length > 1; i--)
    yield { ...market, vehicles: without(vehicles, i) };
  for (let k = simulators.length - 1; k > 0 && simulators.length > 2; k--) yield withoutSimulator(market, k);
  for (const key of ['theta', 'gamma', 'alpha'] as const)
    if (market[key] !== 1) yield { ...market, [key]: 1 };
  for (const rounder of rounderThan(market.drivingBid)) yield { ...market, drivingBid: rounder };
  if (market.matchQuality !== 'journal') yield { ...market, matchQuality: 'journal' };
  for (const [k, simulator] of simulators.entries())
    for (const key of ['size', 'work'] as const)
      for (const rounder of rounderThan(simulator[key]))
        if (rounder > 0)
          yield { ...market, simulators: withEntry(simulators, k, { ...simulator, [key]: rounder }) };
  for (const [i, vehicle] of vehicles.entries())
    for (const simpler of simplifyVehicle(vehicle))
      yield { ...market, vehicles: withEntry(vehicles, i, simpler) };
}

function* simplify(market: NormalisedMarket): Iterable<NormalisedMarket> {
  for (const simpler of simplifyAny(market)) if (isFeasible(simpler)) yield simpler;
}

/** Small rounds of a roadside unit: up to 5 vehicles with one or two tasks, all of which can keep their deadlines, 4 simulators. */
export const marketInstances: InstanceSource<NormalisedMarket> = {
  random: (stream) => feasible(stream, false),
  tied: (stream) => feasible(stream, true),
  mutate,
  simplify,
};

/** A deadline for lies, decimal. */
export function otherDeadline(stream: RandomStream, deadline: number): number {
  return decimal(deadline * stream.choice([0.8, 1.1, 1.5, 2, 5, 20]));
}
