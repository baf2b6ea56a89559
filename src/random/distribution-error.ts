/** A parameter of a random draw is out of its range. */
export class DistributionError extends RangeError {
  override readonly name: string = 'DistributionError';
  /** The draw, as `normal`. */
  readonly distribution: string;
  /** The parameter, as `standardDeviation`. */
  readonly parameter: string;

  constructor(distribution: string, parameter: string, value: unknown, right: string) {
    super(`${distribution}: ${parameter} is ${String(value)}: must be ${right}`);
    this.distribution = distribution;
    this.parameter = parameter;
  }
}

/** Throws unless a parameter satisfies its condition. */
export function requireThat(
  condition: boolean,
  distribution: string,
  parameter: string,
  value: unknown,
  right: string,
): void {
  if (!condition) throw new DistributionError(distribution, parameter, value, right);
}
