import { distributionChart } from '../charts/distribution.js';
import { intervalChart } from '../charts/interval.js';
import { figure, figureGrid } from '../figure.js';
import type { MarketAmounts, MarketRow, NamedAmounts, ReportedMean } from '../markets-report-data.js';
import { type Html, html } from '../markup.js';
import { formatNumber } from '../number-format.js';
import type { ReportSection } from '../page.js';
import type { RunReportData } from '../run-report-data.js';
import { type TableCell, type TableColumn, table } from '../table.js';
import { withInterval } from './mean-cell.js';

const expected = { tone: 'expected', label: 'Expected', digits: 2 } as const;
const realised = { tone: 'realised', label: 'Realised', digits: 2 } as const;

const welfare = 'Social welfare';
const amountColumns: readonly TableColumn[] = [
  { label: 'Winners', digits: 1 },
  { label: 'Paid', digits: 2 },
  { ...expected, group: 'Task value' },
  { ...realised, group: 'Task value' },
  { ...expected, group: "Requester's utility" },
  { ...realised, group: "Requester's utility" },
  { ...expected, group: welfare },
  { ...realised, group: welfare },
];

function amountCells(row: MarketAmounts): TableCell[] {
  return [
    row.winners.mean,
    row.paid.mean,
    row.expectedValue.mean,
    row.realisedValue.mean,
    row.expectedUtility.mean,
    row.realisedUtility.mean,
    row.expectedWelfare.mean,
    row.realisedWelfare.mean,
  ];
}

const percent = (share: number): string => `${formatNumber(100 * share, 0)} %`;

async function utilityChart(
  categories: string,
  rows: readonly (Pick<MarketAmounts, 'expectedUtility' | 'realisedUtility'> & { readonly name: string })[],
): Promise<Awaited<ReturnType<typeof intervalChart>>> {
  const point = (category: string, series: string, { mean, low, high }: ReportedMean) =>
    mean === null ? [] : [{ category, series, value: mean, low, high }];
  return intervalChart({
    title: "requester's utility",
    categories,
    series: [
      { name: 'expected', tone: 'expected' },
      { name: 'realised', tone: 'realised' },
    ],
    points: rows.flatMap((row) => [
      ...point(row.name, 'expected', row.expectedUtility),
      ...point(row.name, 'realised', row.realisedUtility),
    ]),
  });
}

const namedRow = (row: NamedAmounts): TableCell[] => [
  row.name,
  ...amountCells(row),
  percent(row.withinBudget),
];

/** The mechanisms side by side, and what the others have more than the acting one. */
export async function mechanismSection({
  markets,
  replications,
}: RunReportData): Promise<ReportSection | undefined> {
  if (markets === undefined || markets.mechanisms.length < 2) return undefined;
  const { acting, mechanisms, differences } = markets;
  const isKnown = mechanisms.every(({ realisedUtility }) => realisedUtility.mean !== null);
  const columns: TableColumn[] = [
    { label: 'Mechanism', align: 'start' },
    ...amountColumns,
    { label: 'Within budget', align: 'end' },
  ];
  const differenceColumns: TableColumn[] = [
    { label: 'Mechanism', align: 'start' },
    { label: 'Paid', align: 'end' },
    { label: 'Expected', group: "Requester's utility", tone: 'expected', align: 'end' },
    { label: 'Realised', group: "Requester's utility", tone: 'realised', align: 'end' },
    { label: 'Expected', group: 'Social welfare', tone: 'expected', align: 'end' },
    { label: 'Realised', group: 'Social welfare', tone: 'realised', align: 'end' },
  ];
  return {
    id: 'mechanisms',
    title: 'Mechanisms compared',
    content: [
      html`<p>All mechanisms were given the same bids. What ${acting} decided was carried out. ${
        isKnown
          ? 'Winning changes nobody’s way here, so the others are judged by the very same drives: what their winners would have completed, they did complete.'
          : `Winners of ${acting} were sent other ways, so of the others it is known only what they expected.`
      }</p>`,
      table(columns, mechanisms.map(namedRow), {
        caption: `Sums over all campaigns and requesters, means over ${replications.length} ${replications.length === 1 ? 'replication' : 'replications'}. Utility is value less what was paid, welfare is value less the winners’ costs. Within budget: share of the auctions.`,
      }),
      table(
        differenceColumns,
        differences.map((row) => [
          row.name,
          withInterval(row.paid),
          withInterval(row.expectedUtility),
          withInterval(row.realisedUtility),
          withInterval(row.expectedWelfare),
          withInterval(row.realisedWelfare),
        ]),
        {
          caption: `Each mechanism less ${acting}, replication by replication: the mean difference and its interval. An interval without 0 tells the two apart.`,
        },
      ),
      figureGrid([
        figure({
          title: "Requester's utility by mechanism",
          caption: 'Expected when the auctions ended, and realised as everybody drove.',
          chart: await utilityChart('mechanism', mechanisms),
        }),
      ]),
    ],
  };
}

/** The requesters side by side, under the acting mechanism. */
export function requesterSection({ markets }: RunReportData): ReportSection | undefined {
  if (markets === undefined || markets.requesters.length < 2) return undefined;
  const columns: TableColumn[] = [
    { label: 'Requester', align: 'start' },
    ...amountColumns,
    { label: 'Within budget', align: 'end' },
  ];
  return {
    id: 'requesters',
    title: 'Requesters',
    content: table(columns, markets.requesters.map(namedRow), {
      caption: `Sums over all campaigns under ${markets.acting}, means over the replications. Requesters hold their auctions one after the other, in this order.`,
    }),
  };
}

function marketName({ campaign, start }: MarketRow): string {
  return `${campaign} (${formatNumber(start)} s)`;
}

async function utilityOverTime(all: readonly MarketRow[], requester: string): Promise<Html> {
  const rows = all
    .filter((row) => row.requester === requester)
    .map((row) => ({ ...row, name: marketName(row) }));
  return figure({
    title: requester === '' ? "Requester's utility by campaign" : `Utility of ${requester} by campaign`,
    caption: 'Number of the campaign and its start in simulated time.',
    chart: await utilityChart('campaign', rows),
  });
}

/** Every campaign and requester under the acting mechanism. */
export async function marketSection({ markets }: RunReportData): Promise<ReportSection | undefined> {
  if (markets === undefined) return undefined;
  const rows = markets.markets;
  const names = [...new Set(rows.map(({ requester }) => requester))];
  const isNamed = names.some((name) => name !== '');
  const columns: TableColumn[] = [
    { label: 'Campaign', align: 'end' },
    { label: 'Start', unit: 's', digits: 0 },
    ...(isNamed ? [{ label: 'Requester', align: 'start' as const }] : []),
    { label: 'Tasks', digits: 0 },
    { label: 'Bidders', digits: 1 },
    { label: 'Budget', digits: 2 },
    ...amountColumns.filter(({ group }) => group !== welfare),
  ];
  const isRepeated = new Set(rows.map(({ campaign }) => campaign)).size > 1;
  const shown = isRepeated && names.length <= 6 ? names : [];
  return {
    id: 'markets',
    title: 'Campaign by campaign',
    content: [
      table(
        columns,
        rows.map((row) => [
          String(row.campaign),
          row.start,
          ...(isNamed ? [row.requester] : []),
          row.tasks,
          row.bidders,
          row.budget,
          ...amountCells(row).filter((_, i) => amountColumns[i].group !== welfare),
        ]),
        { caption: `Each campaign under ${markets.acting}, means over the replications.` },
      ),
      shown.length > 0 && figureGrid(await Promise.all(shown.map((name) => utilityOverTime(rows, name)))),
    ],
  };
}

async function errorFigure(errors: readonly number[]): Promise<Html> {
  return figureGrid([
    figure({
      title: 'Realised less promised time',
      caption: `${formatNumber(errors.length)} promised tasks that were completed; above 0 is late. The line is the normal distribution with their mean and standard deviation.`,
      chart: await distributionChart({
        values: errors,
        mean: errors.reduce((sum, error) => sum + error, 0) / errors.length,
        sd: spread(errors),
        quantity: 'realised less promised time',
        unit: 's',
      }),
    }),
  ]);
}

function spread(values: readonly number[]): number {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** How often the promised times of WBS were kept. */
export async function promiseSection({ markets }: RunReportData): Promise<ReportSection | undefined> {
  const promises = markets?.promises;
  if (promises === undefined) return undefined;
  const { errors, promised, kept, tolerance, winners, winnersPaid, winnersRerouted } = promises;
  const late = errors.filter((error) => error > tolerance).length;
  const early = errors.filter((error) => error < -tolerance).length;
  const rows: [string, number][] = [
    [`kept: within ${formatNumber(tolerance, 0)} s of the promised time`, kept],
    ['too late', late],
    ['too early', early],
    ['not completed before the end of the traffic', promised - errors.length],
  ];
  return {
    id: 'promises',
    title: 'Promises',
    content: [
      html`<p>Each winner promised the tasks of one way, each at the time at which it expected to complete it. A winner is paid if it kept all its promises. Of ${formatNumber(winners.mean, 1)} winners a replication, ${formatNumber(winnersRerouted.mean, 1)} were sent another way than the one they were on, and ${
        winnersPaid.mean === null ? '–' : percent(winnersPaid.mean)
      } were paid.</p>`,
      table(
        [
          { label: 'Promised tasks', align: 'start' },
          { label: 'Number', digits: 0 },
          { label: 'Share', align: 'end' },
        ],
        rows.map(([name, count]) => [name, count, promised === 0 ? null : percent(count / promised)]),
        { caption: `What became of the ${formatNumber(promised)} promised tasks of all replications.` },
      ),
      errors.length > 1 && (await errorFigure(errors)),
    ],
  };
}
