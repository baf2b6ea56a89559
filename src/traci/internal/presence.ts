import type { StringInterner } from '../string-interner.js';

const NOT_ASKED = 0;
const UNWANTED = 1;
const WANTED = 2;
const NOBODY = new Int32Array(0);

/**
 * Which vehicles are there from one list to the next. A vehicle keeps its number while it is listed; the number of one
 * that is gone is kept for a while, so that it can still be looked up, and then given to another.
 */
export class Presence {
  readonly #vehicles: StringInterner;
  readonly #only: ((vehicleID: string) => boolean) | undefined;
  /** After how many lists the number of a vehicle that is gone is free. */
  readonly #keep: number;
  /** The list in which a vehicle was last; 0 for none. */
  #seen = new Int32Array(1024);
  #wanted = new Uint8Array(1024);
  #list = 0;
  /** Everybody in the list before and in this one. */
  #before = new Int32Array(256);
  #beforeCount = 0;
  #now = new Int32Array(256);
  #nowCount = 0;
  #entered: number[] = [];
  /** Vehicles that are gone, the latest first. */
  readonly #gone: Int32Array[] = [];
  /** The wanted vehicles that are in this list and were not in the one before. */
  entered: Int32Array = NOBODY;
  /** The wanted vehicles that were in the list before and are not in this one. */
  left: Int32Array = NOBODY;

  /** @param keep how many lists later the numbers of vehicles that are gone may be given to others */
  constructor(vehicles: StringInterner, only: ((vehicleID: string) => boolean) | undefined, keep: number) {
    this.#vehicles = vehicles;
    this.#only = only;
    this.#keep = keep;
  }

  /** Begins a list. */
  begin(): void {
    this.#list++;
    [this.#before, this.#now] = [this.#now, this.#before];
    this.#beforeCount = this.#nowCount;
    this.#nowCount = 0;
    this.#entered = [];
  }

  /** Lists the vehicle whose id is `bytes[start, start + length)`. Returns its number, or -1 where it is not wanted. */
  mark(bytes: Buffer, start: number, length: number): number {
    const id = this.#vehicles.internBytes(bytes, start, length);
    if (id >= this.#seen.length) this.#grow(id);
    const seen = this.#seen[id];
    const list = this.#list;
    if (seen !== list) {
      this.#seen[id] = list;
      if (this.#nowCount === this.#now.length) this.#now = enlarged(this.#now);
      this.#now[this.#nowCount++] = id;
    }
    if (this.#wanted[id] !== WANTED && !this.#isWanted(id)) return -1;
    if (seen < list - 1 || seen === 0) this.#entered.push(id);
    return id;
  }

  /** Lists everybody of the list before but those with the ids `gone`. */
  carry(gone: ReadonlySet<string>): void {
    const list = this.#list;
    const absent = new Set(Array.from(gone, (id) => this.#vehicles.find(id)));
    while (this.#now.length < this.#beforeCount) this.#now = enlarged(this.#now);
    for (let i = 0; i < this.#beforeCount; i++) {
      const id = this.#before[i];
      if (absent.size > 0 && absent.has(id)) continue;
      this.#seen[id] = list;
      this.#now[this.#nowCount++] = id;
    }
  }

  /** Lists a vehicle by its id. */
  add(vehicleID: string): void {
    const bytes = Buffer.from(vehicleID);
    this.mark(bytes, 0, bytes.length);
  }

  /** How many vehicles are in this list, wanted or not. */
  get size(): number {
    return this.#nowCount;
  }

  /** Ends a list: who came and who went. */
  end(): void {
    const list = this.#list;
    const gone: number[] = [];
    for (let i = 0; i < this.#beforeCount; i++) {
      const id = this.#before[i];
      if (this.#seen[id] !== list) gone.push(id);
    }
    this.entered = this.#entered.length === 0 ? NOBODY : Int32Array.from(this.#entered);
    const left = gone.filter((id) => this.#wanted[id] === WANTED);
    this.left = left.length === 0 ? NOBODY : Int32Array.from(left);
    this.#gone.unshift(gone.length === 0 ? NOBODY : Int32Array.from(gone));
    if (this.#gone.length <= this.#keep) return;
    for (const id of this.#gone.pop() ?? NOBODY) {
      // It may have come back, and even have gone again.
      if (this.#seen[id] !== list - this.#keep - 1) continue;
      this.#seen[id] = 0;
      this.#wanted[id] = NOT_ASKED;
      this.#vehicles.release(id);
    }
  }

  /** Whether a vehicle is in this list. */
  has(id: number): boolean {
    return this.#seen[id] === this.#list;
  }

  /** Whether the vehicle with an id is in this list. */
  hasVehicle(vehicleID: string): boolean {
    return this.has(this.#vehicles.find(vehicleID));
  }

  #isWanted(id: number): boolean {
    if (this.#wanted[id] === NOT_ASKED) {
      this.#wanted[id] = this.#only === undefined || this.#only(this.#vehicles.name(id)) ? WANTED : UNWANTED;
    }
    return this.#wanted[id] === WANTED;
  }

  #grow(id: number): void {
    while (id >= this.#seen.length) this.#seen = enlarged(this.#seen);
    const wanted = new Uint8Array(this.#seen.length);
    wanted.set(this.#wanted);
    this.#wanted = wanted;
  }
}

function enlarged(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
