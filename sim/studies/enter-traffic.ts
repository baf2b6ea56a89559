import { mean } from '../../src/results/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { comparedPolicies } from '../services/freshness/compared-policies.js';
import {
  cities,
  cityOf,
  cross,
  defineStudy,
  freshMap,
  learnLinkTimes,
  onStreets,
  shownEstimate,
} from './engine/index.js';

const names: Readonly<Record<(typeof comparedPolicies)[number], string>> = {
  enter: 'ENTER',
  'enter-probes': 'ENTER (probe traces only)',
  'enter-forecast': 'ENTER (slot forecasts)',
  'phase-aware': 'phase-aware',
  'zero-wait': 'zero-wait',
  draim: 'DRAIM',
  auction: 'auction',
  myopic: 'myopic',
  'constant-set': 'best constant set',
  'single-set': 'best single set',
  'arrival-aware': 'arrival-aware',
  clairvoyant: 'clairvoyant',
};

function connectedOf(scenario: Scenario, connected: number): Scenario {
  const { freshness } = scenario;
  if (freshness === undefined) throw new Error('the base scenario keeps no map fresh');
  return { ...scenario, freshness: { ...freshness, connected } };
}

/** ENTER, its extensions and its rivals on the arrivals of SUMO traffic. */
export default defineStudy({
  name: 'enter-traffic',
  title: 'Map freshness on real arrivals',
  source: {
    paper: 'ENTER paper',
    figure: 'Figs. 2-4, on traffic in place of Bernoulli draws',
    says: "ENTER improves the company's payoff over zero-wait, DRAIM and the auction mechanism.",
  },
  description:
    'Six of the busiest junctions of each city; signals make vehicles come in platoons. ENTER is solved again every minute by estimates from ' +
    'probe traces and from the vehicles known to be on their way; all policies are played on the same arrivals. Means over the junctions, per slot.',
  scenario: 'scenarios/freshness-manhattan.yaml',
  points: cross({ city: [...cities], connected: [0.2, 0.5] }),
  parameters: {
    city: { label: 'city' },
    connected: { label: 'share of connected vehicles' },
  },
  series: Object.values(names),
  replications: 10,
  quick: { replications: 2, points: cross({ city: [...cities], connected: [0.5] }) },
  measures: {
    payoff: { label: 'payoff per slot' },
    predicted_payoff: { label: 'predicted payoff per slot' },
    age: { label: 'average age', unit: 'slots' },
    cost: { label: 'payment per slot' },
    wasted_cost: { label: 'wasted payment per slot' },
    dispersion: { label: 'dispersion of the arrivals' },
  },
  async prepare(preparation) {
    for (const city of cities)
      await learnLinkTimes({ ...preparation, scenario: onStreets(preparation.scenario, city) });
  },
  async compute(context) {
    const { city, connected } = context.point;
    const scenario = connectedOf(onStreets(context.scenario, cityOf(city)), Number(connected));
    const points = await freshMap(scenario, context);
    const dispersion = mean(points.map((point) => point.dispersion).filter(Number.isFinite));
    return Object.fromEntries(
      comparedPolicies.map((policy, i) => {
        const own = points.map(({ policies }) => policies[i]);
        const over = (of: (one: (typeof own)[number]) => number | undefined): number | null => {
          const value = mean(own.map((one) => of(one) ?? Number.NaN));
          return Number.isFinite(value) ? value : null;
        };
        const values = {
          payoff: over(({ realised }) => realised.payoff),
          predicted_payoff: over(({ predicted }) => predicted?.payoff),
          age: over(({ realised }) => realised.averageAge),
          cost: over(({ realised }) => realised.averageCost),
          wasted_cost: over(({ realised }) => realised.wastedCost),
          dispersion: Number.isFinite(dispersion) ? dispersion : null,
        };
        return [names[policy], values];
      }),
    );
  },
  charts: cities.flatMap((city) =>
    ['payoff', 'age', 'cost', 'wasted_cost'].map((measure) => ({
      x: 'connected',
      measure,
      at: { city },
      caption: `${city}.`,
      series: [names.enter, names['phase-aware'], names['zero-wait'], names.draim, names['enter-forecast']],
    })),
  ),
  claims: [
    {
      claim: 'ENTER earns more than zero-wait',
      paper: 'ENTER improves the payoff by 38.34 % over zero-wait',
      expect: { higher: names.enter, than: names['zero-wait'], measure: 'payoff' },
    },
    {
      claim: 'ENTER earns more than DRAIM',
      paper: 'by 23.40 % over DRAIM',
      expect: { higher: names.enter, than: names.draim, measure: 'payoff' },
    },
    {
      claim: 'ENTER earns more than the auction mechanism',
      paper: 'by 43.91 % over the auction mechanism',
      expect: { higher: names.enter, than: names.auction, measure: 'payoff' },
    },
    {
      claim: 'Looking at the phase of the signal earns more than plain ENTER',
      expect: { higher: names['phase-aware'], than: names.enter, measure: 'payoff' },
    },
    {
      claim: 'Forecasts slot by slot earn more than plain ENTER',
      expect: { higher: names['enter-forecast'], than: names.enter, measure: 'payoff' },
    },
    {
      claim: 'ENTER earns within a quarter of what it promised, at every point',
      judge: (results) => {
        const ratios = results.points.map((at) => {
          const realised = results.estimate({ series: names.enter, measure: 'payoff', at });
          const promised = results.estimate({ series: names.enter, measure: 'predicted_payoff', at });
          return { at, off: Math.abs(realised.mean / promised.mean - 1), realised, promised };
        });
        const worst = ratios.reduce((a, b) => (b.off > a.off ? b : a));
        return {
          holds: worst.off <= 0.25,
          evidence: `furthest at ${String(worst.at.city)}, share ${String(worst.at.connected)}: ${shownEstimate(worst.realised)} in place of ${shownEstimate(worst.promised)}`,
        };
      },
    },
  ],
});
