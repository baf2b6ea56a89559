import type { PointCourse, SeenArrival } from '../../../../sim/services/freshness/course.js';
import type { RecruitmentTerms } from '../../../../sim/services/freshness/decision-rules.js';
import { reportsOf } from '../../../../src/freshness/index.js';
import { RandomStream } from '../../../../src/random/index.js';
import { type FreshnessSettings, scenarioSchema } from '../../../../src/scenario/index.js';

/** The freshness section of a scenario, with these settings. */
export function freshnessSettings(change: object = {}): FreshnessSettings {
  const traffic = { network: 'n', demand: { file: 'd' } };
  const { freshness } = scenarioSchema.parse({ name: 'x', traffic, freshness: change });
  if (freshness === undefined) throw new Error('no freshness');
  return freshness;
}

/** Two types at one point. */
export const terms: RecruitmentTerms = {
  types: [
    { name: 'cheap', share: 0.6, capability: 0.4, cost: 1 },
    { name: 'good', share: 0.4, capability: 0.8, cost: 2.5 },
  ],
  beta: 0.01,
  epsilon: 1,
  law: 'bernoulli',
};

export interface CourseOptions {
  readonly slots: number;
  /** Probability that a vehicle of each type comes in a slot, by phase. */
  readonly rates: readonly (readonly number[])[];
  readonly seed?: string;
  readonly every?: number;
}

/** A point whose arrivals are what is believed of them: Bernoulli, by type and phase. */
export function drawnCourse({ slots, rates, seed = 'course', every = slots }: CourseOptions): PointCourse {
  const random = new RandomStream(seed);
  const mean = rates[0].map((_, type) => rates.reduce((sum, of) => sum + of[type], 0) / rates.length);
  const total = mean.reduce((a, b) => a + b, 0);
  const profile = Float64Array.from(rates, (of) => of.reduce((a, b) => a + b, 0) / total);
  const arrivals = Array.from({ length: slots }, (_, slot) =>
    rates[slot % rates.length].flatMap((rate, type): SeenArrival[] =>
      random.next() < rate
        ? [{ time: slot, vehicle: slot, type, qualifies: random.next() < terms.types[type].capability }]
        : [],
    ),
  );
  const estimate = { probes: Float64Array.from(mean), predicted: Float64Array.from(mean), profile };
  const reports = rates.map((of) =>
    reportsOf(of.map((arrival, type) => ({ arrival, ...terms.types[type] }))),
  );
  return {
    arrivals,
    estimates: Array.from({ length: Math.ceil(slots / every) }, () => ({ ...estimate })),
    every,
    forecasts: arrivals.map((_, slot) => reports[slot % rates.length]),
    phaseOf: (slot) => slot % rates.length,
  };
}
