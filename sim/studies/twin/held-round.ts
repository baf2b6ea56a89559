import {
  epvisa,
  type MarketOutcome,
  mtepvisa,
  normalisedMarket,
  type ObservedQualities,
  observedQualities,
  optimum,
  priceScalingFactor,
  pvisa,
  type ServiceMarket,
} from '../../../src/market/index.js';
import { RandomStreams } from '../../../src/random/index.js';
import type { StudyContext, StudyValues } from '../engine/index.js';
import { drawnRound, type RoundSettings } from './drawn-round.js';

/** What is measured of a round. */
export const roundMeasures = {
  total: { label: 'total surplus' },
  twin: { label: 'digital-twin surplus' },
  traffic: { label: 'traffic-simulation surplus' },
  driving: { label: 'driving-simulation surplus' },
  revenue: { label: 'revenue from simulators' },
  alpha: { label: 'price scaling factor from past rounds' },
} as const;
export type RoundMeasure = keyof typeof roundMeasures;

function measured({ surplus, revenue }: MarketOutcome, alpha: number): Record<RoundMeasure, number> {
  const { total, twin, traffic, driving } = surplus;
  return { total, twin, traffic, driving, revenue: revenue.offline, alpha };
}

const withoutAi = (market: ServiceMarket): ServiceMarket => ({ ...market, matchQuality: 'hits' });

/**
 * The mechanisms of the figures. The papers' surplus comes from the score that counts what simulations will have brought
 * (`realised`), which simulators can steer; the truthful one stands beside it. Payments are critical; they do not change surplus.
 */
const holders = {
  MTEPViSA: (market: ServiceMarket) => mtepvisa(market, { score: 'realised' }),
  EPViSA: (market: ServiceMarket) => epvisa(market, { score: 'realised' }),
  PViSA: (market: ServiceMarket) => pvisa(market),
  'MTEPViSA, truthful score': (market: ServiceMarket) => mtepvisa(market, { score: 'coupled' }),
  'MTEPViSA without generative AI': (market: ServiceMarket) =>
    mtepvisa(withoutAi(market), { score: 'realised' }),
  'PViSA without generative AI': (market: ServiceMarket) => pvisa(withoutAi(market)),
  optimum,
} as const satisfies Record<string, (market: ServiceMarket) => MarketOutcome>;
export type HolderName = keyof typeof holders;

/** Rounds that the roadside unit looks back on. */
const pastRounds = 40;

/**
 * The price scaling factor from past rounds of the same kind, in which the scale was 1. What the winner's simulations were worth is
 * known afterwards.
 */
function scalingFactor(settings: RoundSettings): number {
  const past: ObservedQualities[] = [];
  for (let round = 0; round < pastRounds; round++) {
    const market = normalisedMarket(drawnRound(new RandomStreams(`past/${round}`), settings, 1));
    const { vehicle } = holders.MTEPViSA(market);
    if (vehicle !== null) past.push(...observedQualities(market, vehicle));
  }
  return priceScalingFactor(past, 1);
}

/** Draws the round of a replication and holds it by each mechanism. */
export async function heldRound(
  { random, shared }: Pick<StudyContext, 'random' | 'shared'>,
  settings: RoundSettings,
  series: readonly HolderName[],
): Promise<StudyValues> {
  const alpha = await shared(`alpha ${JSON.stringify(settings)}`, () => scalingFactor(settings));
  const market = normalisedMarket(drawnRound(random, settings, alpha));
  return Object.fromEntries(series.map((name) => [name, measured(holders[name](market), alpha)]));
}
