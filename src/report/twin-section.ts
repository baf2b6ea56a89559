import { scatterChart } from './charts/scatter.js';
import { figure, figureGrid } from './figure.js';
import { twinPredictionParts } from './internal/twin-prediction-parts.js';
import { definitionList } from './key-figures.js';
import { type Html, html } from './markup.js';
import { formatNumber } from './number-format.js';
import type { ReportSection } from './page.js';
import { table } from './table.js';
import type { TwinReport, TwinSums } from './twin-report-data.js';
import { unitMap } from './unit-map.js';

const percent = (share: number): string => `${formatNumber(100 * share, 1)} %`;

const delayNames: Readonly<Record<string, string>> = {
  bidding: 'from creation to the grant',
  upload: 'upload',
  queue: 'waiting at the CPU',
  compute: 'computing',
  service: 'creation to the synchronised twin',
  simulation: 'simulations after it',
};

function outcomeTable({ tasks, completed, failures }: TwinReport): Html {
  const rows = [
    ['done', 'the twin was synchronised before the deadline', completed, percent(completed / tasks)],
    ...failures.map(({ cause, meaning, tasks: failed }) => [cause, meaning, failed, percent(failed / tasks)]),
  ];
  return table(
    [
      { label: 'Outcome' },
      { label: 'Meaning' },
      { label: 'Tasks', digits: 0 },
      { label: 'Share', align: 'end' },
    ],
    rows,
    { caption: 'What became of the tasks, mean of the replications.' },
  );
}

function delayTable({ delays }: TwinReport): Html {
  return table(
    [
      { label: 'Time' },
      { label: 'Median', unit: 'ms', digits: 1 },
      { label: '95 %', unit: 'ms', digits: 1 },
      { label: '99 %', unit: 'ms', digits: 1 },
    ],
    delays.map(({ name, p50, p95, p99 }) => [
      delayNames[name] ?? name,
      ...[p50, p95, p99].map((value) => (value === null ? null : 1000 * value)),
    ]),
    { caption: 'Delays of tasks that were done: quantiles, mean of the replications.' },
  );
}

function surplusTable({ promised, realised, optimum }: TwinReport): Html {
  const total = (sums: TwinSums): number => sums.twin + sums.traffic + sums.driving;
  const rows: [string, number | null, number | null][] = [
    ['surplus: synchronised twins', promised.twin, realised.twin],
    ['surplus: traffic simulations', promised.traffic, realised.traffic],
    ['surplus: driving simulations', promised.driving, realised.driving],
    ['surplus in all', total(promised), total(realised)],
    ['omniscient optimum of the same rounds', optimum, null],
    ['paid by vehicles', promised.online, realised.online],
    ['paid by simulators', promised.offline, realised.offline],
  ];
  return table(
    [
      { label: 'Market' },
      { label: 'Reckoned', tone: 'expected', digits: 1 },
      { label: 'Realised', tone: 'realised', digits: 1 },
    ],
    rows,
    {
      caption:
        'What the rounds of the market reckoned, and what came of it: simulations that are cut off are paid and counted in proportion.',
    },
  );
}

function unitTable({ units }: TwinReport): Html {
  return table(
    [
      { label: 'Unit' },
      { label: 'Granted', digits: 0 },
      { label: 'Handovers in', digits: 0 },
      { label: 'CPU', unit: '%', group: 'In use', digits: 1 },
      { label: 'GPU', unit: '%', group: 'In use', digits: 1 },
      { label: 'Uplink', unit: '%', group: 'In use', digits: 1 },
      { label: 'Downlink', unit: '%', group: 'In use', digits: 1 },
    ],
    units.map(({ name, granted, handovers, cpu, gpu, uplink, downlink }) => [
      name,
      granted,
      handovers,
      ...[cpu, gpu, uplink, downlink].map((share) => 100 * share),
    ]),
    { caption: 'Roadside units, mean of the replications.' },
  );
}

async function promiseFigure({ promises }: TwinReport): Promise<Html | undefined> {
  if (promises.length === 0) return undefined;
  const chart = await scatterChart({ points: promises, quantity: 'upload and computing time', unit: 's' });
  return figure({
    title: 'Promised and measured latency',
    chart,
    caption: `${formatNumber(promises.length)} tasks of one replication: upload and computing time as the market reckoned it at the grant, and as it was. Above the dashed line it took longer.`,
  });
}

function mapFigure({ map, units }: TwinReport): Html | undefined {
  if (map === undefined) return undefined;
  return figure({
    wide: true,
    title: 'Roadside units',
    chart: unitMap(map),
    caption: `${formatNumber(units.length)} units with their ranges of ${formatNumber(map.range)} m; the area of a mark is the number of tasks that the unit granted. Its ring tells the tasks that were done in time from those that were not; its sector is the share of the time in which the busiest part of the unit (CPU, GPU, uplink or downlink) was at work. Mean of the replications.`,
  });
}

/** Digital twins: outcomes, delays, market and units. */
export async function twinSection(twin: TwinReport): Promise<ReportSection> {
  const { mechanism, vehicles, tasks, fairness, age } = twin;
  const facts: [string, string][] = [
    ['Vehicles with a twin', formatNumber(vehicles, 0)],
    ['Tasks', formatNumber(tasks, 0)],
    ['Mechanism', mechanism],
    ['Mean age of a twin', age === null ? '–' : `${formatNumber(age, 1)} s`],
    ["Jain's index of completed shares", fairness === null ? '–' : formatNumber(fairness, 3)],
  ];
  const scatter = await promiseFigure(twin);
  const prediction = await twinPredictionParts(twin);
  return {
    id: 'twins',
    title: 'Digital twins at roadside units',
    content: html`${definitionList(facts)}${outcomeTable(twin)}${delayTable(twin)}${surplusTable(twin)}${
      scatter !== undefined && figureGrid([scatter])
    }${prediction}${mapFigure(twin)}${unitTable(twin)}`,
  };
}
