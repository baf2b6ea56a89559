import type { TraciSession } from '../../src/traci/index.js';

/**
 * The speed, m/s, that a vehicle never exceeds.
 * @param speedLimit the highest limit in the network, m/s
 */
export async function maxSpeedOf(sumo: TraciSession, vehicle: string, speedLimit: number): Promise<number> {
  const [own, factor] = await Promise.all([
    sumo.vehicle.getMaxSpeed(vehicle),
    sumo.vehicle.getSpeedFactor(vehicle),
  ]);
  // Lanes that cars may not use can have a limit that the network does not tell: hence the margin.
  return Math.min(own, speedLimit * factor * 1.5);
}
