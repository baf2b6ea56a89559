import type { RoadNetwork } from '../../../src/network/index.js';
import type { Scenario } from '../../../src/scenario/index.js';
import {
  type LinkTimes,
  type LinkTravelTimeModel,
  pathThrough,
  remainingTimeFraction,
  timeFractionBetween,
  tripPredictor,
} from '../../../src/traveltime/index.js';
import type { Fleet, WatchedVehicles } from '../../traffic/traffic.js';
import type { Geofence } from './geofence.js';
import type { ConnectedFleet } from './vehicle-types.js';

/** When a connected vehicle is expected at a point. */
export interface ExpectedArrival {
  readonly point: number;
  readonly vehicle: number;
  readonly type: number;
  /** Probability of arriving in each slot from now on. */
  readonly probability: readonly number[];
}

/** What forecasts are made with. */
export interface ForecastInputs {
  readonly network: RoadNetwork;
  readonly model: LinkTravelTimeModel;
  readonly settings: Scenario['travelTime'];
  readonly points: readonly Geofence[];
  readonly connected: ConnectedFleet;
}

/**
 * Forecasts which connected vehicles arrive at the points of interest in the next slots: the travel-time distribution of the rest of each
 * vehicle's route up to the geofence, which it tells because it is connected (TBUMA, section 3.3).
 * @param time simulated time, s, of the columns
 * @param slotLength s
 * @param slots how many slots from now on
 * @returns those with a probability of at least 1e-6 to come within these slots
 */
export function forecastArrivals(
  watched: WatchedVehicles,
  fleet: Fleet,
  time: number,
  slotLength: number,
  slots: number,
  inputs: ForecastInputs,
): ExpectedArrival[] {
  const { network, model, settings, points, connected } = inputs;
  const boundaries = Array.from({ length: slots }, (_, k) => (k + 1) * slotLength);
  const slot = Math.max(0, Math.min(model.slots - 1, Math.floor((time - model.start) / model.slotLength)));
  const timesOf = (link: number): LinkTimes => ({
    length: network.lengths[link],
    freeFlowTime: network.freeFlowTimes[link],
    meanTime: model.mean[link * model.slots + slot],
  });
  const byLink = new Map<number, { readonly point: number; readonly offset: number }[]>();
  for (const [point, { entries }] of points.entries())
    for (const { link, offset } of entries)
      byLink.set(link, [...(byLink.get(link) ?? []), { point, offset }]);

  const expected: ExpectedArrival[] = [];
  for (let row = 0; row < watched.count; row++) {
    const vehicle = watched.vehicle[row];
    const type = connected.typeOf(vehicle, fleet.id(vehicle));
    if (type < 0) continue;
    const route = fleet.route(vehicle);
    const first = watched.routeIndex[row];
    const position = watched.position[row];
    // Whoever needs the horizon at free flow does not come within it.
    let least = -Math.min(position, network.lengths[route[first]]) / network.lengths[route[first]];
    least *= network.freeFlowTimes[route[first]];
    let predictor: ReturnType<typeof tripPredictor> | undefined;
    for (let m = first; m < route.length && least < slots * slotLength; m++) {
      const link = route[m];
      for (const { point, offset } of byLink.get(link) ?? []) {
        if (m === first && offset <= position) continue;
        predictor ??= tripPredictor(
          pathThrough(
            model,
            route.subarray(first),
            remainingTimeFraction(position, timesOf(route[first]), settings.position),
            time,
          ),
          settings.estimator,
        );
        const fraction = timeFractionBetween(
          m === first ? position : 0,
          offset,
          timesOf(link),
          settings.position,
        );
        const { completion } = predictor.task(m - first, fraction, 0, boundaries);
        const probability = Array.from(completion, (q) => Math.min(1, Math.max(0, q)));
        if (probability.reduce((sum, q) => sum + q, 0) > 1e-6)
          expected.push({ point, vehicle, type, probability });
      }
      least += network.freeFlowTimes[link];
    }
  }
  return expected;
}
