import type { AuctionReport } from '../auction-report-data.js';
import { intervalChart } from '../charts/interval.js';
import { figure, figureGrid } from '../figure.js';
import type { MarketAuctionReport } from '../markets-report-data.js';
import { type Html, html } from '../markup.js';
import { networkMap } from '../network-map.js';
import { formatNumber } from '../number-format.js';
import type { ReportSection } from '../page.js';
import type { CampaignResult, RunReportData } from '../run-report-data.js';
import { type TableColumn, table } from '../table.js';

const yesNo = (value: boolean, no = 'no'): Html =>
  value ? html`<span class="yes">yes</span>` : html`<span class="no">${no}</span>`;

/** The city with the tasks, the winners and their routes. */
export function mapSection({ map }: RunReportData): ReportSection | undefined {
  if (map === undefined) return undefined;
  const { tasks, routes, roads } = map.network;
  const inTime = tasks.filter((t) => t.state === 'in-time').length;
  return {
    id: 'map',
    title: 'The campaign on the map',
    content: figure({
      wide: true,
      chart: networkMap(map.network),
      caption: `Replication ${map.replication}: ${formatNumber(routes.length)} winners and the routes that they drove; ${formatNumber(inTime)} of ${formatNumber(tasks.length)} tasks completed in time. ${formatNumber(roads.length)} roads; darker ones are arterials. Colours of routes only tell neighbours apart.`,
    }),
  };
}

function campaignTable(data: RunReportData): Html {
  return table(
    [
      { label: 'Replication', align: 'end' },
      { label: 'Seed', align: 'end' },
      { label: 'Tasks' },
      { label: 'Bidders' },
      { label: 'Winners' },
      { label: 'Budget', group: 'Money', digits: 2 },
      { label: 'Paid', group: 'Money', digits: 2 },
      { label: 'Within budget', group: 'Money' },
      { label: 'Expected', group: 'Task value', tone: 'expected', digits: 2 },
      { label: 'Realised', group: 'Task value', tone: 'realised', digits: 2 },
      { label: 'Expected', group: 'Done in time', tone: 'expected', digits: 1 },
      { label: 'Realised', group: 'Done in time', tone: 'realised', digits: 0 },
    ],
    data.campaigns.map((c) => [
      String(c.replication),
      String(c.seed),
      c.tasks,
      c.bidders,
      c.winners,
      c.budget,
      c.paymentTotal,
      yesNo(c.withinBudget, 'exceeded'),
      c.expectedValue,
      c.realisedValue,
      c.expectedCompletions,
      c.realisedCompletions,
    ]),
    {
      caption: `${data.markets === undefined ? 'The campaign of each replication: what the auction expected' : 'All campaigns of each replication: what the auctions expected'}, and what the winners then did. Done in time: number of tasks completed before their deadline.`,
      empty: 'No campaign was run.',
    },
  );
}

interface Compared {
  readonly title: string;
  readonly caption: string;
  readonly axis: string;
  readonly expected: (campaign: CampaignResult) => number;
  readonly realised: (campaign: CampaignResult) => number;
}

async function comparedFigure(campaigns: readonly CampaignResult[], compared: Compared): Promise<Html> {
  const chart = await intervalChart({
    title: compared.axis,
    categories: 'replication',
    series: [
      { name: 'expected', tone: 'expected' },
      { name: 'realised', tone: 'realised' },
    ],
    points: campaigns.flatMap((c) => [
      { category: String(c.replication), series: 'expected', value: compared.expected(c) },
      { category: String(c.replication), series: 'realised', value: compared.realised(c) },
    ]),
  });
  return figure({ title: compared.title, caption: compared.caption, chart });
}

async function campaignFigures({ campaigns }: RunReportData): Promise<Html | false> {
  // One point is no comparison; beyond forty lines the table is easier to read.
  if (campaigns.length < 2 || campaigns.length > 40) return false;
  return figureGrid([
    await comparedFigure(campaigns, {
      title: 'Task value',
      axis: 'task value',
      caption:
        'Value of the winners’ set when the auction ended, and of the tasks that they really completed.',
      expected: (c) => c.expectedValue,
      realised: (c) => c.realisedValue,
    }),
    await comparedFigure(campaigns, {
      title: 'Tasks completed in time',
      axis: 'tasks',
      caption:
        'Sum of the predicted probabilities that a task is completed in time, and the number that were.',
      expected: (c) => c.expectedCompletions,
      realised: (c) => c.realisedCompletions,
    }),
  ]);
}

/** The campaigns of all replications, expected and realised side by side. */
export async function campaignSection(data: RunReportData): Promise<ReportSection | undefined> {
  if (data.campaigns.length === 0) return undefined;
  return { id: 'campaigns', title: 'Campaigns', content: [campaignTable(data), await campaignFigures(data)] };
}

const promiseColumns: readonly TableColumn[] = [
  { label: 'Way', group: 'Promises', align: 'start' },
  { label: 'Paid in the end', group: 'Promises', digits: 3 },
];

function winnerTable({ winners }: AuctionReport): Html {
  const hasPromises = winners.some(({ promise }) => promise !== undefined);
  return table(
    [
      { label: 'Order', align: 'end' },
      { label: 'Vehicle', align: 'start' },
      { label: 'Tasks', align: 'start' },
      { label: 'Cost', group: 'Money', digits: 3 },
      { label: 'Bid', group: 'Money', digits: 3 },
      { label: 'Payment', group: 'Money', digits: 3 },
      { label: 'Utility', group: 'Money', digits: 3 },
      { label: 'Expected', group: 'Marginal value', tone: 'expected', digits: 3 },
      { label: 'Realised', group: 'Marginal value', tone: 'realised', digits: 3 },
      ...(hasPromises ? promiseColumns : []),
    ],
    winners.map((w) => [
      String(w.order),
      w.vehicle,
      w.tasks.join(', '),
      w.cost,
      w.bid,
      w.payment,
      w.payment - w.cost,
      w.expectedValue,
      w.realisedValue,
      ...(hasPromises
        ? [w.promise?.isRerouted === true ? 'another' : 'its own', w.promise?.paid ?? null]
        : []),
    ]),
    {
      caption:
        'The winners in order of selection. Utility is payment less cost; marginal values add up to the task value.',
      empty: 'Nobody won.',
    },
  );
}

function decisionTable({ decisions }: AuctionReport): Html | false {
  if (decisions.length === 0) return false;
  return table(
    [
      { label: 'Step', align: 'end' },
      { label: 'Candidate', align: 'start' },
      { label: 'Marginal value', digits: 3 },
      { label: 'Bid', digits: 3 },
      { label: 'Value per bid', digits: 3 },
      { label: 'Highest bid allowed', digits: 3, align: 'end' },
      { label: 'Accepted' },
      { label: 'Why not' },
    ],
    decisions.map((d) => [
      String(d.step),
      d.vehicle,
      d.marginalValue,
      d.bid,
      d.ratio,
      d.cap ?? 'no limit',
      yesNo(d.accepted),
      d.accepted ? '' : (d.reason ?? '–'),
    ]),
    {
      caption:
        'Every decision of winner selection: the candidate with the most marginal value per bid, and whether it was taken.',
    },
  );
}

function auctionContent(auction: AuctionReport): Html {
  const paid = auction.winners.reduce((sum, w) => sum + w.payment, 0);
  return html`<p>Replication ${auction.replication}, mechanism ${auction.mechanism}: ${auction.winners.length} winners are ${auction.budget === null ? 'promised' : 'paid'} ${formatNumber(paid, 2)}${auction.budget !== null && ` of a budget of ${formatNumber(auction.budget, 2)}`}.</p>
${winnerTable(auction)}${decisionTable(auction)}`;
}

function marketAuction(auction: MarketAuctionReport, isOpen: boolean): Html {
  const who = auction.requester === '' ? '' : `, ${auction.requester}`;
  return html`<details${isOpen && html` open`}><summary>Campaign ${auction.campaign}${who}: ${auction.winners.length} winners</summary><div class="inside">${auctionContent(auction)}</div></details>`;
}

/** The auctions of one replication, with every decision. */
export function auctionSection({ auction, markets }: RunReportData): ReportSection | undefined {
  if (markets !== undefined) {
    const content = markets.auctions.map((one, i) => marketAuction(one, i === 0));
    return content.length === 0 ? undefined : { id: 'auction', title: 'The auctions', content };
  }
  return auction && { id: 'auction', title: 'The auction', content: auctionContent(auction) };
}
