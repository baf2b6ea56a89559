/** A number as JSON has it: `null` for one that is not finite, or that there is not. */
export function finite(x: number | undefined): number | null {
  return x !== undefined && Number.isFinite(x) ? x : null;
}
