import { type BidMarket, type BidTable, bidTableOf } from './bid-market.js';
import { acceptBid, type BidRun, bidMarginal, forkBidRun, startBidRun, takeBid } from './internal/bid-run.js';

/** A bid by the number of its vehicle and its number among the vehicle's bids. */
export interface BidNumber {
  readonly vehicle: number;
  readonly bid: number;
}

/** What can be chosen when bids are selected. */
export interface WbsOptions {
  /**
   * `critical` (default): the selected bid of each winner is paid its critical value, eq. (10). Truthful with one bid per
   * vehicle; with several, withholding a bid can pay. `menu`: each winner is given the one of its bids that leaves it most at the
   * prices that its rivals set; truthful, but the requester can lose money.
   * `printed`: line 7 of Algorithm 2 as printed, after line 5: marginal values are those once the rival is added. It neither
   * equals eq. (10) nor is it truthful, even with one bid per vehicle.
   */
  readonly payment?: 'critical' | 'menu' | 'printed';
  /** Also return how each decision came about. Default false. */
  readonly trace?: boolean;
}

/** One turn of the selection. */
export interface BidStep extends BidNumber {
  readonly marginalValue: number;
  readonly price: number;
  /** Marginal value - price. */
  readonly welfare: number;
  /** V(w) after this turn. */
  readonly value: number;
}

/** One of the prices whose maximum a winning bid is paid. */
export interface BidPaymentStep {
  /** The winner of this turn without the paid vehicle; `null` for the last price, after all rivals. */
  readonly rival: BidNumber | null;
  /** The paid bid's marginal value at this turn. */
  readonly marginalValue: number;
  /** The rival's marginal value - price; 0 in the last turn. */
  readonly rivalWelfare: number;
  readonly price: number;
}

/** The outcome of a selection of bids. */
export interface WbsResult {
  readonly mechanism: 'wbs';
  /** In the order of selection. */
  readonly winners: readonly BidNumber[];
  /** By vehicle. */
  readonly payments: Readonly<Record<number, number>>;
  /** V of the winning bids, eq. (3). */
  readonly value: number;
  /** Sum of the winning bids' prices. */
  readonly priceTotal: number;
  readonly paymentTotal: number;
  /** V - sum of prices, eq. (6). */
  readonly socialWelfare: number;
  /** V - sum of payments, eq. (2). */
  readonly requesterUtility: number;
  readonly trace?: {
    readonly selection: readonly BidStep[];
    readonly payments: Readonly<Record<number, readonly BidPaymentStep[]>>;
  };
}

/**
 * A selection of bids: a function from a market to an outcome, without any other input. `wbs` has this type, and so must a
 * mechanism of a user's own that takes several bids per vehicle.
 */
export type BidMechanism = (market: BidMarket, options?: WbsOptions) => WbsResult;

/**
 * Eq. (10): the supremum of the prices at which a bid would still win, against the bids of the other vehicles. Marginal values are
 * those before the rival is added, and the last one is that after all rivals.
 * @param run the selection without the bid's vehicle; it is used up
 * @param least a price that the payment is known to reach
 * @param record called with every price; with it, no price is passed over
 */
function criticalPrice(
  table: BidTable,
  run: BidRun,
  bid: number,
  least: number,
  record?: (step: BidPaymentStep) => void,
): number {
  let payment = least;
  for (;;) {
    const own = bidMarginal(table, run.reached, bid);
    if (record === undefined && payment >= own) return payment;
    const rival = takeBid(table, run);
    if (rival < 0) {
      record?.({ rival: null, marginalValue: own, rivalWelfare: 0, price: own });
      return Math.max(payment, own);
    }
    const rivalWelfare = run.marginal - table.price[rival];
    const price = own - rivalWelfare;
    record?.({ rival: numberOf(table, rival), marginalValue: own, rivalWelfare, price });
    payment = Math.max(payment, price);
    acceptBid(table, run, rival);
  }
}

/**
 * Algorithm 2 line by line: the rival joins the winners in line 5, so in line 7 its own marginal value is 0 and the paid bid's
 * is what the rival leaves of it.
 * @param run the selection without the bid's vehicle; it is used up
 */
function printedPrice(
  table: BidTable,
  run: BidRun,
  bid: number,
  record?: (step: BidPaymentStep) => void,
): number {
  let payment = 0;
  for (let rival = takeBid(table, run); rival >= 0; rival = takeBid(table, run)) {
    acceptBid(table, run, rival);
    const marginalValue = bidMarginal(table, run.reached, bid);
    const rivalWelfare = bidMarginal(table, run.reached, rival) - table.price[rival];
    const price = marginalValue - rivalWelfare;
    record?.({ rival: numberOf(table, rival), marginalValue, rivalWelfare, price });
    payment = Math.max(payment, price);
  }
  const own = bidMarginal(table, run.reached, bid);
  record?.({ rival: null, marginalValue: own, rivalWelfare: 0, price: own });
  return Math.max(payment, own);
}

function numberOf(table: BidTable, bid: number): BidNumber {
  return { vehicle: table.vehicle[bid], bid: table.numberInVehicle[bid] };
}

interface Award {
  readonly bid: number;
  readonly payment: number;
}

/** The bid of a vehicle that leaves it most at the prices its rivals set, argmax_k p_k - b_k; ties: its first. */
function bestOfMenu(table: BidTable, vehicles: number, selected: number): Award {
  const start = startBidRun(table, vehicles, table.vehicle[selected]);
  const first = selected - table.numberInVehicle[selected];
  let best: Award | undefined;
  for (let bid = first; table.vehicle[bid] === table.vehicle[selected]; bid++) {
    const payment = criticalPrice(table, forkBidRun(start), bid, 0);
    if (best === undefined || payment - table.price[bid] > best.payment - table.price[best.bid])
      best = { bid, payment };
  }
  return best ?? { bid: selected, payment: table.price[selected] };
}

/** V of a set of bids, eq. (3): every task counts once, at its earliest completion. */
function valueOfBids(table: BidTable, bids: readonly number[]): number {
  const reached = new Float64Array(table.tasks);
  for (const bid of bids)
    for (let entry = table.entryStart[bid]; entry < table.entryStart[bid + 1]; entry++) {
      const task = table.entryTask[entry];
      reached[task] = Math.max(reached[task], table.entryValue[entry]);
    }
  return reached.reduce((sum, value) => sum + value, 0);
}

/** What an auction that takes these bids comes to, given what it pays in all. */
export function sumsOfBids(
  table: BidTable,
  bids: readonly number[],
  paymentTotal: number,
): Pick<WbsResult, 'value' | 'priceTotal' | 'paymentTotal' | 'socialWelfare' | 'requesterUtility'> {
  const value = valueOfBids(table, bids);
  const priceTotal = bids.reduce((sum, bid) => sum + table.price[bid], 0);
  return {
    value,
    priceTotal,
    paymentTotal,
    socialWelfare: value - priceTotal,
    requesterUtility: value - paymentTotal,
  };
}

/**
 * Winning bid selection with payment determination (Chen et al., "Delay-Aware Incentive Mechanism for Crowdsourcing with Vehicles
 * in Smart Cities", Algorithms 1 and 2, corrected after eq. (10)): bids by falling marginal value - price, at most one for each
 * vehicle, as long as that is positive. A vehicle that wins with some bid in `critical` wins in `menu` too, perhaps with another.
 * Ties: lowest vehicle, then lowest bid.
 * @throws InputError when the market is wrong
 */
export function wbs(market: BidMarket, options: WbsOptions = {}): WbsResult {
  const table = bidTableOf(market);
  const vehicles = market.vehicles.length;
  const trace = options.trace ?? false;
  const run = startBidRun(table, vehicles);
  const awards: Award[] = [];
  const selection: BidStep[] = [];
  for (let bid = takeBid(table, run); bid >= 0; bid = takeBid(table, run)) {
    if (options.payment === 'menu') awards.push(bestOfMenu(table, vehicles, bid));
    else if (options.payment === 'printed') {
      const without = startBidRun(table, vehicles, table.vehicle[bid]);
      awards.push({ bid, payment: printedPrice(table, without, bid) });
    } else {
      // Up to here the selection without this vehicle is the same.
      const fork = forkBidRun(run);
      fork.out[table.vehicle[bid]] = 1;
      awards.push({ bid, payment: criticalPrice(table, fork, bid, table.price[bid]) });
    }
    const { marginal } = run;
    acceptBid(table, run, bid);
    const price = table.price[bid];
    if (trace)
      selection.push({
        ...numberOf(table, bid),
        marginalValue: marginal,
        price,
        welfare: marginal - price,
        value: run.value,
      });
  }

  const payments: Record<number, number> = {};
  const paymentSteps: Record<number, readonly BidPaymentStep[]> = {};
  let paymentTotal = 0;
  for (const { bid, payment } of awards) {
    const vehicle = table.vehicle[bid];
    payments[vehicle] = payment;
    paymentTotal += payment;
    if (trace) {
      const steps: BidPaymentStep[] = [];
      const without = startBidRun(table, vehicles, vehicle);
      const record = (step: BidPaymentStep): void => void steps.push(step);
      if (options.payment === 'printed') printedPrice(table, without, bid, record);
      else criticalPrice(table, without, bid, 0, record);
      paymentSteps[vehicle] = steps;
    }
  }
  const bids = awards.map(({ bid }) => bid);
  return {
    mechanism: 'wbs',
    winners: bids.map((bid) => numberOf(table, bid)),
    payments,
    ...sumsOfBids(table, bids, paymentTotal),
    ...(trace ? { trace: { selection, payments: paymentSteps } } : {}),
  };
}
