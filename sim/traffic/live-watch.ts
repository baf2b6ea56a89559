import type { RoadNetwork } from '../../src/network/index.js';
import type { TraciSession, VehicleReader } from '../../src/traci/index.js';
import { positionOnLink } from './lane-position.js';
import type { WatchedVehicles } from './traffic.js';
import { type VehicleFacts, VehicleTable } from './watched-vehicles.js';

const variables = ['roadID', 'lanePosition', 'routeIndex', 'distance', 'routeID'] as const;

/** Reads all vehicles of a live SUMO after each step. */
export class LiveWatch {
  readonly fleet: VehicleTable;
  readonly #sumo: TraciSession;
  readonly #network: RoadNetwork;
  readonly #reader: VehicleReader<(typeof variables)[number]>;
  /** Handles, which are the reader's numbers, of the vehicles that have departed and not arrived, by id. */
  readonly #present = new Map<string, number>();
  /** By handle. */
  readonly #facts: VehicleFacts[] = [];
  readonly #routes: Int32Array[] = [];
  /** By handle: the route it was on when last seen, as number of a text of the reader. */
  readonly #routeID: number[] = [];

  private constructor(sumo: TraciSession, network: RoadNetwork, stepLength: number) {
    this.#sumo = sumo;
    this.#network = network;
    this.#reader = sumo.vehicles.reader(variables);
    this.fleet = new VehicleTable(network, stepLength);
  }

  /** Begins with the vehicles that are on the road now. */
  static async begin(sumo: TraciSession, network: RoadNetwork, stepLength: number): Promise<LiveWatch> {
    const watch = new LiveWatch(sumo, network, stepLength);
    await watch.#meet(await sumo.vehicle.getIDList());
    return watch;
  }

  /** All vehicles after a step, in which these departed and these arrived. */
  async after(departed: readonly string[], arrived: readonly string[]): Promise<WatchedVehicles> {
    // A vehicle may depart under the name of one that arrived in the same step.
    for (const id of arrived) this.#present.delete(id);
    await this.#meet(departed);
    const { count, numbers, columns } = await this.#reader.read([...this.#present.values()]);
    const rows = {
      count: 0,
      handle: new Int32Array(count),
      routeIndex: new Int32Array(count),
      position: new Float64Array(count),
      driven: new Float64Array(count),
    };
    await this.#learnRoutes(numbers.subarray(0, count), columns.routeID);
    for (let row = 0; row < count; row++) {
      const routeIndex = columns.routeIndex[row];
      const roadID = this.#reader.texts.name(columns.roadID[row]);
      // A vehicle in a teleport is nowhere for a while.
      if (routeIndex < 0 || roadID === '') continue;
      const at = rows.count++;
      rows.handle[at] = numbers[row];
      rows.routeIndex[at] = routeIndex;
      const length = this.#network.lengths[this.#routes[numbers[row]][routeIndex]];
      rows.position[at] = positionOnLink(roadID, columns.lanePosition[row], length);
      rows.driven[at] = columns.distance[row];
    }
    const facts = (handle: number): VehicleFacts => this.#facts[handle];
    const route = (handle: number): Int32Array => this.#routes[handle];
    return this.fleet.take({ ...rows, facts, route });
  }

  async #meet(ids: readonly string[]): Promise<void> {
    const { vehicle } = this.#sumo;
    await Promise.all(
      ids.map(async (id) => {
        const handle = this.#reader.add(id);
        this.#present.set(id, handle);
        this.#routeID[handle] = -1;
        // One that ended its trip in the step in which it began is not known any more, and is never read.
        const [type, vehicleClass] = await Promise.all([
          vehicle.getTypeID(id),
          vehicle.getVehicleClass(id),
        ]).catch(() => ['', '']);
        this.#facts[handle] = { id, type, vehicleClass };
      }),
    );
  }

  /** Asks for the routes of vehicles that are new, or on another route than before. */
  async #learnRoutes(handles: Int32Array, routeID: ArrayLike<number>): Promise<void> {
    const asked: Promise<void>[] = [];
    for (const [row, handle] of handles.entries()) {
      if (this.#routeID[handle] === routeID[row]) continue;
      this.#routeID[handle] = routeID[row];
      const { id } = this.#facts[handle];
      const learn = async (): Promise<void> => {
        const edges = await this.#sumo.vehicle.getRoute(id);
        const links = edges.map((edge) => this.#network.link(edge, `route of vehicle ${id}`).index);
        this.#routes[handle] = Int32Array.from(links);
      };
      asked.push(learn());
    }
    await Promise.all(asked);
  }
}
