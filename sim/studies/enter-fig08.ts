import { type SolverName, solveRecruitment } from '../../src/freshness/index.js';
import {
  cross,
  defineStudy,
  percent,
  percentSpread,
  range,
  type StudyResults,
  shownNumber,
} from './engine/index.js';
import { drawnTypes, drawRanges, rangeOf, usualRange } from './enter/draws.js';

const algorithms = { RVI: 'rvi', SRVI: 'srvi', 'bound-based RVI': 'bound-rvi' } as const satisfies Record<
  string,
  SolverName
>;
type Algorithm = keyof typeof algorithms;

const own = 'bound-based RVI';
const counts = range(1, 8);
const place = (types: number, name = usualRange.name) => ({ range: name, types });

function evaluations(
  results: StudyResults,
  series: Algorithm,
  at: ReturnType<typeof place>,
): readonly number[] {
  return results.values({ series, measure: 'evaluations', at });
}

/** By how much bound-based RVI differs from another algorithm, by draw, averaged over the numbers of types. */
function savings(results: StudyResults, other: Algorithm, name: string): number[] {
  const pairs = counts.map((types) => ({
    few: evaluations(results, own, place(types, name)),
    many: evaluations(results, other, place(types, name)),
  }));
  return (pairs[0]?.few ?? []).map(
    (_, draw) => pairs.reduce((sum, { few, many }) => sum + few[draw] / many[draw] - 1, 0) / pairs.length,
  );
}

const about = 0.05;

function savingClaim(other: Algorithm, printed: number) {
  return {
    claim: `Bound-based RVI needs about ${percent(-printed).slice(1)} fewer evaluations than ${other}: the median over the draws is within 5 percentage points`,
    paper: `on average it reduces computation time by ${percent(-printed).slice(1)} compared to ${other}`,
    judge(results: StudyResults) {
      const ranges = drawRanges.map(({ name }) => ({
        name,
        spread: results.spreadOf(savings(results, other, name)),
      }));
      return {
        holds: Math.abs(ranges[0].spread.median - printed) <= about,
        evidence: `averaged over one to eight types; ${ranges.map(({ name, spread }) => `${name}: ${percentSpread(spread)}`).join('; ')}`,
      };
    },
  };
}

/** Evaluations of the value iterations against the number of vehicle types. */
export default defineStudy({
  name: 'enter-fig08',
  title: 'Work of the value iterations against the number of vehicle types',
  source: {
    paper: 'ENTER paper',
    figure: 'Fig. 8',
    says: 'Bound-based RVI takes 88.24 % less time than RVI and 18.91 % less than SRVI.',
  },
  description:
    'All three solve the same problem on a chain of 1000 states with tolerance 1e-10 and weight 0.1. The paper measures seconds on ' +
    'its machine; here one evaluation is the value of one set of types at one age, which is the same on every machine. Seconds are ' +
    'measured by npm run bench.',
  points: cross({ range: drawRanges.map(({ name }) => name), types: counts }),
  parameters: { types: { label: 'number of vehicle types' }, range: { label: 'range of the parameters' } },
  series: Object.keys(algorithms),
  replications: 100,
  quick: { replications: 10 },
  statistic: 'median',
  inMemoryRun: 'enter-iterations',
  measures: {
    evaluations: { label: 'Bellman evaluations' },
    iterations: { label: 'iterations until the span test ends' },
  },
  compute({ point, random }) {
    const types = drawnTypes(random, Number(point.types), rangeOf(String(point.range)));
    const options = { states: 1000, tolerance: 1e-10, enlarge: false, mostEvaluations: 2e9 };
    return Object.fromEntries(
      Object.entries(algorithms).map(([name, solver]) => {
        const solution = solveRecruitment({ types, beta: 0.1 }, { ...options, solver });
        return [name, { evaluations: solution.bellmanEvaluations, iterations: solution.iterations }];
      }),
    );
  },
  charts: drawRanges.map(({ name }) => ({
    title: name,
    x: 'types',
    measure: 'evaluations',
    scale: 'log' as const,
    at: { range: name },
  })),
  claims: [
    savingClaim('RVI', -0.8824),
    savingClaim('SRVI', -0.1891),
    {
      claim: `Bound-based RVI needs as many evaluations as SRVI (within 5 %) with up to three types, and less than half with eight`,
      paper: 'performs similarly to SRVI when N is small but significantly outperforms it as N increases',
      judge(results) {
        const ratios = counts.map((types) =>
          results.spreadOf(
            evaluations(results, own, place(types)).map(
              (few, draw) => few / evaluations(results, 'SRVI', place(types))[draw],
            ),
          ),
        );
        return {
          holds: ratios.slice(0, 3).every(({ low }) => low >= 0.95) && ratios[7].high < 0.5,
          evidence: `share of SRVI's evaluations with one to eight types: ${ratios.map(({ median }) => median.toFixed(3)).join(', ')}`,
        };
      },
    },
    {
      claim: 'SRVI needs more than three times as many evaluations with eight types already',
      paper: 'even for 24 types it converges more than three times faster than SRVI',
      judge(results) {
        const { median, low, high } = results.spreadOf(
          evaluations(results, 'SRVI', place(8)).map(
            (many, draw) => many / evaluations(results, own, place(8))[draw],
          ),
        );
        return {
          holds: low > 3,
          evidence: `${median.toFixed(2)} times [${low.toFixed(2)}, ${high.toFixed(2)}]; with 24 types SRVI would have to list 2^24 sets`,
        };
      },
    },
    {
      claim: 'RVI needs more evaluations with every type, from two types on',
      paper: 'for RVI, the time increases sharply due to the expanding feasible set',
      judge(results) {
        const medians = counts.map((types) =>
          results.spread({ series: 'RVI', at: place(types), measure: 'evaluations' }),
        );
        const rising = medians.slice(2).every(({ median }, i) => median > medians[i + 1].median);
        return {
          holds: rising,
          evidence: `medians: ${medians.map(({ median }) => shownNumber(median)).join(', ')}`,
        };
      },
    },
    {
      claim: `The evaluations of SRVI and of ${own} first fall and then rise with the number of types`,
      paper: 'SRVI and the proposed algorithm experience a decrease and then an increase',
      judge(results) {
        const judged = (['SRVI', own] as const).map((series) => {
          const at = (types: number) => ({ series, measure: 'evaluations', at: place(types) });
          const medians = counts.map((types) => results.spread(at(types)).median);
          const least = counts[medians.indexOf(Math.min(...medians))];
          const rise = results.spreadOfDifference(at(8), at(least));
          const fall = results.spreadOfDifference(at(least), at(1));
          return {
            fits: fall.high < 0 && rise.low > 0,
            text: `${series}: ${shownNumber(medians[0])} with one type, least ${shownNumber(Math.min(...medians))} with ${least}, ${shownNumber(medians[7])} with eight`,
          };
        });
        return {
          holds: judged.every(({ fits }) => fits),
          evidence: judged.map(({ text }) => text).join('; '),
        };
      },
    },
  ],
});
