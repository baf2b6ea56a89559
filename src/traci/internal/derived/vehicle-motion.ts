import { grownBytes, grownDoubles, grownInts } from './grown.js';
import { type LaneMap, NOWHERE } from './lane-map.js';

/** A vehicle passes at most so many lanes in a step; what goes beyond is asked. */
const MOST_LANES_PASSED = 6;

/**
 * Where vehicles are, by number, carried from step to step: a vehicle's lane and lane position follow from those of the
 * step before and its speed, and its position proves them. SUMO adds speed times step length to the lane position,
 * subtracts the lengths of the lanes that are passed, and only then changes to a lane beside
 * (MSVehicle::executeMove, semi-implicit Euler).
 */
export class VehicleMotion {
  #lanes: LaneMap | undefined;
  /** The length of a step in seconds. */
  readonly #duration: number;
  /** Ids of lanes and edges, as numbers of the texts. */
  laneID = new Int32Array(1024);
  roadID = new Int32Array(1024);
  /** The lanes by their numbers in the map. */
  #lane = new Int32Array(1024).fill(NOWHERE);
  /** The lengths of these lanes in metres. */
  #laneLength = new Float64Array(1024);
  lanePosition = new Float64Array(1024);
  speed = new Float64Array(1024);
  /** x and y one after the other. */
  position = new Float64Array(2048);
  /** Whether the place follows from the step before, so that it will from this one. */
  proven = new Uint8Array(1024);
  #lanePositionFound = 0;
  #laneFound = NOWHERE;

  constructor(duration: number) {
    this.#duration = duration;
  }

  /** Takes the lanes of the network; nothing follows before. */
  begin(lanes: LaneMap): void {
    this.#lanes = lanes;
  }

  /** Lets nothing follow from now on. */
  end(): void {
    this.#lanes = undefined;
    this.proven.fill(0);
  }

  /** Makes room for a vehicle's number. */
  reserve(vehicle: number): void {
    if (vehicle < this.size) return;
    const size = Math.max(vehicle + 1, this.size * 2);
    this.#lane = grownInts(this.#lane, size);
    this.laneID = grownInts(this.laneID, size);
    this.roadID = grownInts(this.roadID, size);
    this.#laneLength = grownDoubles(this.#laneLength, size);
    this.lanePosition = grownDoubles(this.lanePosition, size);
    this.speed = grownDoubles(this.speed, size);
    this.position = grownDoubles(this.position, 2 * size);
    this.proven = grownBytes(this.proven, size);
  }

  /** How many vehicles there is room for. */
  get size(): number {
    return this.laneID.length;
  }

  /** Sets down where SUMO said that a vehicle is; its speed and position are in already. */
  place(vehicle: number, laneID: number, roadID: number, lanePosition: number): void {
    const lane = this.#lanes?.numberOf(laneID) ?? NOWHERE;
    this.laneID[vehicle] = laneID;
    this.roadID[vehicle] = roadID;
    this.lanePosition[vehicle] = lanePosition;
    this.#lane[vehicle] = lane;
    this.#laneLength[vehicle] = this.#lanes?.lengths[lane] ?? Number.NaN;
    const x = this.position[2 * vehicle];
    const y = this.position[2 * vehicle + 1];
    const fits = lane !== NOWHERE && this.#lanes?.isAt(lane, lanePosition, x, y);
    this.proven[vehicle] = fits ? 1 : 0;
  }

  /**
   * Moves a vehicle on by a step at the end of which it has this speed and position.
   * @returns false where its lane and lane position do not follow, so that they must be asked
   */
  move(vehicle: number, speed: number, x: number, y: number): boolean {
    const { position } = this;
    const stands = speed === 0 && position[2 * vehicle] === x && position[2 * vehicle + 1] === y;
    this.speed[vehicle] = speed;
    position[2 * vehicle] = x;
    position[2 * vehicle + 1] = y;
    const lanes = this.#lanes;
    if (lanes === undefined || this.proven[vehicle] === 0) return false;
    if (stands) return true;
    const lane = this.#lane[vehicle];
    const moved = this.lanePosition[vehicle] + speed * this.#duration;
    if (moved <= this.#laneLength[vehicle] && lanes.isAt(lane, moved, x, y)) {
      this.lanePosition[vehicle] = moved;
      return true;
    }
    if (this.#search(lanes, lane, moved, x, y, MOST_LANES_PASSED, 0) !== 1) {
      this.proven[vehicle] = 0;
      return false;
    }
    this.#lane[vehicle] = this.#laneFound;
    this.#laneLength[vehicle] = lanes.lengths[this.#laneFound];
    this.laneID[vehicle] = lanes.names[this.#laneFound];
    this.roadID[vehicle] = lanes.edges[this.#laneFound];
    this.lanePosition[vehicle] = this.#lanePositionFound;
    return true;
  }

  /**
   * Marks with 1 the vehicles that will surely be in the network after a step in which they gain at most `gain` m/s, and
   * with 0 the others.
   * @param goals the edges where routes end, by vehicle; negative where it is not known
   * @param marks by vehicle
   */
  markStaying(ids: Int32Array, count: number, gain: number, goals: Int32Array, marks: Uint8Array): void {
    const { proven, speed, lanePosition, roadID } = this;
    const lanes = this.#lanes;
    const lengths = this.#laneLength;
    const duration = this.#duration;
    for (let i = 0; i < count; i++) {
      const vehicle = ids[i];
      if (proven[vehicle] === 0 || lanes === undefined) {
        marks[vehicle] = 0;
        continue;
      }
      const next = lanePosition[vehicle] + (speed[vehicle] + gain) * duration;
      if (next < lengths[vehicle]) {
        marks[vehicle] = 1;
        continue;
      }
      const goal = goals[vehicle];
      const arrives = goal < 0 || roadID[vehicle] === goal || lanes.leadsTo(this.#lane[vehicle], goal);
      marks[vehicle] = arrives ? 0 : 1;
    }
  }

  /**
   * Looks for a vehicle `moved` metres from the start of a lane, there or on a lane beside it.
   * @returns how many places fit so far; the last one is kept
   */
  #search(
    lanes: LaneMap,
    lane: number,
    moved: number,
    x: number,
    y: number,
    lanesLeft: number,
    found: number,
  ): number {
    const length = lanes.lengths[lane];
    if (moved <= length) {
      for (const beside of lanes.beside[lane]) {
        const again = found > 0 && beside === this.#laneFound && moved === this.#lanePositionFound;
        if (again || !lanes.isAt(beside, moved, x, y)) continue;
        this.#laneFound = beside;
        this.#lanePositionFound = moved;
        found++;
      }
    } else if (lanesLeft > 0) {
      for (const next of lanes.next[lane]) {
        found = this.#search(lanes, next, moved - length, x, y, lanesLeft - 1, found);
      }
    }
    return found;
  }
}
