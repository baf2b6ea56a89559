import { stringify } from 'yaml';
import type { RoadNetwork } from '../../src/network/index.js';
import { type KeyFigure, type RunReportData, runReport, type TimePoint } from '../../src/report/index.js';
import { calibration, type Measure, mean, type RunManifest, type Summary } from '../../src/results/index.js';
import type { LoadedScenario } from '../../src/scenario/index.js';
import type { LearntTravelTimes } from '../probes/learn-travel-times.js';
import { campaignMap } from './campaign-map.js';
import { auctionReport, campaignResult } from './campaign-report.js';
import { probabilityColumns } from './campaign-tables.js';
import type { RecordedReplication } from './record-replication.js';

/** What a report of a run is made of. */
export interface RunReportInputs {
  readonly loaded: LoadedScenario;
  readonly manifest: RunManifest;
  readonly summary: Summary;
  readonly recorded: readonly RecordedReplication[];
  readonly network: RoadNetwork;
  readonly learnt: LearntTravelTimes;
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
function runningSeries(recorded: readonly RecordedReplication[]): TimePoint[] {
  const columns = recorded.map(({ record }) => record.traffic.columns());
  const points: TimePoint[] = [];
  const steps = columns[0]?.time.length ?? 0;
  const every = Math.max(1, Math.floor(steps / 200));
  for (let i = every - 1; i < steps; i += every) {
    const running = columns.map((c) => c.running[i] ?? 0);
    points.push({
      time: columns[0].time[i] ?? 0,
      value: mean(running),
      low: Math.min(...running),
      high: Math.max(...running),
    });
  }
  return points;
}

function reportData({
  loaded,
  manifest,
  summary,
  recorded,
  network,
  learnt,
}: RunReportInputs): RunReportData {
  const { scenario } = loaded;
  const { values } = scenario.crowdsourcing.tasks;
  const [first] = recorded;
  const outcomes = recorded.map(({ record }) => record.campaign);
  const probabilities = outcomes.map(probabilityColumns);
  const fit = calibration(
    probabilities.flatMap(({ probability }) => Array.from(probability, Number)),
    probabilities.flatMap(({ happened }) => Array.from(happened, Boolean)),
  );
  const { slotLength } = scenario.travelTime;
  return {
    name: scenario.name,
    description: scenario.description,
    replications: recorded.map(({ replication }) => ({ replication, seed: manifest.seeds[replication] })),
    level: summary.level,
    keyFigures: keyFiguresOf(summary),
    map: { replication: first.replication, network: campaignMap(first.record.campaign, values, network) },
    completions: outcomes.flatMap((outcome) => {
      const winners = new Set(outcome.auction.winners);
      return outcome.completions.flatMap(({ bidder, forecast, completion }) =>
        winners.has(bidder) && completion !== undefined
          ? [{ predicted: forecast.mean, sd: forecast.sd, realised: completion }]
          : [],
      );
    }),
    calibration: fit,
    campaigns: recorded.map((r) => campaignResult(r, scenario)),
    auction: auctionReport(first, scenario),
    links: learnt.examples.map(({ link, name, slot, times, mean: centre, sd }) => ({
      link: name === '' ? link : `${link} (${name})`,
      slot: `${slot * slotLength} to ${(slot + 1) * slotLength} s`,
      values: times,
      mean: centre,
      sd,
    })),
    series: [
      {
        title: 'Traffic',
        caption: `Vehicles on the road; the campaign starts at ${scenario.traffic.warmUp} s. Mean of the replications and their range.`,
        data: {
          series: [{ name: 'on the road', tone: 'ink', points: runningSeries(recorded) }],
          timeTitle: 'simulated time [s]',
          valueTitle: 'vehicles on the road',
          ...(recorded.length > 1 ? { band: 'range of the replications' } : {}),
        },
      },
    ],
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
  return runReport(reportData(inputs));
}
