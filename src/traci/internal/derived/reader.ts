import { TraciError } from '../../errors.js';
import type { VehicleStep } from '../../vehicle-stream.js';
import { ColumnSet } from '../columns.js';
import type { GetterMessage } from '../getter-message.js';
import { Presence } from '../presence.js';
import type { ReadCursor } from '../read-cursor.js';
import { readTime, TIME_COMMAND } from '../simulation-time.js';
import type { StreamPlan } from '../stream-plan.js';
import { VehicleList } from '../vehicle-list.js';
import { AskedColumns } from './asked-columns.js';
import { fillColumns } from './fill-columns.js';
import { Goals, UNKNOWN } from './goals.js';
import { grownBytes } from './grown.js';
import { LaneFacts } from './lane-facts.js';
import { LaneMap } from './lane-map.js';
import { SetVehicles } from './set-vehicles.js';
import { isKnown, messageOf, motionSpecs, placeSpecs } from './variables.js';
import { VehicleMotion } from './vehicle-motion.js';

/** How many m/s a vehicle is thought to gain in a step at most; if it gains more, only SUMO's log suffers. */
const LIKELY_GAIN = 5;

/** In how many steps all places must follow before SUMO is sent ahead, where they cannot be asked again. */
const TRIALS = 3;

/** When a vehicle is asked for its speed and position: behind the answer to its step, or in the same breath with the step. */
const LATER = 0;
const EARLY = 1;
/** How a vehicle's place is known: it follows, it is asked, or it is asked because it did not follow. */
const FOLLOWS = 0;
const ASKED = 1;
const ASKED_AGAIN = 2;

/** Asks for speeds and positions, and for places only where they do not follow. */
export class DerivedReader {
  readonly list: VehicleList;
  readonly #plan: StreamPlan;
  readonly #motion: VehicleMotion;
  readonly #goals: Goals;
  readonly #early: AskedColumns;
  readonly #later: AskedColumns;
  readonly #places: AskedColumns;
  readonly #again: AskedColumns;
  readonly #moving: GetterMessage;
  /** What cannot be derived, asked for everybody. */
  readonly #rest: GetterMessage;
  readonly #restSet: ColumnSet;
  readonly #set: ColumnSet;
  /** What is known of the lanes, until all is known. */
  #facts: LaneFacts | undefined;
  #turn = new Uint8Array(1024);
  #place = new Uint8Array(1024);
  /** Whether a vehicle's speed and position of this step are known. */
  #answered = new Uint8Array(1024);
  readonly #setVehicles: SetVehicles;
  /** Whether anybody is asked early: not once one of them was gone by then, which SUMO logs as an error. */
  #foresees = true;
  #earlyAnswered: Promise<void> | undefined;
  #time = 0;
  /** How many moving vehicles followed in this step. */
  #followed = 0;
  /** In how many more steps places must follow, before they are relied on. */
  #trials = TRIALS;

  private constructor(plan: StreamPlan, facts: LaneFacts, duration: number) {
    const { texts, host } = plan;
    const other = plan.specs.filter(({ name }) => !isKnown(name));
    this.#plan = plan;
    this.#facts = facts;
    this.#motion = new VehicleMotion(duration);
    this.#goals = new Goals(texts);
    this.#moving = messageOf(motionSpecs);
    this.#rest = messageOf(other);
    const placing = messageOf(placeSpecs);
    this.#early = new AskedColumns(this.#moving, motionSpecs, texts);
    this.#later = new AskedColumns(this.#moving, motionSpecs, texts);
    this.#places = new AskedColumns(placing, placeSpecs, texts);
    this.#again = new AskedColumns(placing, placeSpecs, texts);
    this.#restSet = new ColumnSet(other, texts);
    this.#set = new ColumnSet(plan.specs, texts);
    this.list = new VehicleList(
      new Presence(plan.vehicles, plan.only, plan.ahead + 1),
      [this.#moving, placing, this.#rest],
      (id) => plan.vehicles.name(id),
      host,
      ['parkingStartingVehiclesIDList'],
    );
    this.#setVehicles = new SetVehicles(host.connection);
  }

  static async open(plan: StreamPlan): Promise<DerivedReader> {
    const { lane, simulation } = plan.host;
    const [lanes, duration] = await Promise.all([lane.getIDList(), simulation.getDeltaT()]);
    return new DerivedReader(plan, new LaneFacts(lanes, plan.texts), duration);
  }

  close(): void {
    this.#setVehicles.close();
  }

  /** Asks, right behind a step that was issued, for those that will surely still be in the network after it. */
  askEarly(): void {
    this.#early.clear();
    if (!this.#foresees || this.#facts !== undefined) return;
    const { ids, count } = this.#moving;
    this.#motion.markStaying(ids, count, LIKELY_GAIN, this.#goals.edges, this.#turn);
    const commands = this.#early.select(this.#turn, EARLY);
    if (commands.length === 0) return;
    this.#earlyAnswered = this.#send([commands], (cursor) => this.#early.read(cursor));
    // A failure is told when the answer is waited for.
    this.#earlyAnswered.catch(() => {});
  }

  /** Asks for everybody else, and for the places that do not follow. */
  async ask(): Promise<void> {
    this.#sortOut();
    const rest = this.#rest;
    const some = this.#facts?.some();
    const commands = [
      TIME_COMMAND,
      this.#later.select(this.#turn, LATER),
      this.#places.select(this.#place, ASKED),
      rest.commands(0, rest.count),
      this.#goals.commands(),
      ...(some === undefined ? [] : [some.commands]),
    ];
    // Whoever is not asked early next time is asked later.
    this.#turn.fill(LATER);
    const answered = this.#send(commands, (cursor) => {
      this.#time = readTime(cursor);
      this.#later.read(cursor);
      this.#places.read(cursor);
      this.#restSet.count = 0;
      rest.read(cursor, 0, rest.count, this.#restSet);
      this.#goals.read(cursor);
      some?.read(cursor);
    });
    await Promise.all([this.#earlyAnswered, answered]);
    this.#earlyAnswered = undefined;
    if (this.#facts?.complete) {
      this.#motion.begin(new LaneMap(this.#facts));
      this.#facts = undefined;
    }
  }

  /**
   * Carries places on to the step whose answers are in.
   * @param asks whether SUMO is still at this step, so that it can be asked for the places that do not follow
   * @returns a promise where it is asked
   * @throws TraciError where it cannot be asked any more
   */
  follow(asks: boolean): Promise<void> | undefined {
    const doubtful: number[] = [];
    this.#answered.fill(0);
    this.#followed = 0;
    this.#move(this.#early, doubtful);
    this.#move(this.#later, doubtful);
    if (this.#early.set.count < this.#early.count) this.#foresees = false;
    this.#put(this.#places.set);
    this.#judge(doubtful.length);
    if (doubtful.length === 0) return undefined;
    if (!asks) {
      const name = this.#plan.vehicles.name(doubtful[0]);
      throw new TraciError(
        `vehicles.stream: at ${this.#time} s SUMO moved the vehicle ${JSON.stringify(name)} in a way that does not follow from its speed, ` +
          "and has gone on since: use the mode 'exact', which asks again, or the source 'getters'",
      );
    }
    for (const id of doubtful) this.#place[id] = ASKED_AGAIN;
    const commands = this.#again.select(this.#place, ASKED_AGAIN);
    return this.#send([commands], (cursor) => {
      this.#again.read(cursor);
      this.#put(this.#again.set);
    });
  }

  /** The step, once all places are known. */
  get step(): VehicleStep<string> {
    const set = this.#set;
    const { ids, count } = this.#restSet.specs.length > 0 ? this.#restSet : this.#moving;
    set.entered = this.list.presence.entered;
    set.left = this.list.presence.left;
    set.reserve(count);
    const answered = this.#answered;
    let rows = 0;
    // A vehicle that this client has removed meanwhile has not answered.
    for (let i = 0; i < count; i++) if (answered[ids[i]] === 1) set.ids[rows++] = ids[i];
    set.count = rows;
    fillColumns(set, this.#motion, this.#restSet);
    return set.asStep(this.#time);
  }

  #send(commands: readonly Uint8Array[], read: (cursor: ReadCursor) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#plan.host.connection.sendRaw(commands, {
        label: 'vehicles.stream',
        answer: (cursor) => {
          read(cursor);
          resolve();
        },
        reject,
      });
    });
  }

  /** Marks whose place is asked, now that the step has told who came and went. */
  #sortOut(): void {
    const { list } = this;
    const { vehicles } = this.#plan;
    const motion = this.#motion;
    const { ids, count } = this.#moving;
    for (const id of list.presence.entered) {
      motion.reserve(id);
      this.#reserve(motion.size);
      motion.proven[id] = 0;
      this.#goals.edges[id] = UNKNOWN;
      this.#turn[id] = LATER;
    }
    for (const id of [...list.moved, ...this.#setVehicles.take()]) {
      const number = vehicles.find(id);
      if (number >= 0 && number < motion.size) motion.proven[number] = 0;
    }
    if (list.anew) {
      // What was asked early may be of another step.
      this.#early.clear();
      this.#turn.fill(LATER);
      motion.proven.fill(0);
    }
    const { proven } = motion;
    const place = this.#place;
    for (let i = 0; i < count; i++) place[ids[i]] = proven[ids[i]] === 1 ? FOLLOWS : ASKED;
    if (this.#foresees) this.#wantGoals();
  }

  /** Wants to know where those are going who might have arrived. */
  #wantGoals(): void {
    const { ids, count } = this.#moving;
    const { proven } = this.#motion;
    const turn = this.#turn;
    const goals = this.#goals.edges;
    for (let i = 0; i < count; i++) {
      const id = ids[i];
      if (turn[id] === EARLY || proven[id] === 0 || goals[id] !== UNKNOWN) continue;
      this.#goals.want(id, this.#plan.vehicles.name(id));
    }
  }

  /** Whether SUMO may go on before a step is followed: nobody will have to be asked again. */
  get trusts(): boolean {
    return this.#facts !== undefined || this.#trials === 0;
  }

  /** SUMO moves vehicles otherwise where their types say so (action steps, ballistic updates): then all are asked. */
  #judge(doubtful: number): void {
    if (this.#trials === 0 || this.#followed + doubtful === 0) return;
    if (doubtful === 0) this.#trials--;
    else if (doubtful > this.#followed) {
      this.#motion.end();
      this.#trials = 0;
    }
  }

  #reserve(size: number): void {
    if (size <= this.#turn.length) return;
    this.#turn = grownBytes(this.#turn, size);
    this.#place = grownBytes(this.#place, size);
    this.#answered = grownBytes(this.#answered, size);
    this.#goals.reserve(size);
  }

  #move(answers: AskedColumns, doubtful: number[]): void {
    const motion = this.#motion;
    const { presence } = this.list;
    const place = this.#place;
    const answered = this.#answered;
    const { ids, count, columns } = answers.set;
    const [speeds, positions] = columns;
    for (let i = 0; i < count; i++) {
      const id = ids[i];
      if (!presence.has(id)) continue;
      answered[id] = 1;
      const follows = motion.move(id, speeds[i], positions[2 * i], positions[2 * i + 1]);
      if (place[id] !== FOLLOWS) continue;
      if (!follows) doubtful.push(id);
      else if (speeds[i] > 0) this.#followed++;
    }
  }

  #put({ ids, count, columns }: ColumnSet): void {
    const [lanes, roads, lanePositions] = columns;
    for (let i = 0; i < count; i++) this.#motion.place(ids[i], lanes[i], roads[i], lanePositions[i]);
  }
}
