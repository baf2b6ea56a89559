import { type ObservedQualities, observedQualities, priceScalingFactor } from '../../../src/market/index.js';
import type { RandomStream } from '../../../src/random/index.js';
import type { TwinSettings } from '../../../src/scenario/index.js';
import { spectralEfficiency } from '../../../src/twin/index.js';
import { twinRecord } from '../../recording/twin-record.js';
import type { Fleet, TrafficStep, WatchedVehicles } from '../../traffic/traffic.js';
import type { Service, ServiceInputs, ServiceRecord } from '../service.js';
import { Attachment, nobody } from './attachment.js';
import { MarketRound } from './market-round.js';
import { RadioEnvironment } from './radio-environment.js';
import { RoadsideUnit } from './roadside-unit.js';
import { taskLife } from './task-life.js';
import { TwinLedger } from './twin-ledger.js';
import type { FailureCause, TwinTask, TwinVehicle } from './twin-task.js';
import { ageUntil, drawVehicle } from './twin-vehicle.js';
import { unitPlaces } from './unit-places.js';

/** Rounds that the price scaling factor looks back on. */
const memory = 200;

/**
 * Digital twins on the traffic: every vehicle that takes part emits tasks; roadside units hold rounds of their market on those that
 * wait there; granted ones are uploaded, computed and simulated, latency by latency, while the vehicle drives.
 */
export class TwinService implements Service {
  readonly name = 'twin';
  readonly #inputs: ServiceInputs;
  readonly #settings: TwinSettings;
  readonly #kinds: readonly TwinSettings['tasks'][string][];
  readonly #units: readonly RoadsideUnit[];
  readonly #radio: RadioEnvironment;
  readonly #ledger: TwinLedger;
  readonly #vehicleRandom: RandomStream;
  readonly #taskRandom: RandomStream;
  /** By number in the fleet; null for a vehicle without a twin. */
  readonly #vehicles = new Map<number, TwinVehicle | null>();
  readonly #snr: Float64Array;
  readonly #past: ObservedQualities[] = [];
  #start = Number.POSITIVE_INFINITY;
  #fleet: Fleet | undefined;

  constructor(inputs: ServiceInputs, settings: TwinSettings) {
    const { sim, network, random } = inputs;
    this.#inputs = inputs;
    this.#settings = settings;
    this.#kinds = Object.values(settings.tasks);
    const places = unitPlaces(settings, network);
    this.#units = places.map((place) => new RoadsideUnit(sim, place, settings));
    this.#radio = new RadioEnvironment(places, settings, random.stream('twin/radio'));
    this.#vehicleRandom = random.stream('twin/vehicles');
    this.#taskRandom = random.stream('twin/tasks');
    this.#snr = new Float64Array(places.length);
    this.#ledger = new TwinLedger(settings);
  }

  get undisturbedUntil(): number {
    return this.#inputs.sim.now < this.#start ? this.#start : Number.POSITIVE_INFINITY;
  }

  begin(start: number): void {
    const { sim, traffic } = this.#inputs;
    const service = this;
    this.#start = start;
    sim.process('twin service', function* () {
      yield sim.timeout(start - sim.now);
      service.#fleet = yield* sim.external(traffic.watch());
      for (const unit of service.#units) {
        for (const part of [unit.uplink, unit.downlink, unit.cpu, unit.gpu]) part.statistics.reset();
        service.#holdRounds(unit);
      }
    });
  }

  observe({ time, watched }: TrafficStep): undefined {
    const fleet = this.#fleet;
    if (watched === undefined || fleet === undefined) return;
    const { sim } = this.#inputs;
    // Places are those at the end of the step.
    sim.schedule(Math.max(0, time - sim.now), () => this.#look(watched, fleet), {
      name: 'twin service looks',
    });
  }

  leave(detailed: boolean): ServiceRecord {
    const { sim } = this.#inputs;
    const vehicles = [...this.#vehicles.values()].filter((vehicle) => vehicle !== null);
    for (const vehicle of vehicles) if (vehicle.isThere) ageUntil(vehicle, sim.now);
    const outcome = { settings: this.#settings, units: this.#units, vehicles, ledger: this.#ledger };
    return twinRecord(outcome, detailed);
  }

  #look(watched: WatchedVehicles, fleet: Fleet): void {
    for (const number of watched.left) this.#drop(number);
    const changes = this.#units.map(() => ({ up: new Map(), down: new Map() }));
    for (let row = 0; row < watched.count; row++) {
      const number = watched.vehicle[row];
      let vehicle = this.#vehicles.get(number);
      if (vehicle === undefined) vehicle = this.#meet(number, fleet.id(number));
      if (vehicle === null) continue;
      if (!vehicle.isThere) this.#enter(vehicle);
      this.#radio.measure(number, watched.x[row], watched.y[row], this.#snr);
      vehicle.attachment.measured(this.#snr);
      const { serving } = vehicle.attachment;
      const snr = serving === nobody ? Number.NEGATIVE_INFINITY : this.#snr[serving];
      vehicle.uplinkEfficiency = spectralEfficiency(snr);
      vehicle.downlinkEfficiency = spectralEfficiency(snr + this.#radio.downlinkGain);
      for (const { transfer, phase } of vehicle.tasks) {
        if (transfer === undefined || serving === nobody) continue;
        if (phase === 'uploading') changes[serving].up.set(transfer, vehicle.uplinkEfficiency);
        else changes[serving].down.set(transfer, vehicle.downlinkEfficiency);
      }
    }
    for (const [u, { up, down }] of changes.entries()) {
      if (up.size > 0) this.#units[u].uplink.setEfficiencies(up);
      if (down.size > 0) this.#units[u].downlink.setEfficiencies(down);
    }
  }

  /** A vehicle comes onto the road. */
  #meet(number: number, id: string): TwinVehicle | null {
    const { sim } = this.#inputs;
    const draw = drawVehicle(this.#settings, this.#vehicleRandom);
    if (!draw.takesPart) {
      this.#vehicles.set(number, null);
      return null;
    }
    const vehicle: TwinVehicle = {
      id,
      number,
      value: draw.value,
      cache: this.#settings.vehicles.cache,
      preferences: draw.preferences,
      generativeScores: draw.generativeScores,
      attachment: new Attachment(sim, this.#settings.radio, (from, to, snr) =>
        this.#attached(vehicle, from, to, snr),
      ),
      uplinkEfficiency: 0,
      downlinkEfficiency: 0,
      tasks: new Set(),
      isThere: false,
      visits: 0,
      entered: sim.now,
      created: 0,
      completed: 0,
      handovers: 0,
      stateOf: sim.now,
      ageIntegral: 0,
      ageUntil: sim.now,
      observed: 0,
    };
    this.#vehicles.set(number, vehicle);
    return vehicle;
  }

  /** A vehicle begins to emit tasks, each class at a phase of its own. */
  #enter(vehicle: TwinVehicle): void {
    vehicle.isThere = true;
    vehicle.visits++;
    vehicle.ageUntil = this.#inputs.sim.now;
    for (const [kind, { period }] of this.#kinds.entries())
      this.#emitAfter(this.#taskRandom.uniform(0, period), vehicle, kind);
  }

  #emitAfter(delay: number, vehicle: TwinVehicle, kind: number): void {
    const { visits } = vehicle;
    this.#inputs.sim.schedule(
      delay,
      () => {
        if (vehicle.isThere && vehicle.visits === visits) this.#emit(vehicle, kind);
      },
      { name: 'twin task' },
    );
  }

  /** A vehicle leaves the road. */
  #drop(number: number): void {
    const vehicle = this.#vehicles.get(number);
    if (vehicle === undefined || vehicle === null || !vehicle.isThere) return;
    vehicle.isThere = false;
    ageUntil(vehicle, this.#inputs.sim.now);
    for (const task of [...vehicle.tasks]) this.#stop(task, 'mobility');
    vehicle.attachment.leave();
    this.#radio.forget(number);
  }

  /** A vehicle has another unit, or none. */
  #attached(vehicle: TwinVehicle, from: number, to: number, snr: number): void {
    const isHandover = from !== nobody && to !== nobody;
    if (isHandover) {
      vehicle.handovers++;
      this.#units[to].handoversIn++;
      vehicle.uplinkEfficiency = spectralEfficiency(snr);
      vehicle.downlinkEfficiency = spectralEfficiency(snr + this.#radio.downlinkGain);
    }
    if (from === nobody) return;
    for (const task of [...vehicle.tasks]) {
      switch (task.phase) {
        case 'bidding':
          if (isHandover) this.#units[to].waiting.push(task);
          else this.#stop(task, 'coverage');
          break;
        case 'uploading':
        case 'simulating':
        case 'downloading':
          this.#stop(task, isHandover ? 'mobility' : 'coverage');
          break;
        case 'computing':
          // The twin is computed where it is, and follows the vehicle.
          task.forward = true;
          break;
        default:
          break;
      }
    }
  }

  #emit(vehicle: TwinVehicle, kind: number): void {
    const { sim } = this.#inputs;
    const { period, size, work, deadline } = this.#kinds[kind];
    this.#emitAfter(period, vehicle, kind);
    const task: TwinTask = {
      number: this.#ledger.tasks,
      vehicle,
      kind,
      created: sim.now,
      size: this.#taskRandom.uniform(size[0], size[1]),
      work: this.#taskRandom.uniform(work[0], work[1]),
      deadline: sim.now + this.#taskRandom.uniform(deadline[0], deadline[1]),
      phase: 'bidding',
      decision: sim.event('grant'),
      unit: undefined,
      granted: undefined,
      uploaded: undefined,
      computed: undefined,
      synchronised: undefined,
      finished: undefined,
      promised: undefined,
      cause: undefined,
      award: undefined,
      delivered: 0,
      payment: 0,
      transfer: undefined,
      process: undefined,
      alarm: undefined,
      forward: false,
      valued: undefined,
    };
    vehicle.created++;
    this.#ledger.created(task);
    const { serving } = vehicle.attachment;
    if (serving === nobody) {
      task.phase = 'over';
      task.cause = 'coverage';
      task.finished = sim.now;
      this.#ledger.over(task);
      return;
    }
    vehicle.tasks.add(task);
    this.#units[serving].waiting.push(task);
    task.process = sim.process('twin task', taskLife(sim, task, this.#units, this.#settings, this));
    task.alarm = sim.scheduleAt(
      task.deadline,
      () => this.#stop(task, task.phase === 'bidding' ? 'rejected' : 'deadline'),
      { name: 'deadline of a twin task' },
    );
  }

  /** @internal of `TaskListener` */
  synchronised(task: TwinTask): void {
    const { vehicle } = task;
    vehicle.completed++;
    if (task.created <= vehicle.stateOf) return;
    ageUntil(vehicle, this.#inputs.sim.now);
    vehicle.stateOf = task.created;
  }

  /** @internal of `TaskListener` */
  over(task: TwinTask): void {
    task.alarm?.cancel();
    task.vehicle.tasks.delete(task);
    this.#ledger.over(task);
  }

  #stop(task: TwinTask, cause: FailureCause): void {
    if (task.process?.alive === true) task.process.interrupt(cause);
  }

  #holdRounds(unit: RoadsideUnit): void {
    const { sim } = this.#inputs;
    const { period } = this.#settings.market;
    // Rounds of different units do not fall together.
    const shift = (period * this.#units.indexOf(unit)) / this.#units.length;
    const service = this;
    sim.process(`market of ${unit.name}`, function* () {
      yield shift;
      for (;;) {
        service.#round(unit);
        yield period;
      }
    });
  }

  #round(unit: RoadsideUnit): void {
    const index = this.#units.indexOf(unit);
    const waiting = unit.waiting.filter(
      ({ phase, vehicle }) => phase === 'bidding' && vehicle.attachment.serving === index,
    );
    unit.waiting = waiting;
    if (waiting.length === 0) return;
    const { sim } = this.#inputs;
    const { gamma } = this.#settings.market;
    const round = new MarketRound(
      unit,
      waiting,
      this.#settings,
      priceScalingFactor(this.#past, gamma),
      sim.now,
    );
    const outcome = round.decide();
    unit.rounds++;
    unit.granted += outcome.grants.length;
    this.#ledger.round(outcome);
    const valued = new Set<TwinVehicle>();
    for (const { task, payment, promised, award } of outcome.grants) {
      task.unit = index;
      task.payment = payment;
      task.promised = promised;
      task.award = award;
      task.valued = valued;
      task.decision.succeed(index);
    }
    this.#remember(round);
  }

  /** What simulations were worth in past rounds sets the price scaling factor of the next. */
  #remember({ market }: MarketRound): void {
    if (this.#settings.simulators.length < 3) return;
    const best = market.vehicles.findIndex(({ tasks }) => tasks.length > 0);
    if (best < 0) return;
    this.#past.push(...observedQualities({ ...market, vehicles: [market.vehicles[best]] }, 0));
    if (this.#past.length > memory) this.#past.splice(0, this.#past.length - memory);
  }
}
