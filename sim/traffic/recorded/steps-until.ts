/**
 * How many traffic steps a run takes that ends at a time: those that begin before it, with the rounding of the kernel's clock, on which
 * step n begins a delay of n x step length - now after now.
 * @param end s
 * @param stepLength s
 */
export function stepsUntil(end: number, stepLength: number): number {
  let steps = 0;
  for (let now = 0; now < end; steps++) now += (steps + 1) * stepLength - now;
  return steps;
}
