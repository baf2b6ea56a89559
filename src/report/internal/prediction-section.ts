import { distributionChart } from '../charts/distribution.js';
import { reliabilityChart } from '../charts/reliability.js';
import { type PredictedRealised, scatterChart } from '../charts/scatter.js';
import { figure, figureGrid } from '../figure.js';
import { definitionList } from '../key-figures.js';
import { type Html, html } from '../markup.js';
import { formatNumber } from '../number-format.js';
import type { ReportSection } from '../page.js';
import type { CalibrationReport, LinkExample, RunReportData } from '../run-report-data.js';

/** Half-width, in standard deviations, of the central 80 % of a normal distribution. */
const centralEighty = 1.2815515655446004;

/** Mean error, root mean square error (s) and share inside the predicted central 80 % interval. */
export function predictionAccuracy(points: readonly PredictedRealised[]): {
  bias: number;
  rmse: number;
  inside: number;
} {
  let [sum, squares, inside] = [0, 0, 0];
  for (const { predicted, sd = 0, realised } of points) {
    sum += realised - predicted;
    squares += (realised - predicted) ** 2;
    if (Math.abs(realised - predicted) <= centralEighty * sd) inside++;
  }
  const n = points.length;
  return { bias: sum / n, rmse: Math.sqrt(squares / n), inside: inside / n };
}

const runs = (count: number): string => (count === 1 ? 'one replication' : `${count} replications`);

/** More points than this hide one another and make the file large; then every so-manieth is drawn. */
const drawnAtMost = 1500;

async function scatterFigure({ completions, replications }: RunReportData): Promise<Html> {
  const stride = Math.ceil(completions.length / drawnAtMost);
  const points = completions.filter((_, i) => i % stride === 0);
  const drawn = stride > 1 ? `; one in ${stride} of them is drawn` : '';
  return figure({
    title: 'Completion times',
    chart: await scatterChart({ points, quantity: 'completion time', unit: 's' }),
    caption: `${formatNumber(completions.length)} pairs of winner and task that were completed, of ${runs(replications.length)}${drawn}. Above the dashed line, the task took longer than predicted.`,
  });
}

async function calibrationFigure(calibration: CalibrationReport, replications: number): Promise<Html> {
  return figure({
    title: 'Probability of completion in a subinterval',
    chart: await reliabilityChart({ bins: calibration.bins, event: 'completion in a subinterval' }),
    caption: `${formatNumber(calibration.count)} predictions of ${runs(replications)}, one for each bidder, task of its bundle and subinterval of the time to the deadline, in bins of equal width. Dots on the dashed line: events foretold with probability p come true in a share p of cases.`,
  });
}

function scores(data: RunReportData): Html {
  const entries: [string, string][] = [];
  if (data.completions.length > 0) {
    const { bias, rmse, inside } = predictionAccuracy(data.completions);
    entries.push(
      ['Mean error, realised − predicted', `${formatNumber(bias, 1)} s`],
      ['Root mean square error', `${formatNumber(rmse, 1)} s`],
      ['Inside the predicted 80 % interval', `${formatNumber(100 * inside, 1)} %`],
    );
  }
  if (data.calibration !== undefined) {
    const c = data.calibration;
    entries.push(
      ['Brier score of the model', formatNumber(c.brier, 4)],
      [
        'Brier score of the base rate',
        `${formatNumber(c.brierOfBaseRate, 4)} (base rate ${formatNumber(100 * c.baseRate, 1)} %)`,
      ],
      ['Brier skill score (above 0 beats the base rate)', formatNumber(c.skill, 3)],
    );
  }
  return definitionList(entries);
}

/** How well completion times and probabilities were predicted. */
export async function predictionSection(data: RunReportData): Promise<ReportSection | undefined> {
  const figures: Html[] = [];
  if (data.completions.length > 0) figures.push(await scatterFigure(data));
  if (data.calibration !== undefined && data.calibration.count > 0)
    figures.push(await calibrationFigure(data.calibration, data.replications.length));
  if (figures.length === 0) return undefined;
  return {
    id: 'prediction',
    title: 'Predicted and realised',
    content: html`<p>What the travel-time model foretold when the auction ended, against what the vehicles then did in the traffic.</p>${scores(data)}${figureGrid(figures)}`,
  };
}

async function linkFigure(example: LinkExample): Promise<Html> {
  return figure({
    title: `Link ${example.link}, ${example.slot}`,
    chart: await distributionChart({ ...example, quantity: 'travel time', unit: 's' }),
    caption: `n = ${formatNumber(example.values.length)} traversals; mean ${formatNumber(example.mean, 1)} s, standard deviation ${formatNumber(example.sd, 1)} s.`,
  });
}

/** Examples of link travel times: what probes measured, and the normal distribution that the model keeps of it. */
export async function linkSection(links: readonly LinkExample[]): Promise<ReportSection | undefined> {
  if (links.length === 0) return undefined;
  const figures: Html[] = [];
  for (const link of links) figures.push(await linkFigure(link));
  return {
    id: 'links',
    title: 'Link travel times',
    content: html`<p>Travel times of single links in one time slot, from the probe rounds, and the normal distribution fitted to them. Waiting at signals makes real ones lopsided or two-humped; predictions of trips add many links, which evens this out.</p>${figureGrid(figures)}`,
  };
}
