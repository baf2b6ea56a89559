import { stringify } from 'yaml';
import { validate } from '../../src/input/index.js';
import type { RoadNetwork } from '../../src/network/index.js';
import {
  type KeyFigure,
  type ReportedMean,
  type RunReportData,
  runReport,
  type TimePoint,
} from '../../src/report/index.js';
import {
  calibrationOf,
  type Measure,
  mean,
  type RunManifest,
  type Summary,
} from '../../src/results/index.js';
import type { LoadedScenario, Scenario } from '../../src/scenario/index.js';
import type { LinkExample } from '../probes/link-examples.js';
import { hasSeveralMarkets } from '../services/crowdsourcing/campaign-plan.js';
import { campaignMap } from './campaign-map.js';
import { auctionReport } from './campaign-report.js';
import { type CrowdsourcingPart, crowdsourcingPart } from './crowdsourcing-part.js';
import { marketsReport } from './markets-report.js';
import { onlineReport } from './online-part.js';
import type { CosimulationResult, ReplicationResult } from './replication-result.js';
import { warmUpRemark } from './warm-up-remark.js';

/** What a report of a run is made of. */
export interface RunReportInputs {
  readonly loaded: LoadedScenario;
  readonly manifest: RunManifest;
  readonly summary: Summary;
  /** Of the replications of the summary, in order. */
  readonly results: readonly ReplicationResult[];
  readonly network: RoadNetwork;
  /** Some links with their observed travel times. */
  readonly examples: readonly LinkExample[];
}

function keyFiguresOf(summary: Summary): KeyFigure[] {
  const of = new Map(summary.measures.map((measure) => [measure.name, measure]));
  const value = (name: string, label?: string, tone?: 'expected' | 'realised') => {
    const measure: Measure | undefined = of.get(name);
    return { label, tone, value: measure?.mean ?? null, low: measure?.low, high: measure?.high };
  };
  const pair = (what: string) => [
    value(`expected_${what}`, 'expected', 'expected'),
    value(`realised_${what}`, 'realised', 'realised'),
  ];
  return [
    {
      label: 'Value of the tasks',
      values: pair('value'),
      note: 'when the auction ended, and as the winners drove',
    },
    { label: "Requester's utility", values: pair('utility'), note: 'value less payments' },
    { label: 'Payments', values: [value('payment_total')], note: 'to all winners' },
    {
      label: 'Winners',
      values: [value('winners')],
      note: `of ${of.get('bidders')?.mean?.toFixed(0) ?? '-'} bidders on average`,
    },
    {
      label: 'Completion error',
      unit: 's',
      values: [value('completion_error')],
      note: 'mean absolute difference of forecast and fact',
    },
    {
      label: 'Brier skill',
      digits: 2,
      values: [value('brier_skill')],
      note: 'of the completion probabilities; 0 is the base rate, 1 is perfect',
    },
  ];
}

/** Vehicles on the road over time: the mean over the replications, and their range. */
function runningSeries(parts: readonly CosimulationResult[]): TimePoint[] {
  return (parts[0]?.running.time ?? []).map((time, i) => {
    const running = parts.map((part) => part.running.vehicles[i] ?? 0);
    return { time, value: mean(running), low: Math.min(...running), high: Math.max(...running) };
  });
}

function trafficCaption(running: readonly TimePoint[], { traffic }: Scenario, hasCampaign: boolean): string {
  const { warmUp } = traffic;
  const remark = warmUpRemark(
    running.map(({ time }) => time),
    running.map(({ value }) => value),
    warmUp,
  );
  const begins = hasCampaign ? 'the campaign starts' : 'the warm-up ends';
  return `Vehicles on the road; ${begins} at ${warmUp} s. Mean of the replications and their range. ${remark}`.trim();
}

/** What the replications of a scenario with a campaign left of it. */
function campaignParts(
  cosimulations: readonly ({ readonly replication: number } & CosimulationResult)[],
): ({ readonly replication: number } & CrowdsourcingPart)[] {
  return cosimulations.flatMap(({ replication, services: { crowdsourcing } }) =>
    crowdsourcing === undefined
      ? []
      : [{ replication, ...validate(crowdsourcingPart, crowdsourcing, `replication ${replication}: $`) }],
  );
}

async function reportData(inputs: RunReportInputs): Promise<RunReportData> {
  const { loaded, manifest, summary, results, network, examples } = inputs;
  const { scenario } = loaded;
  const cosimulations = results.flatMap(({ replication, cosimulation }) =>
    cosimulation === null ? [] : [{ replication, ...cosimulation }],
  );
  const parts = campaignParts(cosimulations);
  const isSeries = parts.length > 0 && hasSeveralMarkets(scenario);
  const measure = (name: string): ReportedMean =>
    summary.measures.find((one) => one.name === name) ?? { mean: null };
  const running = runningSeries(cosimulations);
  const online = onlineReport(cosimulations, summary);
  const freshness =
    scenario.freshness === undefined
      ? undefined
      : await (await import('./freshness-report.js')).freshnessReport(summary, cosimulations);
  const twin =
    scenario.twin === undefined
      ? undefined
      : await (await import('./twin-report.js')).twinReport(summary, cosimulations, scenario, network);
  const shown = parts.find(({ detail }) => detail !== null);
  return {
    name: scenario.name,
    description: scenario.description,
    replications: results.map(({ replication }) => ({ replication, seed: manifest.seeds[replication] })),
    level: summary.level,
    keyFigures: [
      ...(parts.length > 0 ? keyFiguresOf(summary) : []),
      ...(freshness?.keyFigures ?? []),
      ...(twin?.keyFigures ?? []),
    ],
    services: [
      ...(freshness === undefined ? [] : [freshness.section]),
      ...(twin === undefined ? [] : [twin.section]),
    ],
    ...(shown?.detail
      ? {
          map: { replication: shown.replication, network: campaignMap(shown.detail.map, network) },
          ...(isSeries
            ? {}
            : { auction: auctionReport(shown.detail.auctions[0], shown.replication, scenario) }),
        }
      : {}),
    ...(isSeries ? { markets: marketsReport(parts, scenario, measure, summary.level) } : {}),
    completions: parts.flatMap(({ completions }) => completions),
    ...(parts.length > 0 ? { calibration: calibrationOf(parts.map(({ calibration }) => calibration)) } : {}),
    campaigns: parts.map(({ replication, campaign, markets }) => ({
      ...campaign,
      replication,
      seed: scenario.seed,
      budget: markets.reduce((sum, { acts, budget }) => sum + (acts ? budget : 0), 0),
    })),
    links: examples.map(
      ({ link, name, slot, slotLength = scenario.travelTime.slotLength, times, mean: centre, sd }) => ({
        link: name === '' ? link : `${link} (${name})`,
        slot: `${slot * slotLength} to ${(slot + 1) * slotLength} s`,
        values: times,
        mean: centre,
        sd,
      }),
    ),
    series: [
      {
        title: 'Traffic',
        caption: trafficCaption(running, scenario, parts.length > 0),
        data: {
          series: [{ name: 'on the road', tone: 'ink', points: running }],
          timeTitle: 'simulated time [s]',
          valueTitle: 'vehicles on the road',
          ...(cosimulations.length > 1 ? { band: 'range of the replications' } : {}),
        },
      },
    ],
    ...(online === undefined ? {} : { online }),
    notes: summary.notes,
    scenarioYaml: stringify(scenario),
    command: `bidlane run ${loaded.file} --seed ${scenario.seed} --replications ${scenario.replications}`,
    provenance: [
      ['bidlane', manifest.versions.bidlane],
      ['SUMO', manifest.versions.sumo],
      ['Node', manifest.versions.node],
      ['started', manifest.startedAt],
      ['digest', summary.digest],
    ],
  };
}

/** The HTML report of a run. */
export async function reportOfRun(inputs: RunReportInputs): Promise<string> {
  return runReport(await reportData(inputs));
}
