import type { Simulation } from '../../../src/kernel/index.js';
import type { RandomStream, RandomStreams } from '../../../src/random/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import { spectralEfficiency } from '../../../src/twin/index.js';
import type { Fleet, WatchedVehicles } from '../../traffic/traffic.js';
import { Attachment, nobody } from './attachment.js';
import { RadioEnvironment } from './radio-environment.js';
import type { RoadsideUnit } from './roadside-unit.js';
import type { TaskDesk } from './task-desk.js';
import type { TwinVehicle } from './twin-task.js';
import { ageUntil, drawVehicle } from './twin-vehicle.js';

/** The vehicles with a twin: they come and go, and their links to the units change with every traffic step. */
export class TwinFleet {
  readonly #sim: Simulation;
  readonly #settings: TwinSettings;
  readonly #units: readonly RoadsideUnit[];
  readonly #desk: TaskDesk;
  readonly #radio: RadioEnvironment;
  readonly #random: RandomStream;
  /** By number in the traffic; null for a vehicle without a twin. */
  readonly #vehicles = new Map<number, TwinVehicle | null>();
  readonly #snr: Float64Array;
  readonly #onMove: (vehicle: TwinVehicle, from: number) => void;

  /** @param onMove told when a unit serves a vehicle no more */
  constructor(
    sim: Simulation,
    settings: TwinSettings,
    units: readonly RoadsideUnit[],
    desk: TaskDesk,
    random: RandomStreams,
    onMove: (vehicle: TwinVehicle, from: number) => void = () => undefined,
  ) {
    this.#sim = sim;
    this.#settings = settings;
    this.#units = units;
    this.#desk = desk;
    this.#radio = new RadioEnvironment(units, settings, random.stream('twin/radio'));
    this.#random = random.stream('twin/vehicles');
    this.#snr = new Float64Array(units.length);
    this.#onMove = onMove;
  }

  /** All vehicles with a twin that were ever there, their ages brought up to the present. */
  present(): TwinVehicle[] {
    const vehicles = [...this.#vehicles.values()].filter((vehicle) => vehicle !== null);
    for (const vehicle of vehicles) if (vehicle.isThere) ageUntil(vehicle, this.#sim.now);
    return vehicles;
  }

  /** Whether a vehicle has a twin, by its number in the traffic. */
  follows(number: number): boolean {
    return (this.#vehicles.get(number) ?? null) !== null;
  }

  /** Takes in where all vehicles are now. */
  look(watched: WatchedVehicles, fleet: Fleet): void {
    for (const number of watched.left) this.#drop(number);
    for (const { uplink, downlink } of this.#units) {
      uplink.hold();
      downlink.hold();
    }
    for (let row = 0; row < watched.count; row++) {
      const number = watched.vehicle[row];
      let vehicle = this.#vehicles.get(number);
      if (vehicle === undefined) vehicle = this.#meet(number, fleet.id(number));
      if (vehicle === null) continue;
      if (!vehicle.isThere) this.#enter(vehicle);
      this.#radio.measure(number, watched.x[row], watched.y[row], this.#snr);
      vehicle.attachment.measured(this.#snr);
      const { serving } = vehicle.attachment;
      this.#tune(vehicle, serving === nobody ? Number.NEGATIVE_INFINITY : this.#snr[serving]);
      if (serving === nobody) continue;
      for (const { transfer, phase } of vehicle.tasks) {
        if (transfer === undefined) continue;
        const { uplink, downlink } = this.#units[serving];
        if (phase === 'uploading') uplink.setEfficiency(transfer, vehicle.uplinkEfficiency);
        else downlink.setEfficiency(transfer, vehicle.downlinkEfficiency);
      }
    }
    for (const { uplink, downlink } of this.#units) {
      uplink.release();
      downlink.release();
    }
  }

  /** What the links of a vehicle carry. @param snr of its uplink, dB */
  #tune(vehicle: TwinVehicle, snr: number): void {
    vehicle.uplinkEfficiency = spectralEfficiency(snr);
    vehicle.downlinkEfficiency = spectralEfficiency(snr + this.#radio.downlinkGain);
  }

  /** A vehicle is seen for the first time. */
  #meet(number: number, id: string): TwinVehicle | null {
    const { now } = this.#sim;
    const { takesPart, ...drawn } = drawVehicle(this.#settings, this.#random);
    if (!takesPart) {
      this.#vehicles.set(number, null);
      return null;
    }
    const vehicle: TwinVehicle = {
      id,
      number,
      ...drawn,
      cache: this.#settings.vehicles.cache,
      attachment: new Attachment(this.#sim, this.#settings.radio, (from, to, snr) =>
        this.#attached(vehicle, from, to, snr),
      ),
      uplinkEfficiency: 0,
      downlinkEfficiency: 0,
      tasks: [],
      isThere: false,
      visits: 0,
      entered: now,
      created: 0,
      completed: 0,
      handovers: 0,
      stateOf: now,
      ageIntegral: 0,
      ageUntil: now,
      observed: 0,
    };
    this.#vehicles.set(number, vehicle);
    return vehicle;
  }

  #enter(vehicle: TwinVehicle): void {
    vehicle.isThere = true;
    vehicle.visits++;
    vehicle.ageUntil = this.#sim.now;
    this.#desk.open(vehicle);
  }

  /** A vehicle leaves the road. */
  #drop(number: number): void {
    const vehicle = this.#vehicles.get(number);
    if (vehicle === undefined || vehicle === null || !vehicle.isThere) return;
    vehicle.isThere = false;
    ageUntil(vehicle, this.#sim.now);
    this.#desk.stopAll(vehicle, 'mobility');
    vehicle.attachment.leave();
    this.#radio.forget(number);
  }

  /** A vehicle has another unit, or none. */
  #attached(vehicle: TwinVehicle, from: number, to: number, snr: number): void {
    if (from === nobody) return;
    this.#onMove(vehicle, from);
    if (to !== nobody) {
      vehicle.handovers++;
      this.#units[to].handoversIn++;
      this.#tune(vehicle, snr);
    }
    this.#desk.moved(vehicle, from, to);
  }
}
