import type { Measure, Summary } from '../results/index.js';

const number = (x: number | null): string => {
  if (x === null) return '-';
  if (Number.isInteger(x)) return String(x);
  return Math.abs(x) >= 100 ? x.toFixed(1) : x.toPrecision(3);
};

/** A measure as text: the mean, with its interval when there are several replications. */
function shown(measure: Measure | undefined): string {
  if (measure === undefined || measure.mean === null) return '-';
  const unit = measure.unit === '' ? '' : ` ${measure.unit}`;
  const interval =
    measure.low === null || measure.high === null
      ? ''
      : `  [${number(measure.low)}, ${number(measure.high)}]`;
  return `${number(measure.mean)}${unit}${interval}`;
}

/** What mechanisms that did not act would have earned more, on the same bids and drives. */
function differenceRows({ measures }: Summary): [string, string][] {
  return measures.flatMap((measure): [string, string][] => {
    const [, name] = /^difference\.(.*)\.realised_utility$/.exec(measure.name) ?? [];
    return name === undefined || measure.mean === null ? [] : [[`  with ${name}`, `${shown(measure)} more`]];
  });
}

/** How the promises of WBS were kept. */
function promiseRows(of: ReadonlyMap<string, Measure>): [string, string][] {
  if (!of.has('promises')) return [];
  return [
    ['promises, kept share', `${shown(of.get('promises'))},  ${shown(of.get('promises_kept'))}`],
    ['winners paid, share', shown(of.get('winners_paid'))],
    ['winners sent elsewhere', shown(of.get('winners_rerouted'))],
  ];
}

type Row = readonly [label: string, value: string];

/** Rows of a campaign; none where the scenario has no campaign. */
function campaignRows(summary: Summary, of: ReadonlyMap<string, Measure>): Row[] {
  if (!of.has('participants')) return [];
  return [
    ['participants, bidders', `${shown(of.get('participants'))},  ${shown(of.get('bidders'))}`],
    ['winners', shown(of.get('winners'))],
    ['payments', shown(of.get('payment_total'))],
    ['value expected', shown(of.get('expected_value'))],
    ['value realised', shown(of.get('realised_value'))],
    ['utility expected', shown(of.get('expected_utility'))],
    ['utility realised', shown(of.get('realised_utility'))],
    ...differenceRows(summary),
    ...promiseRows(of),
    ['completions seen', shown(of.get('completed_share'))],
    ['completion error', shown(of.get('completion_error'))],
    ['Brier score', `${shown(of.get('brier'))}   (base rate ${shown(of.get('brier_of_base_rate'))})`],
  ];
}

/** Rows of maps kept fresh. */
function freshnessRows(of: ReadonlyMap<string, Measure>): Row[] {
  if (!of.has('freshness_payoff')) return [];
  return [
    ['map payoff promised', shown(of.get('freshness_predicted_payoff'))],
    ['map payoff realised', shown(of.get('freshness_payoff'))],
    ['map age promised', shown(of.get('freshness_predicted_age'))],
    ['map age realised', shown(of.get('freshness_age'))],
  ];
}

/** Rows of digital twins. */
function twinRows(of: ReadonlyMap<string, Measure>): Row[] {
  if (!of.has('twin_completion')) return [];
  return [
    ['twins, tasks', `${shown(of.get('twin_vehicles'))},  ${shown(of.get('twin_tasks'))}`],
    ['tasks done in time', shown(of.get('twin_completion'))],
    ['service delay p50', shown(of.get('twin_service_delay_p50'))],
    ['service delay p95', shown(of.get('twin_service_delay_p95'))],
    ['age of a twin', shown(of.get('twin_age'))],
    ['surplus reckoned', shown(of.get('twin_surplus_promised'))],
    ['surplus realised', shown(of.get('twin_surplus'))],
  ];
}

/** The summary of a run for the terminal: what was expected beside what happened, service by service. */
export function summaryText(summary: Summary, report: string): string {
  const of = new Map(summary.measures.map((measure) => [measure.name, measure]));
  const rows: Row[] = [
    ['vehicles', shown(of.get('vehicles'))],
    ...campaignRows(summary, of),
    ...freshnessRows(of),
    ...twinRows(of),
    ['digest', summary.digest],
    ['report', report],
  ];
  const replications =
    summary.replications === 1
      ? '1 replication'
      : `mean of ${summary.replications} replications [${summary.level * 100} % interval]`;
  return [
    `${summary.name}: ${replications}`,
    ...rows.map(([name, value]) => `  ${name.padEnd(22)} ${value}`),
    '',
  ].join('\n');
}
