import { InputError, jsonPath, show } from '../input/index.js';
import { shannonRate } from '../twin/index.js';
import { checkMarket, type MarketVehicle, type ServiceMarket } from './market.js';

/** A roadside unit of the papers' normalised mode. */
export interface NormalisedRsu {
  /** B_up and B_down in MHz; not negative. */
  readonly uplinkBandwidth: number;
  readonly downlinkBandwidth: number;
  /** f_CPU and f_GPU in GHz; above 0. */
  readonly cpu: number;
  readonly gpu: number;
  /** P in mW; not negative. */
  readonly power: number;
}

/** A vehicle of the papers' normalised mode: gain and noise in place of rates. */
export interface NormalisedVehicle extends Omit<MarketVehicle, 'uplinkRate' | 'downlinkRate'> {
  /** g, channel gain without unit, the same both ways; not negative. */
  readonly gain: number;
  /** p in mW; not negative. */
  readonly power: number;
  /** Noise power at the roadside unit, for the uplink; above 0. */
  readonly noiseUp: number;
  /** Noise power at the vehicle, for the downlink; above 0. */
  readonly noiseDown: number;
}

/** A round of the market in the papers' normalised mode, where rates follow from gain, power and noise near 1. */
export interface NormalisedMarket extends Omit<ServiceMarket, 'rsu' | 'vehicles'> {
  readonly rsu: NormalisedRsu;
  readonly vehicles: readonly NormalisedVehicle[];
}

function checkAmount(
  value: number,
  path: readonly (string | number)[],
  root: string,
  aboveZero = false,
): void {
  if (!(Number.isFinite(value) && (aboveZero ? value > 0 : value >= 0)))
    throw new InputError(
      jsonPath(path, root),
      `is ${show(value)}`,
      `must be a number ${aboveZero ? 'above' : 'of at least'} 0`,
    );
}

/**
 * Brings a market of the normalised mode into the form that the mechanisms take: R_up = B_up log2(1 + g p / noiseUp) and
 * R_down = B_down log2(1 + g P / noiseDown) (twin-market journal, III-B).
 * @param root how paths in messages begin
 * @throws InputError at the first fault, also of those that `checkMarket` finds
 */
export function normalisedMarket(market: NormalisedMarket, root = '$'): ServiceMarket {
  const { rsu } = market;
  for (const key of ['uplinkBandwidth', 'downlinkBandwidth', 'power'] as const)
    checkAmount(rsu[key], ['rsu', key], root);
  const vehicles = market.vehicles.map((vehicle, i): MarketVehicle => {
    const { gain, power, noiseUp, noiseDown, ...rest } = vehicle;
    checkAmount(gain, ['vehicles', i, 'gain'], root);
    checkAmount(power, ['vehicles', i, 'power'], root);
    checkAmount(noiseUp, ['vehicles', i, 'noiseUp'], root, true);
    checkAmount(noiseDown, ['vehicles', i, 'noiseDown'], root, true);
    return {
      ...rest,
      uplinkRate: shannonRate(rsu.uplinkBandwidth, gain, power, noiseUp),
      downlinkRate: shannonRate(rsu.downlinkBandwidth, gain, rsu.power, noiseDown),
    };
  });
  const service: ServiceMarket = { ...market, rsu: { cpu: rsu.cpu, gpu: rsu.gpu }, vehicles };
  checkMarket(service, root);
  return service;
}
