import {
  allocateSlots,
  epvisa,
  type MarketMechanism,
  type MarketVehicle,
  mtepvisa,
  type OfferTable,
  optimalSlots,
  pvisa,
  reckonOffers,
  type ScoreForm,
  type ServiceMarket,
  type Surplus,
} from '../../../src/market/index.js';
import { declaredAccuracy, type TwinSettings } from '../../../src/scenario/index.js';
import type { RoadsideUnit } from './roadside-unit.js';
import type { SimulationAward, TwinTask, TwinVehicle, ValueClaim } from './twin-task.js';

/** A task that a round granted. */
export interface Grant {
  readonly task: TwinTask;
  /** What its vehicle pays for it, if it is synchronised in time. */
  readonly payment: number;
  /** Upload and computing time as reckoned, s. */
  readonly promised: number;
  readonly award: SimulationAward | undefined;
  readonly claim: ValueClaim;
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
function byVehicle(tasks: readonly TwinTask[]): TwinTask[][] {
  const groups: TwinTask[][] = [];
  const places = new Map<number, number>();
  for (const task of tasks) {
    const { number } = task.vehicle;
    const place = places.get(number);
    if (place === undefined) {
      places.set(number, groups.length);
      groups.push([task]);
    } else groups[place].push(task);
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
  /** By vehicle of the market. */
  readonly #groups: readonly (readonly TwinTask[])[];

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
    this.#groups = byVehicle(tasks);
    const coming = Math.min(market.slots, tasks.length);
    const up = settings.unit.uplinkBandwidth / (unit.uplink.active + coming);
    const down = settings.unit.downlinkBandwidth / (unit.downlink.active + coming);
    this.market = {
      rsu: { cpu: settings.unit.cpu, gpu: settings.unit.gpu },
      simulators: settings.simulators.map(({ size, work }) => ({ size, work })),
      vehicles: this.#groups.map((own): MarketVehicle => {
        const { vehicle } = own[0];
        return {
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
        };
      }),
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
    const { mechanism, slots, score, pricing, yardstick } = this.#settings.market;
    const optimum = yardstick ? optimalSlots(this.offers, this.#slotsOf(mechanism)).surplus.total : undefined;
    if (mechanism === 'first-come') return { ...this.#firstCome(slots), optimum };
    if (mechanism === 'slots') return { ...this.#inSlots(slots, score), optimum };
    const { vehicle, vehiclePayment, surplus, simulatorPerTask, simulatorPayments } = ofOneVehicle[mechanism](
      this.market,
      { score, pricing },
    );
    if (vehicle === null) return { grants: [], surplus: noSurplus, optimum };
    const grants: Grant[] = [];
    const claim = { isCounted: false };
    const payment = vehiclePayment / simulatorPerTask.filter((simulator) => simulator !== null).length;
    for (const [n, simulator] of simulatorPerTask.entries())
      if (simulator !== null)
        grants.push(this.#grantOf(vehicle, n, claim, payment, simulator, simulatorPayments[n]));
    return { grants, surplus, optimum };
  }

  /** By MTEPViSA for several slots. */
  #inSlots(slots: number, score: ScoreForm): Omit<RoundOutcome, 'optimum'> {
    const { taskStart } = this.offers;
    const { simulator, simulatorPayment, granted, payment, surplus } = allocateSlots(
      this.offers,
      slots,
      score,
    );
    const grants: Grant[] = [];
    for (let vehicle = 0; vehicle < granted.length; vehicle++) {
      if (granted[vehicle] === 0) continue;
      const claim = { isCounted: false };
      const each = payment[vehicle] / granted[vehicle];
      for (let task = taskStart[vehicle]; task < taskStart[vehicle + 1]; task++) {
        if (simulator[task] < 0) continue;
        const n = task - taskStart[vehicle];
        grants.push(this.#grantOf(vehicle, n, claim, each, simulator[task], simulatorPayment[task]));
      }
    }
    return { grants, surplus };
  }

  /** Tasks that the optimum may grant: as many as the mechanism can at most. */
  #slotsOf(mechanism: TwinSettings['market']['mechanism']): number {
    if (mechanism === 'slots' || mechanism === 'first-come') return this.#settings.market.slots;
    return Math.max(...this.#groups.map((own) => own.length));
  }

  #firstCome(slots: number): Omit<RoundOutcome, 'optimum'> {
    const claims = new Map<TwinVehicle, ValueClaim>();
    let twin = 0;
    const grants = this.#tasks.slice(0, slots).map((task) => {
      let claim = claims.get(task.vehicle);
      if (claim === undefined) {
        claim = { isCounted: false };
        claims.set(task.vehicle, claim);
        twin += this.market.accuracy * task.vehicle.value;
      }
      return { task, payment: 0, promised: this.#promised(task), award: undefined, claim };
    });
    return { grants, surplus: { ...noSurplus, twin, total: twin } };
  }

  #promised(task: TwinTask): number {
    const index = this.#groups.findIndex((own) => own[0].vehicle === task.vehicle);
    const { uplinkRate } = this.market.vehicles[index];
    return (8 * task.size) / uplinkRate + (task.size * task.work) / this.market.rsu.cpu;
  }

  /**
   * What a task is granted.
   * @param n number of the task of its vehicle
   * @param payment what its vehicle pays for it
   * @param simulator who won it, and what that one pays
   */
  #grantOf(
    vehicle: number,
    n: number,
    claim: ValueClaim,
    payment: number,
    simulator: number,
    simulatorPayment: number,
  ): Grant {
    const { taskStart, upload, computation, simulations, quality, duration } = this.offers;
    const { gamma, vehicles, simulators } = this.market;
    const task = taskStart[vehicle] + n;
    const offer = task * simulators.length + simulator;
    const count = simulations[offer];
    const { size, work } = simulators[simulator];
    const worth = duration[offer] * (simulator === 0 ? gamma : 1) * vehicles[vehicle].value * quality[offer];
    return {
      task: this.#groups[vehicle][n],
      payment,
      promised: upload[task] + computation[task],
      award: count > 0 ? { simulator, count, size, work, payment: simulatorPayment, worth } : undefined,
      claim,
    };
  }
}
