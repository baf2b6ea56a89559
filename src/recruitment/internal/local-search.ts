import type { Coverage } from '../coverage.js';
import { type TakenSet, welfareOf } from './greedy-three.js';
import { isMore } from './outcome.js';

/**
 * LocalSearch of BUMA (Feige, Mirrokni and Vondrák 2011, as tbuma's section 4 tells it) over the subsets of `ground`: start
 * from the best single vehicle; add a vehicle, and when none is left to add delete one, as long as that multiplies f by more than
 * 1 + epsilon / |S|; the better of S and its complement in `ground`. f(S) = V(S) - sum of bids of S + sum of all bids, which is
 * never negative. Vehicles are tried by ascending number.
 */
export function localSearch(market: Coverage, ground: readonly number[], epsilon: number): TakenSet {
  const offset = market.bids.reduce((sum, bid) => sum + bid, 0);
  const f = (set: readonly number[]): number => welfareOf(market, set) + offset;
  const candidates = ground.toSorted((a, b) => a - b);
  if (candidates.length === 0) return { vehicles: [], objective: 0 };

  let set = [candidates[0]];
  for (const i of candidates) if (isMore(f([i]), f(set))) set = [i];
  let value = f(set);
  const step = (next: readonly number[]): boolean => {
    const reached = f(next);
    if (!(reached > (1 + epsilon / Math.max(1, set.length)) * value) || !isMore(reached, value)) return false;
    set = [...next];
    value = reached;
    return true;
  };
  for (;;) {
    if (candidates.some((i) => !set.includes(i) && step([...set, i]))) continue;
    if (!set.some((i) => step(set.filter((x) => x !== i)))) break;
  }
  const complement = candidates.filter((i) => !set.includes(i));
  const vehicles = isMore(f(complement), value) ? complement : set;
  return { vehicles, objective: welfareOf(market, vehicles) };
}
