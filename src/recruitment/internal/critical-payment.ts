import { type Coverage, cover, marginalValue } from '../coverage.js';
import { type CandidateHeap, lowerTop, push, removeTop } from './candidate-heap.js';
import { budgetCap, floorRatio, type GreedyRule, valuePerBid } from './greedy-run.js';

/** The turns of a selection in order: whose they were, with what, and whether it won. */
export interface SelectionLog {
  readonly candidate: number[];
  readonly ratio: number[];
  readonly marginal: number[];
  readonly accepted: boolean[];
}

/**
 * The auction without one of its winners, replayed from that winner's turn on beside the log of the auction with it.
 *
 * As long as a task has been given to the same vehicles in both, it is clean; so is a vehicle all of whose tasks are. A clean
 * vehicle has the same marginal value in both, so the log tells when its turn comes. Only the other vehicles, in a heap of their
 * own, are evaluated anew. What was dirty stays so.
 */
interface Replay {
  readonly market: Coverage;
  readonly rule: GreedyRule;
  readonly log: SelectionLog;
  /** By vehicle: its turn in the log; beyond the log's end if it has none. */
  readonly turnOf: Int32Array;
  /** By task: its first vehicle in `serving`; one more at the end. */
  readonly servingStart: Int32Array;
  readonly serving: Int32Array;
  /** What the winners of the replay leave uncovered. */
  readonly residual: Float64Array;
  /** The dirty vehicles that have not had their turn; keys may be out of date. */
  readonly heap: CandidateHeap;
  /** By vehicle and by task: the number of the last replay in which it was dirty. */
  readonly dirtyVehicle: Int32Array;
  readonly dirtyTask: Int32Array;
  /** The number of this replay, from 1. */
  round: number;
  /** The next turn of the log. */
  turn: number;
}

function newReplay(market: Coverage, rule: GreedyRule, log: SelectionLog): Replay {
  const turnOf = new Int32Array(market.vehicles).fill(log.candidate.length);
  for (const [turn, candidate] of log.candidate.entries()) turnOf[candidate] = turn;
  const servingStart = new Int32Array(market.tasks + 1);
  for (const task of market.entryTask) servingStart[task + 1]++;
  for (let task = 0; task < market.tasks; task++) servingStart[task + 1] += servingStart[task];
  const next = servingStart.slice();
  const serving = new Int32Array(market.entryTask.length);
  for (let i = 0; i < market.vehicles; i++)
    for (let entry = market.entryStart[i]; entry < market.entryStart[i + 1]; entry++)
      serving[next[market.entryTask[entry]]++] = i;
  return {
    market,
    rule,
    log,
    turnOf,
    servingStart,
    serving,
    residual: new Float64Array(market.drops.length),
    heap: { keys: new Float64Array(market.vehicles), ids: new Int32Array(market.vehicles), size: 0 },
    dirtyVehicle: new Int32Array(market.vehicles),
    dirtyTask: new Int32Array(market.tasks),
    round: 0,
    turn: 0,
  };
}

/** Notes that a vehicle's tasks are not as in the log any more, and takes those who serve them out of the log's hands. */
function soil(replay: Replay, vehicle: number): void {
  const { market, round, servingStart, serving, dirtyTask, dirtyVehicle } = replay;
  const floor = floorRatio(replay.rule);
  for (let entry = market.entryStart[vehicle]; entry < market.entryStart[vehicle + 1]; entry++) {
    const task = market.entryTask[entry];
    if (dirtyTask[task] === round) continue;
    dirtyTask[task] = round;
    for (let n = servingStart[task]; n < servingStart[task + 1]; n++) {
      const i = serving[n];
      if (dirtyVehicle[i] === round) continue;
      dirtyVehicle[i] = round;
      // A clean vehicle whose turn is past has been decided on.
      if (replay.turnOf[i] < replay.turn) continue;
      const ratio = valuePerBid(marginalValue(market, replay.residual, i), market.bids[i]);
      if (ratio > floor) push(replay.heap, ratio, i);
    }
  }
}

/** Brings the heap's top up to date. @returns its marginal value, or -1 when the heap has come to its end */
function refreshTop(replay: Replay): number {
  const { heap, market, residual } = replay;
  const floor = floorRatio(replay.rule);
  while (heap.size > 0) {
    const candidate = heap.ids[0];
    const marginal = marginalValue(market, residual, candidate);
    const ratio = valuePerBid(marginal, market.bids[candidate]);
    if (ratio <= floor) removeTop(heap);
    else if (ratio === heap.keys[0]) return marginal;
    else lowerTop(heap, ratio);
  }
  return -1;
}

/**
 * The critical payment of a winner, Algorithm 3 and eq. (25), (26): the supremum of the bids with which it would still win.
 *
 * The auction without the winner equals the auction with it up to the winner's own turn, so the replay starts there. The
 * prices of earlier turns are at most its bid and the price of its own turn is at least its bid; hence the start at the bid.
 * V_i(w) and nu only fall from turn to turn, so the replay may stop as soon as no later price can exceed the payment.
 * @param valueBefore V(w) at the winner's turn; `replay.residual` and `replay.turn` must be of that turn
 */
function criticalPayment(replay: Replay, winner: number, valueBefore: number): number {
  const { market, rule, log, heap, residual, dirtyVehicle } = replay;
  const { bids } = market;
  const { aboveBid, share, stopAtViolation } = rule;
  const turns = log.candidate.length;
  replay.round++;
  replay.turn++;
  heap.size = 0;
  dirtyVehicle[winner] = replay.round;
  soil(replay, winner);

  let payment = bids[winner];
  let value = valueBefore;
  let own = marginalValue(market, residual, winner);
  let budgetPrice = budgetCap(share, value, own);
  let topMarginal = refreshTop(replay);
  for (;;) {
    const highest = aboveBid ? Math.min(own, budgetPrice) : budgetPrice;
    if (payment >= highest) return payment;

    // Whose turn is it: the next one's of the log, or the heap's top's?
    const isLogged = replay.turn < turns;
    if (!isLogged && heap.size === 0) return highest;
    const logged = isLogged ? log.candidate[replay.turn] : -1;
    const loggedRatio = isLogged ? log.ratio[replay.turn] : 0;
    const isTop =
      heap.size > 0 &&
      (heap.keys[0] > loggedRatio || (heap.keys[0] === loggedRatio && heap.ids[0] <= logged) || !isLogged);
    const ratio = isTop ? heap.keys[0] : loggedRatio;
    // The criterion refuses everyone left: passing needs V(w) < share V_i / b_i. Claimed only with room for rounding.
    if (!stopAtViolation && share * ratio * (1 + 1e-9) < value) return highest;
    const won = isLogged && log.accepted[replay.turn];
    if (!isTop && dirtyVehicle[logged] === replay.round) {
      replay.turn++;
      if (won) {
        soil(replay, logged);
        topMarginal = refreshTop(replay);
      }
      continue;
    }

    const rival = isTop ? heap.ids[0] : logged;
    const marginal = isTop ? topMarginal : log.marginal[replay.turn];
    const wonBefore = rival === logged && won;
    if (rival === logged) replay.turn++;
    if (isTop) removeTop(heap);
    const passes = bids[rival] <= budgetCap(share, value, marginal);
    if (passes || stopAtViolation) {
      const price = Math.min((own * bids[rival]) / marginal, budgetPrice);
      if (price > payment) payment = price;
      if (!passes) return payment;
      value += marginal;
      cover(market, residual, rival);
      if (isTop) own = marginalValue(market, residual, winner);
      budgetPrice = budgetCap(share, value, own);
    }
    if (passes !== wonBefore) soil(replay, rival);
    // A dirty vehicle may serve clean tasks too.
    if (isTop || passes || wonBefore) topMarginal = refreshTop(replay);
  }
}

/**
 * The critical payments of all winners of a selection.
 * @param log every turn until no candidate is left, also those behind the end that a rule's `stopAtViolation` sets
 * @returns in the order of selection
 */
export function criticalPayments(market: Coverage, rule: GreedyRule, log: SelectionLog): number[] {
  const replay = newReplay(market, rule, log);
  const residual = market.drops.slice();
  const payments: number[] = [];
  let value = 0;
  for (const [turn, candidate] of log.candidate.entries()) {
    if (!log.accepted[turn]) continue;
    replay.residual.set(residual);
    replay.turn = turn;
    payments.push(criticalPayment(replay, candidate, value));
    value += log.marginal[turn];
    cover(market, residual, candidate);
  }
  return payments;
}
