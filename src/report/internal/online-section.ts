import { html } from '../markup.js';
import { formatNumber } from '../number-format.js';
import type { ReportSection } from '../page.js';
import type { OnlineReport } from '../run-report-data.js';
import { table } from '../table.js';

/** What the intervals say of the gain, in words. */
export function onlineVerdict({ gain, low, high }: OnlineReport): string {
  if (gain === null) return 'No forecast arrival came about.';
  const size = `${formatNumber(Math.abs(gain), 2)} s of CRPS per arrival`;
  if (low !== null && low > 0) return `The update helped: ${size}.`;
  if (high !== null && high < 0) return `The update did harm: ${size}.`;
  const direction = gain > 0 ? 'better' : 'worse';
  return `Forecasts with the update were ${direction} by ${size}; the replications do not tell whether that is chance.`;
}

/** Whether link times that follow the day forecast better than those fitted before. */
export function onlineSection(online: OnlineReport | undefined): ReportSection | undefined {
  if (online === undefined) return undefined;
  return {
    id: 'online',
    title: 'Travel times of the day',
    content: html`<p>Link times observed in the run moved the fitted ones. Both forecast, once in a while, when each vehicle would leave a link some way ahead of it; here are their scores on the same arrivals. ${onlineVerdict(online)}</p>${table(
      [
        { label: 'replication', align: 'end' },
        { label: 'link times observed', digits: 0 },
        { label: 'arrivals', digits: 0 },
        { label: 'fitted', unit: 's', group: 'Mean CRPS', digits: 2 },
        { label: 'updated', unit: 's', group: 'Mean CRPS', digits: 2 },
      ],
      online.replications.map(({ replication, observations, arrivals, fitted, updated }) => [
        String(replication + 1),
        observations,
        arrivals,
        fitted,
        updated,
      ]),
      { caption: 'Continuous ranked probability score of forecast arrivals; 0 is perfect.' },
    )}`,
  };
}
