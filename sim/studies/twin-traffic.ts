import type { Scenario, TwinSettings } from '../../src/scenario/index.js';
import {
  type Claim,
  cities,
  cityOf,
  cross,
  defineStudy,
  learnLinkTimes,
  measuresOnSameTraffic,
  onStreets,
  shownEstimate,
} from './engine/index.js';

const mechanisms: readonly (readonly [TwinSettings['market']['mechanism'], string])[] = [
  ['slots', 'MTEPViSA with slots'],
  ['mtepvisa', 'MTEPViSA'],
  ['epvisa', 'EPViSA'],
  ['pvisa', 'PViSA'],
  ['first-come', 'first come'],
];
const [slots, mtepvisa, epvisa, pvisa, firstCome] = mechanisms.map(([, name]) => name);

/** Measures of the study and those of a replication that they are. */
const measured = {
  completion: 'twin_completion',
  age: 'twin_age',
  fairness: 'twin_fairness',
  surplus: 'twin_surplus',
  surplus_reckoned: 'twin_surplus_promised',
  revenue_online: 'twin_revenue_online',
  revenue_offline: 'twin_revenue_offline',
  efficiency: 'twin_efficiency',
} as const;

/** The base scenario in a city, with a share of vehicles with twins; Beijing's quarter needs fewer units. */
function setUp(scenario: Scenario, city: (typeof cities)[number], share: number): Scenario {
  const { twin, ...rest } = onStreets(scenario, city);
  if (twin === undefined) throw new Error('the base scenario has no digital twins');
  const units = city === 'Beijing' && typeof twin.units === 'number' ? Math.ceil(twin.units / 4) : twin.units;
  return { ...rest, twin: { ...twin, units, vehicles: { ...twin.vehicles, share } } };
}

function decidedBy(scenario: Scenario, mechanism: TwinSettings['market']['mechanism']): Scenario {
  const { twin } = scenario;
  if (twin === undefined) throw new Error('the base scenario has no digital twins');
  return { ...scenario, twin: { ...twin, market: { ...twin.market, mechanism } } };
}

function higher(claim: string, series: string, than: string, measure: keyof typeof measured): Claim {
  return { claim, expect: { higher: series, than, measure } };
}

/** The mechanisms of the market on the links, queues and handovers of SUMO traffic. */
export default defineStudy({
  name: 'twin-traffic',
  title: 'The market of digital twins on real traffic',
  source: {
    paper: 'Digital-twin market paper',
    figure: 'the comparison of Figs. 8 and 9, on traffic in place of drawn rates',
    says: 'MTEPViSA brings more surplus than EPViSA and PViSA.',
  },
  description:
    'Vehicles of SUMO offload the tasks of their twins to roadside units at the junctions that cover most road. Rates follow from places every second, ' +
    'transfers share the band, tasks queue at the processors and are lost at handovers. All mechanisms meet the same vehicles, links and tasks.',
  scenario: 'scenarios/twin-manhattan.yaml',
  with: { 'traffic.duration': 120 },
  points: cross({ city: [...cities], share: [0.1, 0.3] }),
  parameters: {
    city: { label: 'city' },
    share: { label: 'share of vehicles with a twin' },
  },
  series: mechanisms.map(([, name]) => name),
  replications: 10,
  quick: {
    replications: 2,
    points: cross({ city: [...cities], share: [0.3] }),
    with: { 'traffic.duration': 60 },
  },
  measures: {
    completion: { label: 'share of tasks done in time' },
    age: { label: 'age of a twin', unit: 's' },
    fairness: { label: "Jain's index of the vehicles' shares" },
    surplus: { label: 'surplus that came' },
    surplus_reckoned: { label: 'surplus as reckoned' },
    revenue_online: { label: 'paid by vehicles' },
    revenue_offline: { label: 'paid by simulators' },
    efficiency: { label: 'surplus as reckoned over the optimum of the same rounds' },
  },
  async prepare(preparation) {
    for (const city of cities)
      await learnLinkTimes({ ...preparation, scenario: onStreets(preparation.scenario, city) });
  },
  async compute(context) {
    const { city, share } = context.point;
    const scenario = setUp(context.scenario, cityOf(city), Number(share));
    const results = await measuresOnSameTraffic(
      mechanisms.map(([mechanism]) => decidedBy(scenario, mechanism)),
      context,
    );
    return Object.fromEntries(
      mechanisms.map(([, name], i) => [
        name,
        Object.fromEntries(
          Object.entries(measured).map(([measure, source]) => [measure, results[i].get(source) ?? null]),
        ),
      ]),
    );
  },
  charts: cities.flatMap((city) =>
    ['completion', 'age', 'fairness', 'surplus'].map((measure) => ({
      x: 'share',
      measure,
      at: { city },
      caption: `${city}.`,
    })),
  ),
  claims: [
    {
      claim: 'MTEPViSA brings more surplus than EPViSA',
      paper: 'with all tasks in the score and the modified second bid the surplus is higher',
      expect: { higher: mtepvisa, than: epvisa, measure: 'surplus' },
    },
    {
      claim: 'MTEPViSA brings more surplus than PViSA',
      paper: 'the surplus is higher than with second prices in both submarkets',
      expect: { higher: mtepvisa, than: pvisa, measure: 'surplus' },
    },
    higher(
      'Slots for the best tasks bring more surplus than all tasks of one vehicle',
      slots,
      mtepvisa,
      'surplus',
    ),
    higher('Slots synchronise more tasks in time than one vehicle a round', slots, mtepvisa, 'completion'),
    higher('Slots are fairer than one vehicle a round', slots, mtepvisa, 'fairness'),
    higher('Slots bring more surplus than first come, first served', slots, firstCome, 'surplus'),
    {
      claim: 'Twins are younger with first come, first served than with a market',
      expect: { lower: firstCome, than: slots, measure: 'age' },
    },
    {
      claim: 'At least three quarters of the surplus that slots reckon with come true, at every point',
      judge: (results) => {
        const shares = results.points.map((at) => {
          const came = results.estimate({ series: slots, measure: 'surplus', at });
          const reckoned = results.estimate({ series: slots, measure: 'surplus_reckoned', at });
          return { at, share: came.mean / reckoned.mean, came, reckoned };
        });
        const worst = shares.reduce((a, b) => (b.share < a.share ? b : a));
        return {
          holds: worst.share >= 0.75,
          evidence: `least at ${String(worst.at.city)}, share ${String(worst.at.share)}: ${shownEstimate(worst.came)} of ${shownEstimate(worst.reckoned)}`,
        };
      },
    },
  ],
});
