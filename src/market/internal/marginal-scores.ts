import type { OfferTable } from '../offer-table.js';
import type { ScoreForm } from '../score.js';

/**
 * The feasible tasks of a round, vehicle by vehicle, and what each adds to its vehicle's score when it is granted after the better
 * ones. The tasks of a vehicle stand by falling contribution (ties: lowest index): in the order in which they are granted.
 */
export interface MarginalScores {
  readonly count: number;
  /** By row, as are the following: the vehicle, the number of the task in the table, its contribution, its marginal score. */
  readonly vehicle: Int32Array;
  readonly task: Int32Array;
  readonly contribution: Float64Array;
  readonly score: Float64Array;
  /** Rows by falling score, so many as slots in front; on ties the lower vehicle first, and within a vehicle its own order. */
  readonly ranked: Int32Array;
}

/**
 * Ranks the feasible tasks of a round.
 * @param contribution by task of the table
 * @param base by vehicle: its score without any task. The first task granted brings base + contribution when `realised`,
 *   base (1 + contribution) when `coupled`, each further one what it adds to that
 */
export function marginalScores(
  { taskStart, feasible }: OfferTable,
  slots: number,
  contribution: Float64Array,
  base: Float64Array,
  form: ScoreForm,
): MarginalScores {
  const size = feasible.length;
  const numbers = new Int32Array(3 * size);
  const amounts = new Float64Array(2 * size);
  const vehicle = numbers.subarray(0, size);
  const task = numbers.subarray(size, 2 * size);
  const own = amounts.subarray(0, size);
  const score = amounts.subarray(size);
  let count = 0;
  for (let v = 0; v + 1 < taskStart.length; v++) {
    const first = count;
    for (let number = taskStart[v]; number < taskStart[v + 1]; number++) {
      if (feasible[number] === 0) continue;
      const worth = contribution[number];
      let row = count++;
      for (; row > first && worth > own[row - 1]; row--) {
        task[row] = task[row - 1];
        own[row] = own[row - 1];
      }
      task[row] = number;
      own[row] = worth;
    }
    for (let row = first; row < count; row++) {
      vehicle[row] = v;
      if (form === 'realised') score[row] = row === first ? base[v] + own[row] : own[row];
      else score[row] = row === first ? base[v] * (1 + own[row]) : base[v] * own[row];
    }
  }
  const ranked = numbers.subarray(2 * size, 2 * size + count);
  for (let row = 0; row < count; row++) ranked[row] = row;
  if (count > slots) ranked.sort((a, b) => score[b] - score[a] || a - b);
  return { count, vehicle, task, contribution: own, score, ranked };
}

/** The score of the `slots`-th of the ranked marginals of all vehicles but one; undefined where there are fewer. */
export function rivalScore(
  vehicle: number,
  { count, vehicle: of, score, ranked }: MarginalScores,
  slots: number,
): number | undefined {
  let others = 0;
  for (let i = 0; count > slots && i < count; i++)
    if (of[ranked[i]] !== vehicle && ++others === slots) return score[ranked[i]];
  return undefined;
}
