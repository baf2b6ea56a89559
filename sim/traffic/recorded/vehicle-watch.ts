import {
  StringInterner,
  type TraciSession,
  type VariableSubscription,
  type VehicleStep,
  type VehicleStream,
} from '../../../src/traci/index.js';
import type { StepDriver } from '../live-sumo.js';
import type { RecordingWriter } from './recording-writer.js';

const variables = ['roadID', 'lanePosition', 'routeIndex', 'distance', 'routeID'] as const;
type Variable = (typeof variables)[number];

interface HappeningValues {
  readonly departedIDList: readonly string[];
  readonly arrivedIDList: readonly string[];
  readonly startingTeleportIDList: readonly string[];
}

/** Drives SUMO step by step and hands every vehicle on the road to a recording; asking changes nothing in SUMO. */
export class VehicleWatch implements StepDriver {
  readonly #sumo: TraciSession;
  readonly #writer: RecordingWriter;
  readonly #happenings: VariableSubscription<HappeningValues>;
  readonly #stream: VehicleStream<Variable>;
  readonly #steps: AsyncIterator<VehicleStep<Variable>, unknown>;
  /** All vehicles that ever were: their numbers in the recording. */
  readonly #names = new StringInterner();
  /** By a vehicle's number in the stream: its number in the recording. */
  readonly #numberOf: number[] = [];
  /** By number of a vehicle: the route it was on when last seen, as number of a text and as number in the recording. */
  readonly #routeID: number[] = [];
  readonly #route: number[] = [];
  /** By number of a text: whether it is the id of the inside of a junction. */
  readonly #isJunction: boolean[] = [];

  private constructor(
    sumo: TraciSession,
    writer: RecordingWriter,
    happenings: VariableSubscription<HappeningValues>,
  ) {
    this.#sumo = sumo;
    this.#writer = writer;
    this.#happenings = happenings;
    this.#stream = sumo.vehicles.stream(variables);
    this.#steps = this.#stream[Symbol.asyncIterator]();
  }

  static async begin(sumo: TraciSession, writer: RecordingWriter): Promise<VehicleWatch> {
    const happenings = await sumo.simulation.subscribe([
      'departedIDList',
      'arrivedIDList',
      'startingTeleportIDList',
    ]);
    return new VehicleWatch(sumo, writer, happenings);
  }

  /** Ids of the vehicles by number. */
  names(): string[] {
    return Array.from({ length: this.#names.size }, (_, number) => this.#names.name(number));
  }

  async step(): Promise<void> {
    const { done, value } = await this.#steps.next();
    if (done === true) throw new Error('the stream of vehicles has ended');
    const { departedIDList, arrivedIDList, startingTeleportIDList } = this.#happenings.latest ?? nothing;
    const numbers = (ids: readonly string[]): number[] => ids.map((id) => this.#names.intern(id));
    for (const id of value.entered) this.#numberOf[id] = this.#names.intern(this.#stream.vehicles.name(id));
    const departed = numbers(departedIDList);
    // A vehicle may use the name of one that has ended its trip, and another route.
    for (const number of departed) this.#routeID[number] = -1;
    await this.#learnRoutes(value);
    this.#addRows(value);
    this.#writer.endStep(departed, numbers(arrivedIDList), numbers(startingTeleportIDList));
  }

  async end(): Promise<void> {
    await this.#steps.return?.();
  }

  /** Asks for routes and types of vehicles that are new, or on another route than before. */
  async #learnRoutes({ count, ids, columns }: VehicleStep<Variable>): Promise<void> {
    const asked: Promise<void>[] = [];
    for (let row = 0; row < count; row++) {
      const number = this.#numberOf[ids[row]];
      const routeID = columns.routeID[row];
      if (this.#routeID[number] === routeID) continue;
      this.#routeID[number] = routeID;
      const learn = async (): Promise<void> => {
        const id = this.#names.name(number);
        const { vehicle } = this.#sumo;
        const [edges, type, vehicleClass] = await Promise.all([
          vehicle.getRoute(id),
          vehicle.getTypeID(id),
          vehicle.getVehicleClass(id),
        ]);
        this.#route[number] = this.#writer.route(edges);
        this.#writer.type(number, type, vehicleClass);
      };
      asked.push(learn());
    }
    await Promise.all(asked);
  }

  #addRows({ count, ids, columns }: VehicleStep<Variable>): void {
    const { roadID, lanePosition, routeIndex, distance } = columns;
    for (let row = 0; row < count; row++) {
      const index = routeIndex[row];
      const inside = this.#inside(roadID[row]);
      // A vehicle in a teleport is nowhere for a while.
      if (index < 0 || inside === undefined) continue;
      const number = this.#numberOf[ids[row]];
      const place = 2 * index + (inside ? 1 : 0);
      this.#writer.row(number, this.#route[number], place, lanePosition[row], distance[row]);
    }
  }

  /** Whether a road, by the number of its id, is the inside of a junction; undefined for no road at all. */
  #inside(road: number): boolean | undefined {
    const known = this.#isJunction[road];
    if (known !== undefined) return known;
    const id = this.#stream.texts.name(road);
    if (id === '') return undefined;
    this.#isJunction[road] = id.startsWith(':');
    return this.#isJunction[road];
  }
}

const nothing: HappeningValues = { departedIDList: [], arrivedIDList: [], startingTeleportIDList: [] };
