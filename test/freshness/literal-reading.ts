import type { AgePolicy, RecruitmentProblem, VehicleType } from '../../src/freshness/index.js';

/** Q and E of every set straight from eq. (2) and (4), bit n of the index for type n. */
export interface Sets {
  readonly q: number[];
  readonly e: number[];
}

function xe(type: VehicleType): [number, number] {
  if ('success' in type) return [type.success, type.payment];
  if ('arrival' in type) return [type.arrival * type.capability, type.arrival * type.cost];
  if ('rate' in type) return [1 - Math.exp(-type.rate * type.capability), type.rate * type.cost];
  let x = 0;
  let e = 0;
  for (const [n, share] of type.counts.entries()) {
    x += share * (1 - (1 - type.capability) ** n);
    e += share * n * type.cost;
  }
  return [x, e];
}

export function sets(types: readonly VehicleType[]): Sets {
  const q: number[] = [];
  const e: number[] = [];
  for (let set = 0; set < 2 ** types.length; set++) {
    let miss = 1;
    let payment = 0;
    for (const [n, type] of types.entries()) {
      if (((set >> n) & 1) === 0) continue;
      miss *= 1 - xe(type)[0];
      payment += xe(type)[1];
    }
    q.push(1 - miss);
    e.push(payment);
  }
  return { q, e };
}

/** The immediate charge of eq. (7). */
export function charge(problem: RecruitmentProblem, age: number, q: number, e: number): number {
  const { beta, epsilon = 1 } = problem;
  const gain = (-q * 1 - (1 - q) * (age + 1) ** 2) * epsilon;
  return (1 - beta) * e - beta * gain;
}

/** Plain value iteration with all sets on a long chain: the payoff, and for every age the value of every set. */
export function bruteForce(
  problem: RecruitmentProblem,
  states: number,
  tolerance = 1e-13,
): { payoff: number; index: Float64Array } {
  const { q, e } = sets(problem.types);
  let values = new Float64Array(states + 2);
  let lower = 0;
  let upper = 1e300;
  const u = Array.from({ length: states + 1 }, (_, age) => q.map((_, a) => charge(problem, age, q[a], e[a])));
  for (let v = 0; v < 20_000 && upper - lower > tolerance * Math.max(1, upper); v++) {
    const next = new Float64Array(states + 2);
    lower = Infinity;
    upper = -Infinity;
    for (let age = 1; age <= states; age++) {
      const older = values[Math.min(age + 1, states)];
      let best = Infinity;
      for (let a = 0; a < q.length; a++)
        best = Math.min(best, u[age][a] + q[a] * values[1] + (1 - q[a]) * older);
      const mixed = 0.7 * best + 0.3 * values[age];
      // Far ages are hardly ever reached; their rounding must not keep the test open.
      if (age <= states / 4) {
        lower = Math.min(lower, (mixed - values[age]) / 0.7);
        upper = Math.max(upper, (mixed - values[age]) / 0.7);
      }
      next[age] = mixed;
    }
    const shift = next[1];
    values = next.map((value, age) => (age > 0 ? value - shift : 0));
  }
  const { beta, epsilon = 1 } = problem;
  const index = Float64Array.from({ length: states }, (_, age) =>
    age === 0 ? 0 : beta * epsilon * ((age + 1) ** 2 - 1) + values[Math.min(age + 1, states)] - values[1],
  );
  return { payoff: -(lower + upper) / 2, index };
}

/** Averages of a policy by summing over ages until nothing is left. */
export function literalValue(
  problem: RecruitmentProblem,
  policy: AgePolicy,
): { payoff: number; averageAge: number; averageCost: number } {
  const { q, e } = sets(problem.types);
  const { beta, epsilon = 1 } = problem;
  let survival = 1;
  let [slots, ages, squares, cost] = [0, 0, 0, 0];
  for (let age = 1; survival > 1e-18 && age < 200_000; age++) {
    const piece = policy.findLast(({ fromAge }) => fromAge <= age);
    const set = piece?.recruit.reduce((sum, n) => sum + 2 ** n, 0) ?? 0;
    slots += survival;
    ages += survival * age;
    // The square that is charged is that of the next age.
    squares += survival * (q[set] + (1 - q[set]) * (age + 1) ** 2);
    cost += survival * e[set];
    survival *= 1 - q[set];
  }
  return {
    payoff: -(beta * epsilon * squares + (1 - beta) * cost) / slots,
    averageAge: ages / slots,
    averageCost: cost / slots,
  };
}
