import { createHash } from 'node:crypto';
import { writeFileAtomically } from '../../../src/results/index.js';
import { deflate } from './deflate.js';
import { encodeNames, encodeRoutes } from './dictionary.js';
import { type BlockEntry, magic, type RecordingHeader, type TrafficIdentity } from './format.js';
import { RowBuffer } from './row-buffer.js';
import { encodeBlock, type Happenings, sizesOf } from './vehicle-block.js';

/** Link travel times that go along with a recording, so that a run on it needs nothing else. */
export interface TravelTimePart {
  /** Hash of what the model depends on. */
  readonly key: string;
  /** The model as a model file holds it. */
  readonly model: Uint8Array;
  /** Examples for a person, as JSON. */
  readonly examples: Uint8Array;
}

/** What a recording tells besides the vehicles. */
export interface RecordingFacts {
  readonly traffic: TrafficIdentity;
  /** What moved the vehicles, such as `SUMO 1.15.0`. */
  readonly source: string;
  /** Simulated time to which departures were made, s. */
  readonly until: number;
  readonly travelTimes?: TravelTimePart;
}

/** Steps and rows after which a block is full. */
const blockSteps = 128;
const blockRows = 2 ** 20;

class HappeningList {
  readonly #perStep: number[] = [];
  readonly #vehicles: number[] = [];

  add(vehicles: readonly number[]): void {
    this.#perStep.push(vehicles.length);
    this.#vehicles.push(...vehicles);
  }

  take(): Happenings {
    const taken = { perStep: Int32Array.from(this.#perStep), vehicles: Int32Array.from(this.#vehicles) };
    this.#perStep.length = 0;
    this.#vehicles.length = 0;
    return taken;
  }
}

/** Takes in traffic step by step and makes a recording of it. Blocks are compressed as they are full; about 7 bytes per row are kept. */
export class RecordingWriter {
  readonly #rows = new RowBuffer();
  readonly #departures = new HappeningList();
  readonly #arrivals = new HappeningList();
  readonly #teleports = new HappeningList();
  readonly #parts: Uint8Array[] = [];
  readonly #entries: BlockEntry[] = [];
  readonly #edges = new Map<string, number>();
  readonly #routes: Int32Array[] = [];
  readonly #routeNumbers = new Map<string, number>();
  readonly #types = new Map<string, number>();
  /** By vehicle. */
  readonly #typeOf: number[] = [];
  #inBlock = 0;
  #steps = 0;

  /** Traffic steps taken in. */
  get steps(): number {
    return this.#steps;
  }

  /** The number of a route, given by the ids of its links. */
  route(edges: readonly string[]): number {
    const key = JSON.stringify(edges);
    let number = this.#routeNumbers.get(key);
    if (number === undefined) {
      number = this.#routes.length;
      this.#routeNumbers.set(key, number);
      this.#routes.push(Int32Array.from(edges, (edge) => this.#edge(edge)));
    }
    return number;
  }

  /** Says what a vehicle is; the first word counts. */
  type(vehicle: number, type: string, vehicleClass: string): void {
    this.#typeOf[vehicle] ??= this.#typeNumber(type, vehicleClass);
  }

  /**
   * Adds a vehicle that is on the road after the present step.
   * @param place 2 x the index of the link on the route, + 1 on the junction behind the link
   */
  row(vehicle: number, route: number, place: number, position: number, driven: number): void {
    this.#rows.add(this.#inBlock, vehicle, route, place, position, driven);
  }

  /** Ends the present step. All vehicles by number. */
  endStep(departed: readonly number[], arrived: readonly number[], teleported: readonly number[]): void {
    this.#departures.add(departed);
    this.#arrivals.add(arrived);
    this.#teleports.add(teleported);
    this.#inBlock++;
    this.#steps++;
    if (this.#inBlock === blockSteps || this.#rows.count >= blockRows) this.#endBlock();
  }

  /**
   * The whole recording as bytes.
   * @param vehicles ids of the vehicles by number
   */
  bytes(facts: RecordingFacts, vehicles: readonly string[]): Uint8Array {
    if (this.#inBlock > 0) this.#endBlock();
    // Of a vehicle that began and ended its trip within one step nobody asked.
    const typeOf = vehicles.map((_, vehicle) => this.#typeOf[vehicle] ?? this.#typeNumber('', ''));
    const types = [...this.#types.keys()].map((key) => {
      const [type, vehicleClass] = JSON.parse(key) as [string, string];
      return { type, vehicleClass };
    });
    const dictionary = { vehicles, types, typeOf, edges: [...this.#edges.keys()], routes: this.#routes };
    const namesRaw = encodeNames(dictionary);
    const [names, routes] = [deflate(namesRaw), deflate(encodeRoutes(dictionary))];
    const { travelTimes } = facts;
    const models =
      travelTimes === undefined ? [] : [deflate(travelTimes.model), deflate(travelTimes.examples)];
    const body = [names, routes, ...this.#parts, ...models];
    const header: RecordingHeader = {
      traffic: facts.traffic,
      source: facts.source,
      until: facts.until,
      steps: this.#steps,
      vehicles: vehicles.length,
      edges: dictionary.edges.length,
      routes: this.#routes.length,
      routeEdges: this.#routes.reduce((total, route) => total + route.length, 0),
      dictionary: { names: names.length, namesRaw: namesRaw.length, routes: routes.length },
      blocks: this.#entries,
      travelTimes:
        travelTimes === undefined
          ? null
          : {
              key: travelTimes.key,
              model: models[0].length,
              modelRaw: travelTimes.model.length,
              examples: models[1].length,
              examplesRaw: travelTimes.examples.length,
            },
    };
    const hashed = [Buffer.from(`${JSON.stringify(header)}\n`), ...body];
    const hash = createHash('sha256');
    for (const part of hashed) hash.update(part);
    return Buffer.concat([Buffer.from(`${magic}${hash.digest('hex')}\n`), ...hashed]);
  }

  /**
   * Writes the recording: whole or not at all.
   * @throws InputError when the file cannot be written there, RunError when the disk is full
   */
  async write(path: string, facts: RecordingFacts, vehicles: readonly string[]): Promise<void> {
    await writeFileAtomically(path, this.bytes(facts, vehicles));
  }

  #typeNumber(type: string, vehicleClass: string): number {
    const key = JSON.stringify([type, vehicleClass]);
    const number = this.#types.get(key) ?? this.#types.size;
    this.#types.set(key, number);
    return number;
  }

  #edge(id: string): number {
    const known = this.#edges.get(id);
    if (known !== undefined) return known;
    this.#edges.set(id, this.#edges.size);
    return this.#edges.size - 1;
  }

  #endBlock(): void {
    const block = {
      departures: this.#departures.take(),
      arrivals: this.#arrivals.take(),
      teleports: this.#teleports.take(),
      ...this.#rows.takeRuns(),
    };
    const bytes = deflate(encodeBlock(block));
    this.#parts.push(bytes);
    this.#entries.push({ bytes: bytes.length, ...sizesOf(block) });
    this.#inBlock = 0;
  }
}
