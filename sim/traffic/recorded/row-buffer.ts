import type { VehicleBlock } from './vehicle-block.js';

/** The rows of a block in the order in which they come: step by step. Grows as needed and is used again for the next block. */
export class RowBuffer {
  #capacity = 4096;
  #vehicle = new Int32Array(this.#capacity);
  #route = new Int32Array(this.#capacity);
  #place = new Int32Array(this.#capacity);
  #step = new Int32Array(this.#capacity);
  #position = new Float64Array(this.#capacity);
  #driven = new Float64Array(this.#capacity);
  count = 0;

  add(step: number, vehicle: number, route: number, place: number, position: number, driven: number): void {
    const row = this.count++;
    if (row === this.#capacity) this.#grow();
    this.#step[row] = step;
    this.#vehicle[row] = vehicle;
    this.#route[row] = route;
    this.#place[row] = place;
    this.#position[row] = position;
    this.#driven[row] = driven;
  }

  /** Gives the rows vehicle by vehicle, as runs, and begins anew. */
  takeRuns(): Omit<VehicleBlock, 'departures' | 'arrivals' | 'teleports'> {
    const order = this.#byVehicle();
    const n = this.count;
    const [vehicle, route, first, length]: number[][] = [[], [], [], []];
    for (let i = 0; i < n; i++) {
      const row = order[i];
      const before = order[i - 1];
      const goesOn =
        i > 0 &&
        this.#vehicle[before] === this.#vehicle[row] &&
        this.#route[before] === this.#route[row] &&
        this.#step[before] + 1 === this.#step[row];
      if (goesOn) length[length.length - 1]++;
      else {
        vehicle.push(this.#vehicle[row]);
        route.push(this.#route[row]);
        first.push(this.#step[row]);
        length.push(1);
      }
    }
    this.count = 0;
    return {
      vehicle: Int32Array.from(vehicle),
      route: Int32Array.from(route),
      first: Int32Array.from(first),
      length: Int32Array.from(length),
      place: Int32Array.from(order, (row) => this.#place[row]),
      position: Float64Array.from(order, (row) => this.#position[row]),
      driven: Float64Array.from(order, (row) => this.#driven[row]),
    };
  }

  /** The rows by vehicle, those of one vehicle in the order of the steps: a counting sort. */
  #byVehicle(): Int32Array {
    const n = this.count;
    let most = -1;
    for (let i = 0; i < n; i++) most = Math.max(most, this.#vehicle[i]);
    const starts = new Int32Array(most + 2);
    for (let i = 0; i < n; i++) starts[this.#vehicle[i] + 1]++;
    for (let v = 0; v <= most; v++) starts[v + 1] += starts[v];
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[starts[this.#vehicle[i]]++] = i;
    return order;
  }

  #grow(): void {
    const ints = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(2 * this.#capacity);
      grown.set(old);
      return grown;
    };
    const floats = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(2 * this.#capacity);
      grown.set(old);
      return grown;
    };
    this.#vehicle = ints(this.#vehicle);
    this.#route = ints(this.#route);
    this.#place = ints(this.#place);
    this.#step = ints(this.#step);
    this.#position = floats(this.#position);
    this.#driven = floats(this.#driven);
    this.#capacity *= 2;
  }
}
