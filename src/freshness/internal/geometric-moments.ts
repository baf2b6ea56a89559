/** Where `geometricMoments` leaves its sums over i = 0 .. n - 1. */
export interface GeometricMoments {
  /** Sum of P^i. */
  zeroth: number;
  /** Sum of i P^i. */
  first: number;
  /** Sum of i^2 P^i. */
  second: number;
  /** P^n. */
  power: number;
}

/**
 * Sums of i^m P^i, m = 0, 1, 2, over i = 0 .. n - 1. Every step adds terms that are not negative (by doubling, so in
 * log n steps), so nothing cancels, where the closed form would for small (1 - P) n.
 * @param miss P in [0, 1]
 * @param success 1 - P, used for n = Infinity alone, where it must be above 0
 * @param n number of terms, whole or Infinity
 */
export function geometricMoments(miss: number, success: number, n: number, out: GeometricMoments): void {
  if (n === Infinity) {
    out.zeroth = 1 / success;
    out.first = miss / (success * success);
    out.second = (miss * (1 + miss)) / (success * success * success);
    out.power = 0;
    return;
  }
  let zeroth = 0;
  let first = 0;
  let second = 0;
  let power = 1;
  if (n <= 12) {
    for (let i = 0; i < n; i++) {
      zeroth += power;
      first += i * power;
      second += i * i * power;
      power *= miss;
    }
  } else {
    // The leading bits of n, one by one: from a terms to 2 a, and to 2 a + 1.
    let terms = 0;
    for (let bit = 2 ** Math.floor(Math.log2(n)); bit >= 1; bit /= 2) {
      second += power * (second + 2 * terms * first + terms * terms * zeroth);
      first += power * (first + terms * zeroth);
      zeroth += power * zeroth;
      power *= power;
      terms *= 2;
      if (Math.floor(n / bit) % 2 === 1) {
        zeroth += power;
        first += terms * power;
        second += terms * terms * power;
        power *= miss;
        terms += 1;
      }
    }
  }
  out.zeroth = zeroth;
  out.first = first;
  out.second = second;
  out.power = power;
}
