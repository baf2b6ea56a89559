/** Sums for 1 - squared errors / squared distances from the mean, x and y together. */
export class Determination {
  #count = 0;
  readonly #sum = [0, 0];
  readonly #squares = [0, 0];
  #errors = 0;
  // Squares are taken about the first value: coordinates are large numbers.
  readonly #about = [0, 0];

  add(x: number, y: number, squaredError: number): void {
    if (this.#count++ === 0) {
      this.#about[0] = x;
      this.#about[1] = y;
    }
    for (const [axis, value] of [x, y].entries()) {
      const d = value - this.#about[axis];
      this.#sum[axis] += d;
      this.#squares[axis] += d * d;
    }
    this.#errors += squaredError;
  }

  /** NaN where the truth does not vary. */
  get value(): number {
    const total = [0, 1].reduce(
      (sum, axis) => sum + this.#squares[axis] - this.#sum[axis] ** 2 / this.#count,
      0,
    );
    return total > 0 ? 1 - this.#errors / total : Number.NaN;
  }
}
