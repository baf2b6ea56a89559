import { mean, quantiles } from '../../src/results/index.js';
import { type TaskNumber, taskNumbers } from '../services/twin/twin-ledger.js';
import type { TwinOutcome } from '../services/twin/twin-outcome.js';
import { type FailureCause, possibleCauses } from '../services/twin/twin-task.js';
import { finite } from './finite.js';
import { type MeasureRow, measuresOf } from './measure-row.js';
import type { MeasuredValue } from './replication-result.js';
import { twinPredictionMeasures } from './twin-prediction-record.js';

/** Jain's index of fairness (Jain, Chiu and Hawe 1984): 1 when all have the same, 1/n when one has all; NaN of nothing. */
export function jainIndex(shares: readonly number[]): number {
  let sum = 0;
  let squares = 0;
  for (const share of shares) {
    sum += share;
    squares += share * share;
  }
  return (sum * sum) / (shares.length * squares);
}

/** Delays of the tasks whose twin was synchronised, s. */
export interface TwinDelays {
  /** From creation to the synchronised twin. */
  readonly service: Float64Array;
  /** From creation to the grant. */
  readonly bidding: Float64Array;
  readonly upload: Float64Array;
  /** At the CPU beyond the time that the work alone takes. */
  readonly queue: Float64Array;
  readonly compute: Float64Array;
  /** From the synchronised twin to the last simulation, of tasks with simulations. */
  readonly simulation: Float64Array;
  /** What the market promised of upload and computing, beside what it took. */
  readonly promised: Float64Array;
  readonly realised: Float64Array;
}

/** The delays of a replication. */
export function twinDelays({ ledger, settings }: TwinOutcome): TwinDelays {
  const columns = Object.fromEntries(
    taskNumbers.map((name) => [name, ledger.columns[name].values]),
  ) as Record<TaskNumber, Float64Array>;
  const value = (name: TaskNumber, row: number): number => columns[name][row];
  const rows = Array.from(columns.synchronised.keys()).filter(
    (row) => !Number.isNaN(columns.synchronised[row]),
  );
  const of = (delay: (row: number) => number, from: readonly number[] = rows): Float64Array =>
    Float64Array.from(from, delay);
  const alone = (row: number): number => (value('size', row) * value('work', row)) / settings.unit.cpu;
  const atCpu = (row: number): number => value('computed', row) - value('uploaded', row);
  return {
    service: of((row) => value('synchronised', row) - value('created', row)),
    bidding: of((row) => value('granted', row) - value('created', row)),
    upload: of((row) => value('uploaded', row) - value('granted', row)),
    queue: of((row) => Math.max(0, atCpu(row) - alone(row))),
    compute: of(alone),
    simulation: of(
      (row) => value('finished', row) - value('synchronised', row),
      rows.filter((row) => value('delivered', row) > 0),
    ),
    promised: of((row) => value('promised', row)),
    realised: of((row) => value('computed', row) - value('granted', row)),
  };
}

function delayMeasures(delays: TwinDelays): MeasuredValue[] {
  const texts: Readonly<Partial<Record<keyof TwinDelays, string>>> = {
    service: 'creation of a task to the synchronised twin',
    bidding: 'creation of a task to its grant',
    upload: 'upload of a task',
    queue: 'waiting of a task at the CPU',
    compute: 'computing of a task',
    simulation: 'synchronised twin to the last delivered simulation',
  };
  return Object.entries(texts).flatMap(([name, text]) => {
    const values = quantiles(delays[name as keyof TwinDelays], [0.5, 0.95, 0.99]);
    return ['p50', 'p95', 'p99'].map((p, i) => ({
      name: `twin_${name}_delay_${p}`,
      unit: 's',
      documentation: `${p === 'p50' ? 'Median' : `${p.slice(1)} % quantile`} of the time: ${text}.`,
      value: finite(values[i]),
    }));
  });
}

/** The measures of the digital twins of a replication. */
export function twinMeasures(outcome: TwinOutcome, delays: TwinDelays): MeasuredValue[] {
  const { ledger, units, vehicles } = outcome;
  const over = ledger.columns.task.length;
  const share = (of: (unit: (typeof units)[number]) => number): number => mean(units.map(of));
  const { promised, realised, optimum } = ledger;
  const surplus = (sums: typeof realised): number => sums.twin + sums.traffic + sums.driving;
  const busy = vehicles.filter(({ created }) => created > 0);
  const ages = vehicles.flatMap((v) => (v.observed > 0 ? [v.ageIntegral / v.observed] : []));
  const measures: MeasureRow[] = [
    ['twin_vehicles', '', 'Vehicles with a digital twin.', vehicles.length],
    ['twin_tasks', '', 'Tasks of digital twins that are over.', over],
    [
      'twin_completion',
      '',
      'Share of the tasks that synchronised their twin in time.',
      ledger.completed / over,
    ],
    ...possibleCauses(outcome.settings).map(
      (cause): MeasureRow => [
        `twin_failed_${cause}`,
        '',
        `Share of the tasks that failed: ${causeTexts[cause]}.`,
        ledger.failures[cause] / over,
      ],
    ),
    [
      'twin_promise_error',
      's',
      'Mean of upload and computing time less what the market reckoned.',
      mean(delays.realised.map((time, i) => time - delays.promised[i])),
    ],
    [
      'twin_cpu_utilisation',
      '',
      'Share of the time in which CPUs worked.',
      share((u) => u.cpu.statistics.utilisation),
    ],
    [
      'twin_gpu_utilisation',
      '',
      'Share of the time in which GPUs worked.',
      share((u) => u.gpu.statistics.utilisation),
    ],
    [
      'twin_uplink_utilisation',
      '',
      'Share of the time with uploads.',
      share((u) => u.uplink.statistics.utilisation),
    ],
    [
      'twin_downlink_utilisation',
      '',
      'Share of the time with downloads.',
      share((u) => u.downlink.statistics.utilisation),
    ],
    ['twin_handovers', '', 'Handovers.', units.reduce((sum, { handoversIn }) => sum + handoversIn, 0)],
    ['twin_age', 's', "Mean age of the twins' states over the vehicles' time on the road.", mean(ages)],
    [
      'twin_fairness',
      '',
      "Jain's index of the vehicles' shares of completed tasks; 1 is equal.",
      jainIndex(busy.map(({ created, completed }) => completed / created)),
    ],
    ['twin_surplus_promised', '', 'Surplus of all rounds as the market reckoned it.', surplus(promised)],
    [
      'twin_surplus',
      '',
      'Surplus that came: twins synchronised and simulations delivered.',
      surplus(realised),
    ],
    ['twin_surplus_twin', '', 'Part of the surplus: synchronised twins.', realised.twin],
    ['twin_surplus_traffic', '', 'Part of the surplus: simulations of traffic simulators.', realised.traffic],
    [
      'twin_surplus_driving',
      '',
      'Part of the surplus: simulations of the driving simulator.',
      realised.driving,
    ],
    ['twin_revenue_online', '', 'Paid by vehicles for synchronised twins.', realised.online],
    ['twin_revenue_offline', '', 'Paid by simulators for delivered simulations.', realised.offline],
    [
      'twin_efficiency',
      '',
      'Surplus of all rounds as reckoned, over that of the omniscient optimum of the same rounds.',
      optimum === undefined ? Number.NaN : surplus(promised) / optimum,
    ],
  ];
  return [...measuresOf(measures), ...delayMeasures(delays), ...twinPredictionMeasures(outcome)];
}

/** What the causes of failure mean. */
export const causeTexts: Readonly<Record<FailureCause, string>> = {
  rejected: 'granted by no round of the market until the deadline',
  capacity: 'turned away by the admission test of the CPU',
  deadline: 'not done in time',
  coverage: 'out of the coverage of all units',
  mobility: 'handed over in the upload, or the trip ended',
  dwell: 'not admitted, because its vehicle was predicted to leave too soon',
};
