import type { RandomStream } from '../../random/index.js';
import type { InstanceSource } from '../subject.js';

/** A chain starts from the nearest to a violation of so many random instances, and then goes so many steps. */
const starts = 100;
const steps = 100;
/** Relative margins by which an instance may be worse and still be likely to be gone on from, at a chain's start and end. */
const warmest = 0.02;
const coldest = 0.002;

/** A search by simulated annealing for the instances that come nearest to violating a claim. */
export class Annealing<I> {
  readonly #source: InstanceSource<I>;
  readonly #random: RandomStream;
  #present: { readonly input: I; readonly margin: number } | undefined;
  #step = 0;

  constructor(source: InstanceSource<I>, random: RandomStream) {
    this.#source = source;
    this.#random = random;
  }

  /**
   * Tries one more instance.
   * @param marginOf how near to a violation an instance is, relative to the size of its amounts; the more, the nearer
   */
  advance(marginOf: (input: I) => number): void {
    if (this.#step === starts + steps) {
      this.#step = 0;
      this.#present = undefined;
    }
    const present = this.#present;
    const cooling = Math.max(0, this.#step - starts) / steps;
    const isStart = this.#step++ < starts;
    const input =
      present === undefined || isStart
        ? this.#source.random(this.#random)
        : this.#source.mutate(present.input, this.#random);
    const margin = marginOf(input);
    const worse = present === undefined ? 0 : present.margin - margin;
    const temperature = warmest * (coldest / warmest) ** cooling;
    if (worse <= 0 || (!isStart && this.#random.next() < Math.exp(-worse / temperature)))
      this.#present = { input, margin };
  }
}
