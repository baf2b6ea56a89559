import { RunError, show } from '../input/index.js';
import type { MarketMechanism } from '../market/index.js';
import type { AuctionMechanism, BidMechanism } from '../recruitment/index.js';

function refuse(where: string, what: string, right: string): never {
  throw new RunError(`${where}: its outcome's ${what}: ${right}`);
}

/** The outcome as an object, whatever the user's function returned. */
function fieldsOf(outcome: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof outcome === 'object' && outcome !== null && !(outcome instanceof Promise))
    return outcome as Record<string, unknown>;
  const what = outcome instanceof Promise ? 'a promise' : show(outcome);
  throw new RunError(`${where}: it returned ${what}: must be an object with winners and payments`);
}

function isNumberBelow(value: unknown, count: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < count;
}

function checkPayments(payments: unknown, winners: readonly number[], where: string): void {
  if (typeof payments !== 'object' || payments === null)
    refuse(where, `payments are ${show(payments)}`, 'must be an object from vehicle number to payment');
  for (const winner of winners) {
    const payment: unknown = Reflect.get(payments, winner);
    if (!Number.isFinite(payment))
      refuse(where, `payments[${winner}] is ${show(payment)}`, 'must be a finite number for each winner');
  }
}

function checkOnce(winners: readonly number[], where: string): void {
  for (const [n, winner] of winners.entries())
    if (winners.indexOf(winner) !== n)
      refuse(where, `winners name vehicle ${winner} twice`, 'must name each vehicle at most once');
}

/** An auction of a user's own, whose winners and payments are checked. @throws RunError from the function returned */
export function checkedAuction(run: AuctionMechanism, where: string): AuctionMechanism {
  return (market, options) => {
    const outcome = run(market, options);
    const { winners, payments } = fieldsOf(outcome, where);
    if (!Array.isArray(winners)) refuse(where, `winners are ${show(winners)}`, 'must be a list of vehicles');
    for (const [n, winner] of (winners as unknown[]).entries())
      if (!isNumberBelow(winner, market.vehicles.length))
        refuse(where, `winners[${n}] is ${show(winner)}`, 'must be the number of a vehicle');
    checkOnce(winners as number[], where);
    checkPayments(payments, winners as number[], where);
    return outcome;
  };
}

/** An auction with several bids per vehicle, whose winners and payments are checked. @throws RunError from the function returned */
export function checkedBidAuction(run: BidMechanism, where: string): BidMechanism {
  return (market, options) => {
    const outcome = run(market, options);
    const { winners, payments } = fieldsOf(outcome, where);
    if (!Array.isArray(winners)) refuse(where, `winners are ${show(winners)}`, 'must be a list of bids');
    for (const [n, winner] of (winners as unknown[]).entries()) {
      const { vehicle, bid } = fieldsOf(winner, `${where}: winners[${n}]`);
      if (
        !isNumberBelow(vehicle, market.vehicles.length) ||
        !isNumberBelow(bid, market.vehicles[vehicle].bids.length)
      )
        refuse(where, `winners[${n}] is ${show(winner)}`, 'must be {vehicle, bid}, a bid of the market');
    }
    const vehicles = outcome.winners.map(({ vehicle }) => vehicle);
    checkOnce(vehicles, where);
    checkPayments(payments, vehicles, where);
    return outcome;
  };
}

/** A market mechanism of a user's own, whose winner and payments are checked. @throws RunError from the function returned */
export function checkedMarket(run: MarketMechanism, where: string): MarketMechanism {
  return (market, options) => {
    const outcome = run(market, options);
    const fields = fieldsOf(outcome, where);
    const { vehicle, vehiclePayment, simulatorPerTask, simulatorPayments } = fields;
    if (vehicle !== null && !isNumberBelow(vehicle, market.vehicles.length))
      refuse(where, `vehicle is ${show(vehicle)}`, 'must be the number of a vehicle, or null');
    if (!Number.isFinite(vehiclePayment))
      refuse(where, `vehiclePayment is ${show(vehiclePayment)}`, 'must be a finite number');
    const tasks = vehicle === null ? 0 : market.vehicles[vehicle].tasks.length;
    if (!Array.isArray(simulatorPerTask) || simulatorPerTask.length !== tasks)
      refuse(
        where,
        `simulatorPerTask is ${show(simulatorPerTask)}`,
        'must have one entry for each task of the winner',
      );
    for (const [n, simulator] of (simulatorPerTask as unknown[]).entries())
      if (simulator !== null && !isNumberBelow(simulator, market.simulators.length))
        refuse(where, `simulatorPerTask[${n}] is ${show(simulator)}`, 'must be a simulator, or null');
    if (!Array.isArray(simulatorPayments) || simulatorPayments.length !== tasks)
      refuse(
        where,
        `simulatorPayments is ${show(simulatorPayments)}`,
        'must have one entry for each task of the winner',
      );
    for (const [n, payment] of (simulatorPayments as unknown[]).entries())
      if (!Number.isFinite(payment))
        refuse(where, `simulatorPayments[${n}] is ${show(payment)}`, 'must be a finite number');
    return outcome;
  };
}
