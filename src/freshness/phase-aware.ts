import { type ActionOrder, actionOrder } from './action-order.js';
import { checkPolicy, policyOf, recruitAt } from './age-policy.js';
import { indexTolerance } from './internal/backward-sweep.js';
import {
  column,
  cycleShares,
  type PhaseChain,
  type PhaseRows,
  phaseGain,
  phaseStep,
  phaseTail,
} from './internal/phase-cycle.js';
import { checkPhaseProblem, type PhasePolicy, type PhaseProblem, successorsOf } from './phase-problem.js';
import type { PolicyValue } from './policy-evaluation.js';
import { chargesOf, reportsOf, setReport } from './recruitment-problem.js';

/** The optimal policy on (age, phase). */
export interface PhaseSolution extends PolicyValue {
  readonly policy: PhasePolicy;
  readonly orders: readonly ActionOrder[];
  readonly iterations: number;
  readonly converged: boolean;
}

function chainOf(problem: PhaseProblem): PhaseChain {
  const { age, payment } = chargesOf({ ...problem, types: [] });
  return { successors: successorsOf(problem), ageCharge: age, paymentCharge: payment };
}

function averages(chain: PhaseChain, rows: PhaseRows): PolicyValue {
  const shares = cycleShares(rows);
  const sum = (c: number): number => rows.reduce((total, row, i) => total + shares[i] * row[c], 0);
  const slots = sum(column.slots);
  const averageCost = sum(column.payment) / slots;
  return {
    payoff: 0 - (chain.ageCharge * sum(column.squaredAge)) / slots - chain.paymentCharge * averageCost,
    averageAge: sum(column.age) / slots,
    averageCost,
  };
}

const never: PolicyValue = { payoff: -Infinity, averageAge: Infinity, averageCost: 0 };

/**
 * What a policy by phase and age earns in the long run, in closed form. A policy that does not look at the phase is the same
 * policy for every phase. A chain that is not renewed from some phase on is worth -Infinity.
 * The phases must make one recurrent class.
 * @throws InputError when problem or policy are wrong
 */
export function evaluatePhasePolicy(problem: PhaseProblem, policy: PhasePolicy): PolicyValue {
  checkPhaseProblem(problem);
  const chain = chainOf(problem);
  const reports = problem.phases.map(reportsOf);
  for (const [i, pieces] of policy.entries()) checkPolicy(pieces, problem.phases[i].length, `$.policy[${i}]`);
  const from = Math.max(...policy.map((pieces) => pieces[pieces.length - 1].fromAge));
  const at = (age: number) => reports.map((report, i) => setReport(report, recruitAt(policy[i], age)));
  let rows = phaseTail(chain, at(from))?.(from);
  if (rows === undefined) return never;
  for (let age = from - 1; age >= 1; age--) rows = phaseStep(chain, age, at(age), rows);
  return averages(chain, rows);
}

interface Sweep {
  readonly rows: PhaseRows;
  readonly thresholds: readonly Float64Array[];
  /** Whether the last actions are best beyond the horizon, too. */
  readonly enough: boolean;
}

/** From the horizon down to age 1: the best action by phase for guesses of the gain and the values of age 1. */
function sweep(
  chain: PhaseChain,
  orders: readonly ActionOrder[],
  tail: (age: number) => PhaseRows,
  horizon: number,
  gain: number,
  values: Float64Array,
): Sweep {
  const thresholds = orders.map(({ actions }) => new Float64Array(actions.length).fill(1));
  const taken = orders.map(({ actions }) => actions.length - 1);
  let rows = tail(horizon + 1);
  let enough = true;
  const relativeValue = (row: Float64Array): number => {
    let value = row[column.charge] - gain * row[column.slots];
    for (let j = 0; j < values.length; j++) value += row[column.landing + j] * values[j];
    return value;
  };
  for (let age = horizon; age >= 1; age--) {
    const next = rows.map(relativeValue);
    const actions = orders.map((order, i) => {
      const { phase, probability } = chain.successors[i];
      let index = chain.ageCharge * ((age + 1) * (age + 1) - 1);
      for (const [n, j] of phase.entries()) index += probability[n] * (next[j] - values[j]);
      const reached = index + indexTolerance * 10 * (Math.abs(index) + gain);
      while (taken[i] > 0 && chain.paymentCharge * order.actions[taken[i]].marginalCost > reached) {
        if (age === horizon) enough = false;
        thresholds[i][taken[i]--] = age + 1;
      }
      return order.actions[taken[i]];
    });
    rows = phaseStep(chain, age, actions, rows);
  }
  return { rows, thresholds, enough };
}

/**
 * The optimal policy of a point of interest with phases: at age s in phase i, step k of the phase's own action order is taken
 * iff (1 - beta) gamma_k <= D(s, i), the expected index over the next phase. Policy iteration on the cycles from update to
 * update, whose unknowns are the gain and the values of age 1 by phase; beyond a horizon the last actions are taken, with
 * values in closed form, and the horizon is moved out until they are best there.
 * The phases must make one recurrent class; beta epsilon must be above 0.
 * @throws InputError when the problem is wrong
 */
export function solvePhaseAware(problem: PhaseProblem): PhaseSolution {
  checkPhaseProblem(problem);
  const chain = chainOf(problem);
  const orders = problem.phases.map((types) => actionOrder(reportsOf(types)));
  const tail = phaseTail(
    chain,
    orders.map(({ actions }) => actions[actions.length - 1]),
  );
  if (tail === undefined || chain.ageCharge === 0)
    return {
      ...never,
      ...(chain.ageCharge === 0 ? { payoff: 0 } : {}),
      policy: orders.map(() => [{ fromAge: 1, recruit: [] }]),
      orders,
      iterations: 0,
      converged: true,
    };
  let { gain, values } = phaseGain(tail(1));
  let horizon = 64;
  let iterations = 0;
  let before = '';
  for (;;) {
    const found = sweep(chain, orders, tail, horizon, gain, values);
    iterations++;
    const key = JSON.stringify(found.thresholds.map((thresholds) => [...thresholds]));
    const settled = key === before || iterations >= 500;
    if (settled && (found.enough || horizon >= 2 ** 20))
      return {
        ...averages(chain, found.rows),
        policy: orders.map((order, i) => policyOf(order, found.thresholds[i])),
        orders,
        iterations,
        converged: found.enough && key === before,
      };
    if (settled) horizon *= 4;
    before = settled ? '' : key;
    ({ gain, values } = phaseGain(found.rows));
  }
}
