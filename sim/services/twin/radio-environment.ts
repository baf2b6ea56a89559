import type { RandomStream } from '../../../src/random/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import { normalCdf } from '../../../src/traveltime/index.js';
import {
  correlatedNormal,
  decibelMilliwatts,
  lineOfSightProbability,
  logDistancePathLoss,
  noisePower,
  shadowDecorrelation,
  shadowDeviation,
  sightDecorrelation,
  urbanPathLoss,
} from '../../../src/twin/index.js';
import type { UnitPlace } from './unit-places.js';

/** What fading has come to between a vehicle and a unit: standard normal values, NaN where there are none yet. */
interface Fading {
  readonly sight: Float64Array;
  readonly shadow: Float64Array;
  x: number;
  y: number;
}

/**
 * The radio conditions between vehicles and roadside units: path loss by place, sight and shadowing correlated along each
 * vehicle's way. Noise is reckoned over the whole band, so a share of the band has the signal-to-noise ratio of the whole.
 */
export class RadioEnvironment {
  /** Places of the units, m. */
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #settings: TwinSettings;
  readonly #random: RandomStream;
  readonly #fading = new Map<number, Fading>();
  /** Square of the range, m^2. */
  readonly #reach: number;
  /** dB above the path loss: transmitted power less noise. */
  readonly #upBudget: number;
  readonly #downBudget: number;

  constructor(units: readonly UnitPlace[], settings: TwinSettings, random: RandomStream) {
    this.#x = Float64Array.from(units, ({ x }) => x);
    this.#y = Float64Array.from(units, ({ y }) => y);
    this.#settings = settings;
    this.#random = random;
    const { unit, vehicles } = settings;
    this.#reach = unit.range * unit.range;
    this.#upBudget = decibelMilliwatts(vehicles.power) - noisePower(unit.uplinkBandwidth);
    this.#downBudget = decibelMilliwatts(unit.power) - noisePower(unit.downlinkBandwidth);
  }

  /** How much the downlink's signal-to-noise ratio is above that of the uplink, dB. */
  get downlinkGain(): number {
    return this.#downBudget - this.#upBudget;
  }

  /**
   * Signal-to-noise ratios of the uplink of a vehicle.
   * @param into by unit, dB; -Infinity out of range
   */
  measure(vehicle: number, x: number, y: number, into: Float64Array): void {
    const reach = this.#reach;
    const unitX = this.#x;
    const unitY = this.#y;
    let fading = this.#fading.get(vehicle);
    if (fading === undefined) {
      const none = (): Float64Array => new Float64Array(this.#x.length).fill(Number.NaN);
      fading = { sight: none(), shadow: none(), x, y };
      this.#fading.set(vehicle, fading);
    }
    const moved = Math.hypot(x - fading.x, y - fading.y);
    const { sight } = fading;
    for (let u = 0; u < unitX.length; u++) {
      const dx = x - unitX[u];
      const dy = y - unitY[u];
      const square = dx * dx + dy * dy;
      if (square > reach) {
        into[u] = Number.NEGATIVE_INFINITY;
        sight[u] = Number.NaN;
        continue;
      }
      into[u] = this.#upBudget - this.#loss(fading, u, Math.sqrt(square), moved);
    }
    fading.x = x;
    fading.y = y;
  }

  /** A vehicle that is on the road no more. */
  forget(vehicle: number): void {
    this.#fading.delete(vehicle);
  }

  #loss({ sight, shadow }: Fading, unit: number, distance: number, moved: number): number {
    const { frequency, model, exponent } = this.#settings.radio;
    if (model === 'log-distance') return logDistancePathLoss(distance, frequency, exponent);
    const known = !Number.isNaN(sight[unit]);
    sight[unit] = correlatedNormal(known ? sight[unit] : undefined, moved, sightDecorrelation, this.#random);
    const state = normalCdf(sight[unit]) < lineOfSightProbability(distance) ? 'los' : 'nlos';
    shadow[unit] = correlatedNormal(
      known ? shadow[unit] : undefined,
      moved,
      shadowDecorrelation[state],
      this.#random,
    );
    return urbanPathLoss(distance, frequency, state) + shadowDeviation[state] * shadow[unit];
  }
}
