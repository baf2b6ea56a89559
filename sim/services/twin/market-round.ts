import {
  epvisa,
  type MarketMechanism,
  type MarketVehicle,
  mtepvisa,
  type OfferTable,
  onlineSlots,
  pvisa,
  reckonOffers,
  type ServiceMarket,
  type SlotWinner,
  type Surplus,
  slotsOptimumSurplus,
} from '../../../src/market/index.js';
import { declaredAccuracy, type TwinSettings } from '../../../src/scenario/index.js';
import type { RoadsideUnit } from './roadside-unit.js';
import type { SimulationAward, TwinTask, TwinVehicle } from './twin-task.js';

/** A task that a round granted. */
export interface Grant {
  readonly task: TwinTask;
  /** What its vehicle pays for it, if it is synchronised in time. */
  readonly payment: number;
  /** Upload and computing time as reckoned, s. */
  readonly promised: number;
  readonly award: SimulationAward | undefined;
}

/** What a round brought. */
export interface RoundOutcome {
  readonly grants: readonly Grant[];
  /** As the market reckons it, if everything comes as promised. */
  readonly surplus: Surplus;
  /** Of the omniscient optimum; undefined when it is not asked for. */
  readonly optimum: number | undefined;
}

const noSurplus: Surplus = { twin: 0, traffic: 0, driving: 0, total: 0 };

const ofOneVehicle: Readonly<Record<'mtepvisa' | 'epvisa' | 'pvisa', MarketMechanism>> = {
  mtepvisa,
  epvisa,
  pvisa,
};

/** The tasks of each vehicle, vehicles in the order of their oldest task. */
function byVehicle(tasks: readonly TwinTask[]): Map<TwinVehicle, TwinTask[]> {
  const groups = new Map<TwinVehicle, TwinTask[]>();
  for (const task of tasks) {
    const group = groups.get(task.vehicle);
    if (group === undefined) groups.set(task.vehicle, [task]);
    else group.push(task);
  }
  return groups;
}

/**
 * One round of a unit's market on the tasks that wait there. Rates are reckoned as the share of the band that a transfer has when
 * the tasks of a round are added to those under way; the processors as if the task were alone, as the papers do.
 * @param alpha price scaling factor, from past rounds
 * @param now simulated time, s
 * @param accuracy of the twins; by default as the scenario declares it
 */
export class MarketRound {
  readonly market: ServiceMarket;
  /** What every task could bring with every simulator. */
  readonly offers: OfferTable;
  readonly #settings: TwinSettings;
  readonly #tasks: readonly TwinTask[];
  readonly #groups: readonly (readonly [TwinVehicle, readonly TwinTask[]])[];

  constructor(
    unit: RoadsideUnit,
    tasks: readonly TwinTask[],
    settings: TwinSettings,
    alpha: number,
    now: number,
    accuracy = declaredAccuracy(settings),
  ) {
    const { market } = settings;
    this.#settings = settings;
    this.#tasks = tasks;
    this.#groups = [...byVehicle(tasks)];
    const coming = Math.min(market.slots, tasks.length);
    const up = settings.unit.uplinkBandwidth / (unit.uplink.active + coming);
    const down = settings.unit.downlinkBandwidth / (unit.downlink.active + coming);
    this.market = {
      rsu: { cpu: settings.unit.cpu, gpu: settings.unit.gpu },
      simulators: settings.simulators.map(({ size, work }) => ({ size, work })),
      vehicles: this.#groups.map(
        ([vehicle, own]): MarketVehicle => ({
          value: vehicle.value,
          uplinkRate: up * vehicle.uplinkEfficiency,
          downlinkRate: down * vehicle.downlinkEfficiency,
          tasks: own.map(({ size, work, deadline }) => ({
            size,
            work,
            deadline: Math.max(0, deadline - now),
          })),
          preferences: vehicle.preferences,
          generativeScores: vehicle.generativeScores,
          cache: vehicle.cache,
        }),
      ),
      theta: market.theta,
      gamma: market.gamma,
      alpha,
      drivingBid: market.drivingBid,
      accuracy,
      matchQuality: market.matchQuality,
      simulations: 'serial',
      wholeSimulations: true,
    };
    this.offers = reckonOffers(this.market);
  }

  /** Decides who is granted. */
  decide(): RoundOutcome {
    const { mechanism, slots, score, yardstick } = this.#settings.market;
    const optimum = yardstick ? slotsOptimumSurplus(this.offers, this.#slotsOf(mechanism)).total : undefined;
    if (mechanism === 'first-come') return { ...this.#firstCome(slots), optimum };
    if (mechanism === 'slots') {
      const { winners, surplus } = onlineSlots(this.offers, slots, score);
      return { grants: winners.flatMap((winner) => this.#grantsOf(winner)), surplus, optimum };
    }
    const { vehicle, vehiclePayment, surplus, ...service } = ofOneVehicle[mechanism](this.market, {
      score,
      pricing: this.#settings.market.pricing,
    });
    if (vehicle === null) return { grants: [], surplus: noSurplus, optimum };
    const grants = this.#grantsOf({ vehicle, payment: vehiclePayment, surplus, ...service });
    return { grants, surplus, optimum };
  }

  /** Tasks that the optimum may grant: as many as the mechanism can at most. */
  #slotsOf(mechanism: TwinSettings['market']['mechanism']): number {
    if (mechanism === 'slots' || mechanism === 'first-come') return this.#settings.market.slots;
    return Math.max(...this.#groups.map(([, own]) => own.length));
  }

  #firstCome(slots: number): Omit<RoundOutcome, 'optimum'> {
    const grants = this.#tasks.slice(0, slots).map((task) => ({
      task,
      payment: 0,
      promised: this.#promised(task),
      award: undefined,
    }));
    const served = new Set(grants.map(({ task }) => task.vehicle));
    let twin = 0;
    for (const { value } of served) twin += this.market.accuracy * value;
    return { grants, surplus: { ...noSurplus, twin, total: twin } };
  }

  #promised(task: TwinTask): number {
    const index = this.#groups.findIndex(([vehicle]) => vehicle === task.vehicle);
    const { uplinkRate } = this.market.vehicles[index];
    return (8 * task.size) / uplinkRate + (task.size * task.work) / this.market.rsu.cpu;
  }

  #grantsOf({ vehicle, payment, simulatorPerTask, simulatorPayments, tasks }: SlotWinner): Grant[] {
    const own = this.#groups[vehicle][1];
    const { gamma, vehicles } = this.market;
    const grants: Grant[] = [];
    let served = 0;
    for (const simulator of simulatorPerTask) if (simulator !== null) served++;
    for (const [n, simulator] of simulatorPerTask.entries()) {
      if (simulator === null) continue;
      const { simulations, matchQuality, total, uplink, compute } = tasks[n];
      const { size, work } = this.#settings.simulators[simulator];
      const worth = total * (simulator === 0 ? gamma : 1) * vehicles[vehicle].value * matchQuality;
      grants.push({
        task: own[n],
        payment: payment / served,
        promised: uplink + compute,
        award:
          simulations > 0
            ? { simulator, count: simulations, size, work, payment: simulatorPayments[n], worth }
            : undefined,
      });
    }
    return grants;
  }
}
