import type { SeenArrival } from './course.js';
import type { DecisionRule } from './decision-rules.js';
import { type SlotOutcome, settle } from './replay.js';
import type { RecruitableType } from './vehicle-types.js';

/** The map at one point of interest while it is kept fresh: what was announced, who was paid, how old the map is. */
export class PointOfInterest {
  readonly #types: readonly RecruitableType[];
  readonly #rule: DecisionRule;
  readonly #slots: SlotOutcome[] = [];
  #age = 1;
  #announced: readonly number[] = [];
  #recruited: SeenArrival[] = [];

  constructor(types: readonly RecruitableType[], rule: DecisionRule) {
    this.#types = types;
    this.#rule = rule;
  }

  /** What happened so far: slots that have ended. */
  get slots(): readonly SlotOutcome[] {
    return this.#slots;
  }

  /** Announces whom to recruit in the slot that begins. */
  announce(slot: number): void {
    this.#announced = this.#rule.recruit(slot, this.#age);
    this.#recruited = [];
  }

  /** A connected vehicle arrives: if its type is recruited, it senses, reports and is paid, whether its data qualify or not. */
  arrive(arrival: SeenArrival): void {
    if (this.#announced.includes(arrival.type)) this.#recruited.push(arrival);
  }

  /** Ends the slot: a qualified report has renewed the map, else it is a slot older. */
  endSlot(): void {
    const outcome = { age: this.#age, recruit: this.#announced, ...settle(this.#recruited, this.#types) };
    this.#slots.push(outcome);
    this.#age = outcome.updated ? 1 : this.#age + 1;
  }
}
