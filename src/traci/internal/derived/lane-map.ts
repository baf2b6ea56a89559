import type { LaneFacts } from './lane-facts.js';

/** Shorter shapes count as this long for SUMO, in metres. */
const SHORTEST_SHAPE = 0.1;

/** No lane. */
export const NOWHERE = -1;

/** Lengths, shapes and connections of all lanes of a network, by number. */
export class LaneMap {
  /** The lengths of the lanes in metres. */
  readonly lengths: Float64Array;
  /** The lanes of the same edge, each lane's own number among them. */
  readonly beside: readonly (readonly number[])[];
  /** The lanes that a vehicle at a lane's end may be on next, internal ones where there are any. */
  readonly next: readonly (readonly number[])[];
  /** The ids of the lanes and of their edges, as numbers of the interner. */
  readonly names: Int32Array;
  readonly edges: Int32Array;
  readonly #numbers: Int32Array;
  /** Where the corners of a lane begin; one entry more than lanes. */
  readonly #corners: Int32Array;
  readonly #points: Float64Array;
  /** From a corner to the next one, in metres. */
  readonly #distances: Float64Array;
  /** Metres of shape per metre of lane. */
  readonly #scales: Float64Array;

  constructor({ lanes, edges, lengths, corners, points, ends, next }: LaneFacts) {
    const count = lanes.length;
    this.names = lanes;
    this.edges = edges;
    this.lengths = lengths;
    this.#corners = corners;
    this.#points = points;
    this.#numbers = new Int32Array(lanes.reduce((most, name) => Math.max(most, name + 1), 0)).fill(NOWHERE);
    const ofEdge = new Map<number, number[]>();
    for (let lane = 0; lane < count; lane++) {
      this.#numbers[lanes[lane]] = lane;
      const others = ofEdge.get(edges[lane]);
      if (others === undefined) ofEdge.set(edges[lane], [lane]);
      else others.push(lane);
    }
    const beside: (readonly number[])[] = [];
    const after: number[][] = [];
    this.#distances = new Float64Array(corners[count]);
    this.#scales = new Float64Array(count);
    for (let lane = 0; lane < count; lane++) {
      beside.push(ofEdge.get(edges[lane]) ?? []);
      const following: number[] = [];
      for (let i = ends[lane]; i < ends[lane + 1]; i++) {
        const lane = this.numberOf(next[i]);
        if (lane !== NOWHERE) following.push(lane);
      }
      after.push(following);
      this.#measure(lane);
    }
    this.beside = beside;
    this.next = after;
  }

  /** The lane whose id has a number in the interner, or {@link NOWHERE}. */
  numberOf(text: number): number {
    return text < this.#numbers.length ? this.#numbers[text] : NOWHERE;
  }

  /** Whether an edge can be reached from a lane's end over two lanes. */
  leadsTo(lane: number, edge: number): boolean {
    for (const next of this.next[lane]) {
      if (this.edges[next] === edge) return true;
      for (const after of this.next[next]) if (this.edges[after] === edge) return true;
    }
    return false;
  }

  /** Whether (x, y) is the point `at` metres along a lane, by SUMO's own arithmetic, to the last bit. */
  isAt(lane: number, at: number, x: number, y: number): boolean {
    const points = this.#points;
    const distances = this.#distances;
    const last = this.#corners[lane + 1] - 1;
    const along = at * this.#scales[lane];
    let seen = 0;
    for (let i = this.#corners[lane]; i < last; i++) {
      const distance = distances[i];
      if (seen + distance > along) {
        const rest = along - seen;
        const share = rest === 0 ? 0 : rest / distance;
        const fromX = points[2 * i];
        const fromY = points[2 * i + 1];
        return (
          fromX + (points[2 * i + 2] - fromX) * share === x &&
          fromY + (points[2 * i + 3] - fromY) * share === y
        );
      }
      seen += distance;
    }
    return points[2 * last] === x && points[2 * last + 1] === y;
  }

  #measure(lane: number): void {
    const points = this.#points;
    const last = this.#corners[lane + 1] - 1;
    let length = 0;
    for (let i = this.#corners[lane]; i < last; i++) {
      const dx = points[2 * i] - points[2 * i + 2];
      const dy = points[2 * i + 1] - points[2 * i + 3];
      this.#distances[i] = Math.sqrt(dx * dx + dy * dy);
      length += this.#distances[i];
    }
    this.#scales[lane] = Math.max(SHORTEST_SHAPE, length) / this.lengths[lane];
  }
}
