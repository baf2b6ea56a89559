import type { RandomStreams } from '../../../src/random/index.js';
import type { FreshnessSettings } from '../../../src/scenario/index.js';

/** A type of connected vehicles as a recruiter sees it. */
export interface RecruitableType {
  readonly name: string;
  /** Share of the connected vehicles. */
  readonly share: number;
  /** r, the probability that one report qualifies. */
  readonly capability: number;
  /** c, what one recruited vehicle is paid. */
  readonly cost: number;
}

/**
 * Capability and cost of each type from its sensors: a report qualifies if at least one sensor, each independent of the others, makes it
 * (r = 1 - prod (1 - q)^n over the kinds of sensors), and it costs the base and the data of all sensors. Stated values come first.
 */
export function recruitableTypes({
  types,
  sensors,
}: Pick<FreshnessSettings, 'types' | 'sensors'>): RecruitableType[] {
  return types.map(({ name, share, cameras, lidars, radars, capability, cost }) => {
    const suite = [
      { ...sensors.camera, count: cameras },
      { ...sensors.lidar, count: lidars },
      { ...sensors.radar, count: radars },
    ];
    const miss = suite.reduce((product, { quality, count }) => product * (1 - quality) ** count, 1);
    const paid = suite.reduce((sum, sensor) => sum + sensor.cost * sensor.count, sensors.base);
    return { name, share, capability: capability ?? 1 - miss, cost: cost ?? paid };
  });
}

/** What a vehicle is to the recruiter: drawn once, from a stream of its own, so that it does not depend on who else is there. */
export class ConnectedFleet {
  readonly #types: readonly RecruitableType[];
  readonly #connected: number;
  readonly #random: RandomStreams;
  /** By vehicle number: its type, -1 when it cannot be recruited. */
  readonly #typeOf: number[] = [];

  /** @param random the streams of the replication */
  constructor(types: readonly RecruitableType[], connected: number, random: RandomStreams) {
    this.#types = types;
    this.#connected = connected;
    this.#random = random.fork('freshness/vehicles');
  }

  /** The type of a vehicle; -1 for one that is not connected, or of none of the types. */
  typeOf(vehicle: number, id: string): number {
    this.#typeOf[vehicle] ??= this.#draw(id);
    return this.#typeOf[vehicle];
  }

  #draw(id: string): number {
    const draws = this.#random.stream(`of ${encodeURIComponent(id)}`);
    if (draws.next() >= this.#connected) return -1;
    let left = draws.next();
    for (const [type, { share }] of this.#types.entries()) {
      left -= share;
      if (left < 0) return type;
    }
    return -1;
  }
}
