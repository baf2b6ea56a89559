import type { RoadNetwork } from '../../../src/network/index.js';
import type { Fleet, WatchedVehicles } from '../../traffic/traffic.js';
import { atEndOfRoute, type Progress, passedAfter } from '../crowdsourcing/passing.js';
import type { Geofence } from './geofence.js';

/** A vehicle that entered a geofence within a traffic step. */
export interface Entered {
  readonly point: number;
  readonly vehicle: number;
  /** Share of the step after which it did, in [0, 1]. */
  readonly share: number;
}

/** Watches all vehicles and tells which of them enter the geofences. Teleports are not arrivals. */
export class ArrivalWatch {
  readonly #network: RoadNetwork;
  /** By link: the points whose geofence it enters, and where. */
  readonly #entries = new Map<number, { readonly point: number; readonly offset: number }[]>();
  /** Where each vehicle of the step before was, by number. */
  #before = new Map<number, Progress>();

  constructor(network: RoadNetwork, points: readonly Geofence[]) {
    this.#network = network;
    for (const [point, { entries }] of points.entries())
      for (const { link, offset } of entries) {
        const list = this.#entries.get(link);
        if (list === undefined) this.#entries.set(link, [{ point, offset }]);
        else list.push({ point, offset });
      }
  }

  /**
   * The arrivals of a step, in the order of time, then vehicle.
   */
  step(watched: WatchedVehicles, fleet: Fleet): Entered[] {
    const found: Entered[] = [];
    const now = new Map<number, Progress>();
    for (let row = 0; row < watched.count; row++) {
      const vehicle = watched.vehicle[row];
      const after = {
        routeIndex: watched.routeIndex[row],
        position: watched.position[row],
        driven: watched.driven[row],
      };
      now.set(vehicle, after);
      const before = this.#before.get(vehicle);
      if (before !== undefined) this.#between(vehicle, fleet.route(vehicle), before, after, found);
    }
    for (const vehicle of watched.left) {
      const before = this.#before.get(vehicle);
      const route = fleet.route(vehicle);
      // A vehicle that is not on its last link was lifted by a teleport.
      if (before === undefined || before.routeIndex < route.length - 1) continue;
      const lengths = Float64Array.from(route, (link) => this.#network.lengths[link]);
      this.#between(vehicle, route, before, atEndOfRoute(before, lengths), found);
    }
    this.#before = now;
    return found.sort((a, b) => a.share - b.share || a.vehicle - b.vehicle || a.point - b.point);
  }

  #between(vehicle: number, route: Int32Array, before: Progress, after: Progress, found: Entered[]): void {
    const moved = after.driven > before.driven && after.routeIndex >= before.routeIndex;
    if (!moved) return;
    for (let routeIndex = before.routeIndex; routeIndex <= after.routeIndex; routeIndex++) {
      const entries = this.#entries.get(route[routeIndex]);
      if (entries === undefined) continue;
      const lengths = {
        length: route.length,
        ...this.#lengthsAround(route, before.routeIndex, after.routeIndex),
      };
      for (const { point, offset } of entries) {
        const share = passedAfter(before, after, { routeIndex, offset }, lengths);
        // One that stands at the very place has passed it in an earlier step.
        const isAhead = routeIndex > before.routeIndex || offset > before.position;
        if (share !== undefined && isAhead) found.push({ point, vehicle, share });
      }
    }
  }

  #lengthsAround(route: Int32Array, from: number, to: number): Record<number, number> {
    const lengths: Record<number, number> = {};
    for (let m = from; m <= to; m++) lengths[m] = this.#network.lengths[route[m]];
    return lengths;
  }
}
