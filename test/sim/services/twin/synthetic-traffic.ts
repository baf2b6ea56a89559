import type { Fleet, WatchedVehicles } from '../../../../sim/traffic/traffic.js';

/** A vehicle at a place, on the first link of its route. */
export interface Sight {
  readonly vehicle: number;
  readonly x: number;
  readonly y: number;
  /** Distance from the start of the link, m; 0 by default. */
  readonly position?: number;
}

/** Vehicles after a traffic step as the service is told them. @param left vehicles that are there no more */
export function watchedAt(sights: readonly Sight[], left: readonly number[] = []): WatchedVehicles {
  const count = sights.length;
  return {
    count,
    vehicle: Int32Array.from(sights, ({ vehicle }) => vehicle),
    link: new Int32Array(count),
    routeIndex: new Int32Array(count),
    position: Float64Array.from(sights, ({ position = 0 }) => position),
    driven: new Float64Array(count),
    speed: new Float64Array(count),
    x: Float64Array.from(sights, ({ x }) => x),
    y: Float64Array.from(sights, ({ y }) => y),
    entered: [],
    left,
  };
}

/** A fleet in which all have one route. */
export function fleetOn(route: readonly number[]): Fleet {
  return {
    size: 9,
    id: (vehicle) => `v${vehicle}`,
    type: () => 'car',
    vehicleClass: () => 'passenger',
    route: () => Int32Array.from(route),
  };
}
