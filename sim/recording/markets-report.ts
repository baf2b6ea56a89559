import type {
  MarketAmounts,
  MarketRow,
  MarketsReport,
  NamedAmounts,
  PromisesReport,
  ReportedMean,
} from '../../src/report/index.js';
import { mean, meanInterval } from '../../src/results/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { auctionReport } from './campaign-report.js';
import type { CrowdsourcingPart, MarketPart } from './crowdsourcing-part.js';
import { type Amount, sumOf } from './mechanism-row.js';

type Part = CrowdsourcingPart & { readonly replication: number };
/** The markets of each replication that are summed up. */
type Replications = readonly (readonly MarketPart[])[];

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The mean over the replications; null when it is not known of one of them. */
function reportedMean(values: readonly (number | null)[], level: number): ReportedMean {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length || known.length === 0) return { mean: null };
  const { mean: centre, low, high } = meanInterval(known, level);
  return { mean: centre, low, high };
}

type Totals = Readonly<Record<keyof MarketAmounts, Amount>>;

const totals: Totals = {
  winners: 'winners',
  paid: 'paid_total',
  expectedValue: 'expected_value',
  realisedValue: 'realised_value',
  expectedUtility: 'expected_utility',
  realisedUtility: 'realised_utility',
  expectedWelfare: 'expected_welfare',
  realisedWelfare: 'realised_welfare',
};

function amountsBy(of: (amount: Amount) => ReportedMean): MarketAmounts {
  return {
    winners: of(totals.winners),
    paid: of(totals.paid),
    expectedValue: of(totals.expectedValue),
    realisedValue: of(totals.realisedValue),
    expectedUtility: of(totals.expectedUtility),
    realisedUtility: of(totals.realisedUtility),
    expectedWelfare: of(totals.expectedWelfare),
    realisedWelfare: of(totals.realisedWelfare),
  };
}

const amountsOf = (replications: Replications, level: number): MarketAmounts =>
  amountsBy((amount) =>
    reportedMean(
      replications.map((rows) => sumOf(rows, amount)),
      level,
    ),
  );

function namedAmounts(name: string, replications: Replications, level: number): NamedAmounts {
  const kept = replications.flat().map(({ within_budget: isKept }) => Number(isKept));
  return { name, ...amountsOf(replications, level), withinBudget: mean(kept) };
}

function marketRows(acting: Replications, level: number): MarketRow[] {
  const [first = []] = acting;
  return first.map(({ campaign, start, requester, tasks, budget }, i) => {
    const own = acting.map((rows) => rows.slice(i, i + 1));
    const bidders = mean(own.flat().map((row) => row.bidders));
    return { campaign, start, requester, tasks, budget, bidders, ...amountsOf(own, level) };
  });
}

function promisesReport(
  parts: readonly Part[],
  summary: (measure: string) => ReportedMean,
  { crowdsourcing: { auction } }: Scenario,
): PromisesReport | undefined {
  // Measured only where the acting mechanism decides on promised times.
  if (summary('promises').mean === null) return undefined;
  const promises = parts.flatMap((part) => part.promises);
  return {
    errors: promises.flatMap(({ completion, promised }) =>
      completion === null ? [] : [completion - promised],
    ),
    promised: promises.length,
    kept: promises.filter(({ kept }) => kept).length,
    tolerance: auction.wbs?.tolerance ?? 0,
    winners: summary('winners'),
    winnersPaid: summary('winners_paid'),
    winnersRerouted: summary('winners_rerouted'),
  };
}

/**
 * What the report of a run with several markets shows of them.
 * @param summary a measure of the run over the replications
 * @param level confidence of intervals
 */
export function marketsReport(
  parts: readonly Part[],
  scenario: Scenario,
  summary: (measure: string) => ReportedMean,
  level: number,
): MarketsReport {
  const rowsOf = (take: (row: MarketPart) => boolean): Replications =>
    parts.map(({ markets }) => markets.filter(take));
  const all = parts.flatMap(({ markets }) => markets);
  const acting = all.find(({ acts }) => acts)?.mechanism ?? '';
  const mechanisms = distinct(all.map(({ mechanism }) => mechanism));
  const requesters = distinct(all.map(({ requester }) => requester));
  const actingRows = rowsOf(({ acts }) => acts);
  const differences = mechanisms.slice(1).map((name) => {
    const own = rowsOf(({ mechanism }) => mechanism === name);
    const difference = (amount: Amount): ReportedMean => {
      const values = own.map((rows, r) => {
        const [a, b] = [sumOf(rows, amount), sumOf(actingRows[r], amount)];
        return a === null || b === null ? null : a - b;
      });
      return reportedMean(values, level);
    };
    return { name, ...amountsBy(difference) };
  });
  const promises = promisesReport(parts, summary, scenario);
  const shown = parts.find(({ detail }) => detail !== null);
  return {
    acting,
    mechanisms: mechanisms.map((name) =>
      namedAmounts(
        name,
        rowsOf(({ mechanism }) => mechanism === name),
        level,
      ),
    ),
    differences,
    requesters:
      requesters.length < 2
        ? []
        : requesters.map((name) =>
            namedAmounts(
              name,
              rowsOf(({ acts, requester }) => acts && requester === name),
              level,
            ),
          ),
    markets: marketRows(actingRows, level),
    ...(promises === undefined ? {} : { promises }),
    auctions: (shown?.detail?.auctions ?? []).map((detail) => ({
      ...auctionReport(detail, shown?.replication ?? 0, scenario),
      campaign: detail.campaign,
      requester: detail.requester,
    })),
  };
}
