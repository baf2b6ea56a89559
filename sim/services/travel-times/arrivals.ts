import type { RoadNetwork } from '../../../src/network/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import {
  type LinkTravelTimeModel,
  normalForecast,
  pathThrough,
  remainingTimeFraction,
  tripPredictor,
} from '../../../src/traveltime/index.js';
import type { Fleet, WatchedVehicles } from '../../traffic/traffic.js';

/** When a vehicle reached the end of a link some way ahead, and what was foretold with and without the observations of the day. */
export interface Arrival {
  readonly vehicle: number;
  /** Which link of its route is to be left. */
  readonly routeIndex: number;
  /** When the forecasts were made, s. */
  readonly made: number;
  /** Seconds from then on. */
  readonly fitted: { readonly mean: number; readonly sd: number };
  readonly updated: { readonly mean: number; readonly sd: number };
  /** Undefined as long as the vehicle has not got there. */
  realised: number | undefined;
}

/** Forecasts look so many links ahead, the one that the vehicle is on included. */
const linksAhead = 5;

/** Forecasts when vehicles on the road will leave a link ahead of them, and notes when they do. */
export class Arrivals {
  readonly fleet: Fleet;
  readonly #network: RoadNetwork;
  readonly #settings: Scenario['travelTime'];
  readonly #all: Arrival[] = [];
  /** By vehicle: arrivals that are still ahead. */
  readonly #ahead = new Map<number, Arrival[]>();

  constructor(fleet: Fleet, network: RoadNetwork, settings: Scenario['travelTime']) {
    this.fleet = fleet;
    this.#network = network;
    this.#settings = settings;
  }

  /** All forecasts so far. */
  get all(): readonly Arrival[] {
    return this.#all;
  }

  /** Makes forecasts for the vehicles of a step that ends at `now`, s, by both models. */
  forecast(
    watched: WatchedVehicles,
    now: number,
    fitted: LinkTravelTimeModel,
    updated: LinkTravelTimeModel,
  ): void {
    for (let row = 0; row < watched.count; row++) {
      const vehicle = watched.vehicle[row];
      const route = this.fleet.route(vehicle);
      const from = watched.routeIndex[row];
      // The last link of a trip is not driven to its end.
      const target = Math.min(from + linksAhead, route.length - 1) - 1;
      if (target < from) continue;
      const path = route.subarray(from, target + 1);
      const by = (model: LinkTravelTimeModel) => this.#timeOf(path, watched.position[row], now, model);
      const arrival: Arrival = {
        vehicle,
        routeIndex: target,
        made: now,
        fitted: by(fitted),
        updated: by(updated),
        realised: undefined,
      };
      this.#all.push(arrival);
      const others = this.#ahead.get(vehicle);
      if (others === undefined) this.#ahead.set(vehicle, [arrival]);
      else others.push(arrival);
    }
  }

  /** Notes who has got where by the end of a step, s. */
  observe({ count, vehicle, routeIndex, left }: WatchedVehicles, time: number): void {
    for (let row = 0; row < count; row++) {
      const waiting = this.#ahead.get(vehicle[row]);
      if (waiting === undefined) continue;
      const open = waiting.filter((arrival) => {
        if (routeIndex[row] <= arrival.routeIndex) return true;
        arrival.realised = time - arrival.made;
        return false;
      });
      if (open.length === 0) this.#ahead.delete(vehicle[row]);
      else this.#ahead.set(vehicle[row], open);
    }
    // Who is gone (lifted by a teleport, say) did not drive the rest.
    for (const id of left) this.#ahead.delete(id);
  }

  #timeOf(
    path: Int32Array,
    position: number,
    now: number,
    model: LinkTravelTimeModel,
  ): { mean: number; sd: number } {
    const { lengths, freeFlowTimes } = this.#network;
    const slot = Math.min(model.slots - 1, Math.max(0, Math.floor((now - model.start) / model.slotLength)));
    const link = {
      length: lengths[path[0]],
      freeFlowTime: freeFlowTimes[path[0]],
      meanTime: model.mean[path[0] * model.slots + slot],
    };
    const ahead = remainingTimeFraction(position, link, this.#settings.position);
    const predictor = tripPredictor(pathThrough(model, path, ahead, now), this.#settings.estimator);
    const n = path.length;
    return { mean: predictor.entryMean[n], sd: Math.sqrt(predictor.entryVariance[n]) };
  }
}

/** Mean continuous ranked probability scores, s, of the arrivals that came about. */
export function arrivalScores(arrivals: readonly Arrival[]): {
  readonly count: number;
  readonly fitted: number;
  readonly updated: number;
} {
  let [count, fitted, updated] = [0, 0, 0];
  for (const arrival of arrivals) {
    if (arrival.realised === undefined) continue;
    count++;
    fitted += normalForecast(arrival.fitted.mean, arrival.fitted.sd).crps(arrival.realised);
    updated += normalForecast(arrival.updated.mean, arrival.updated.sd).crps(arrival.realised);
  }
  return { count, fitted: fitted / count, updated: updated / count };
}
