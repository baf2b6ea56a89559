import { readSignals, type SignalCycle } from '../../../src/network/index.js';
import type { RandomStream } from '../../../src/random/index.js';
import type { FreshnessSettings } from '../../../src/scenario/index.js';
import { freshnessRecord } from '../../recording/freshness-record.js';
import type { Fleet, TrafficStep, WatchedVehicles } from '../../traffic/traffic.js';
import type { Service, ServiceInputs, ServiceRecord } from '../service.js';
import { ArrivalEstimator } from './arrival-estimator.js';
import { ArrivalWatch } from './arrival-watch.js';
import type { PointCourse, SeenArrival } from './course.js';
import { type DecisionRule, decisionRule, type RecruitmentTerms } from './decision-rules.js';
import { expectedReports } from './expected-reports.js';
import { type ExpectedArrival, forecastArrivals } from './forecast.js';
import type { FreshnessOutcome } from './freshness-outcome.js';
import { type Geofence, pointsOfInterest } from './geofence.js';
import { PointOfInterest } from './point-of-interest.js';
import { ConnectedFleet, recruitableTypes } from './vehicle-types.js';

/** A point with all that belongs to it. */
interface Watched {
  readonly geofence: Geofence;
  readonly signal: SignalCycle | undefined;
  readonly course: PointCourse;
  readonly rule: DecisionRule;
  readonly map: PointOfInterest;
}

/**
 * An HD map that recruited vehicles keep fresh (ENTER) as a service of a co-simulation. In every slot and at every point of interest
 * the recruiter announces types of vehicles; connected ones of these types that enter the geofence report and are paid; a
 * qualified report renews the map. Slots before the first decision only teach how vehicles arrive.
 */
export class FreshnessService implements Service {
  readonly name = 'freshness';
  readonly #inputs: ServiceInputs;
  readonly #settings: FreshnessSettings;
  readonly #terms: RecruitmentTerms;
  readonly #fences: readonly Geofence[];
  readonly #connected: ConnectedFleet;
  readonly #quality: RandomStream;
  readonly #arrivalWatch: ArrivalWatch;
  #points: readonly Watched[] = [];
  #estimator: ArrivalEstimator | undefined;
  #fleet: Fleet | undefined;
  #latest: WatchedVehicles | undefined;
  #undisturbedUntil = Number.POSITIVE_INFINITY;
  #start = 0;
  /** Slots before the first decision are negative. */
  #slot = Number.NEGATIVE_INFINITY;
  #ended = Number.NEGATIVE_INFINITY;
  /** By vehicle number: in which interval it was on the road first. */
  readonly #firstSeen: number[] = [];
  #interval = 0;
  /** By point: arrivals, and unforeseen ones, of the present slot. */
  #arrived: { total: number; unforeseen: number }[] = [];

  constructor(inputs: ServiceInputs, settings: FreshnessSettings) {
    const { network, model, random } = inputs;
    this.#inputs = inputs;
    this.#settings = settings;
    const types = recruitableTypes(settings);
    this.#terms = { types, beta: settings.beta, epsilon: settings.epsilon, law: settings.law };
    this.#fences = pointsOfInterest(settings, network, model);
    this.#connected = new ConnectedFleet(types, settings.connected, random);
    this.#quality = random.stream('freshness/quality');
    this.#arrivalWatch = new ArrivalWatch(network, this.#fences);
  }

  get undisturbedUntil(): number {
    return this.#undisturbedUntil;
  }

  /** Slots between new estimates. */
  get #every(): number {
    return Math.max(1, Math.round(this.#settings.interval / this.#settings.slotLength));
  }

  begin(start: number): void {
    const service = this;
    const { sim, traffic, network } = this.#inputs;
    const { slotLength, observe } = this.#settings;
    const before = Math.floor(Math.min(start, observe) / slotLength);
    const from = start - before * slotLength;
    this.#start = start;
    // One step earlier, so that the first forecasts know who is on the road.
    this.#undisturbedUntil = Math.max(0, from - traffic.stepLength);
    sim.process('map freshness', function* () {
      yield sim.timeout(service.#undisturbedUntil - sim.now);
      service.#prepare(yield* sim.external(readSignals(network.source)));
      service.#fleet = yield* sim.external(traffic.watch());
      service.#undisturbedUntil = Number.POSITIVE_INFINITY;
      yield sim.timeout(from - sim.now);
      for (let slot = -before; ; slot++) {
        service.#beginSlot(slot);
        yield sim.timeout(start + (slot + 1) * slotLength - sim.now);
        service.#endSlot();
      }
    });
  }

  observe({ watched }: TrafficStep): undefined {
    const fleet = this.#fleet;
    if (watched === undefined || fleet === undefined) return;
    const { sim, traffic } = this.#inputs;
    this.#latest = watched;
    for (const vehicle of watched.entered) this.#firstSeen[vehicle] ??= this.#interval;
    for (const { point, vehicle, share } of this.#arrivalWatch.step(watched, fleet)) {
      const type = this.#connected.typeOf(vehicle, fleet.id(vehicle));
      if (type < 0) continue;
      const qualifies = this.#quality.next() < this.#terms.types[type].capability;
      const service = this;
      sim.process(`arrival at ${this.#fences[point].name}`, function* () {
        yield sim.timeout(share * traffic.stepLength);
        service.#arrive(point, { time: sim.now, vehicle, type, qualifies });
      });
    }
  }

  /** What came of it, when the simulation is over: of slots that have ended. */
  outcome(): FreshnessOutcome {
    const { policy, slotLength } = this.#settings;
    // A slot that ends with the simulation has no event behind it.
    if (this.#inputs.sim.now >= this.#start + (this.#slot + 1) * slotLength - 1e-9) this.#endSlot();
    const ended = this.#points[0]?.map.slots.length ?? 0;
    return {
      start: this.#start,
      slotLength,
      policy,
      terms: this.#terms,
      points: this.#points.map(({ geofence, signal, course, rule, map }) => ({
        geofence,
        cycle: signal?.cycle,
        course: { ...course, arrivals: course.arrivals.slice(0, ended) },
        rule,
        slots: map.slots,
      })),
      vehicleId: (vehicle) => this.#fleet?.id(vehicle) ?? '',
    };
  }

  leave(detailed: boolean): ServiceRecord {
    return freshnessRecord(this.outcome(), detailed);
  }

  #prepare(signals: ReadonlyMap<string, SignalCycle>): void {
    const { model, scenario, random } = this.#inputs;
    const { slotLength, policy } = this.#settings;
    const start = this.#start;
    const every = this.#every;
    const phases: number[] = [];
    this.#points = this.#fences.map((geofence): Watched => {
      const signal = geofence.signal === undefined ? undefined : signals.get(geofence.signal);
      const count = signal === undefined ? 1 : Math.max(1, Math.round(signal.cycle / slotLength));
      phases.push(count);
      const phaseOf = (slot: number): number => {
        if (signal === undefined) return 0;
        const past = (start + slot * slotLength - signal.offset) / signal.cycle;
        return Math.floor((past - Math.floor(past)) * count + 1e-9) % count;
      };
      const course: PointCourse = { arrivals: [], estimates: [], forecasts: [], every, phaseOf };
      const rule = decisionRule(policy, course, this.#terms);
      return { geofence, signal, course, rule, map: new PointOfInterest(this.#terms.types, rule) };
    });
    this.#estimator = new ArrivalEstimator(
      this.#settings,
      this.#terms.types,
      this.#fences,
      model,
      scenario.probes.rounds,
      phases,
      random.stream('freshness/probes'),
    );
  }

  #beginSlot(slot: number): void {
    const { sim } = this.#inputs;
    const { slotLength, forecast } = this.#settings;
    const every = this.#every;
    this.#slot = slot;
    this.#arrived = this.#points.map(() => ({ total: 0, unforeseen: 0 }));
    if (slot % every === 0) {
      this.#interval++;
      const expected = this.#forecast(every);
      for (const [point, { course }] of this.#points.entries()) {
        const estimate = this.#estimator?.estimate(point, sim.now, expected, every);
        if (slot >= 0 && estimate !== undefined) course.estimates.push(estimate);
      }
    }
    if (slot < 0) return;
    const ahead = Math.max(1, Math.round(forecast / slotLength));
    if (slot % ahead === 0) {
      const expected = this.#forecast(ahead);
      for (const [point, { course }] of this.#points.entries())
        for (let k = 0; k < ahead; k++)
          course.forecasts.push(
            expectedReports(expected, point, k, this.#estimator?.unforeseen(point) ?? 0, this.#terms.types),
          );
    }
    for (const { course, map } of this.#points) {
      course.arrivals.push([]);
      map.announce(slot);
    }
  }

  #endSlot(): void {
    if (this.#ended === this.#slot) return;
    this.#ended = this.#slot;
    for (const [point, { course, map }] of this.#points.entries()) {
      const { total, unforeseen } = this.#arrived[point];
      this.#estimator?.learn(point, course.phaseOf(this.#slot), total, unforeseen);
      if (this.#slot >= 0) map.endSlot();
    }
  }

  #arrive(point: number, arrival: SeenArrival): void {
    const arrived = this.#arrived[point];
    arrived.total++;
    if (this.#firstSeen[arrival.vehicle] === this.#interval) arrived.unforeseen++;
    if (this.#slot < 0) return;
    const { course, map } = this.#points[point];
    course.arrivals[this.#slot].push(arrival);
    map.arrive(arrival);
  }

  #forecast(slots: number): ExpectedArrival[] {
    const { sim, network, model, scenario } = this.#inputs;
    if (this.#latest === undefined || this.#fleet === undefined) return [];
    return forecastArrivals(this.#latest, this.#fleet, sim.now, this.#settings.slotLength, slots, {
      network,
      model,
      settings: scenario.travelTime,
      points: this.#fences,
      connected: this.#connected,
    });
  }
}
