import { declaredAccuracy, type TwinSettings } from '../../../src/scenario/index.js';
import type { RoundOutcome } from './market-round.js';
import { type FailureCause, failureCauses, type TwinTask } from './twin-task.js';

/** Columns of finished tasks, in the order in which they ended; NaN for what a task did not come to. Times in s. */
export const taskNumbers = [
  'task',
  'vehicle',
  'kind',
  'unit',
  'created',
  'size',
  'work',
  'deadline',
  'granted',
  'promised',
  'uploaded',
  'computed',
  'synchronised',
  'finished',
  'cause',
  'simulator',
  'simulations',
  'delivered',
  'payment',
] as const;
export type TaskNumber = (typeof taskNumbers)[number];

/** A column of numbers. */
export interface NumberColumn {
  readonly length: number;
  /** A copy of them. */
  readonly values: Float64Array;
}

/** Rows of a block of numbers. */
const rowsPerBlock = 4096;

/** Rows of numbers as they come, without an object each: a row lies together, because it is written at once. */
class NumberRows {
  readonly #width: number;
  readonly #blocks: Float64Array[] = [];
  #block = new Float64Array(0);
  #inBlock = rowsPerBlock;

  constructor(width: number) {
    this.#width = width;
  }

  get length(): number {
    return (this.#blocks.length - 1) * rowsPerBlock + this.#inBlock;
  }

  /** Adds a row and returns where it begins in `block`, for the caller to fill in. */
  add(): number {
    if (this.#inBlock === rowsPerBlock) {
      this.#block = new Float64Array(rowsPerBlock * this.#width);
      this.#blocks.push(this.#block);
      this.#inBlock = 0;
    }
    return this.#inBlock++ * this.#width;
  }

  /** Where the row is that was added last. */
  get block(): Float64Array {
    return this.#block;
  }

  column(index: number): Float64Array {
    const column = new Float64Array(this.length);
    for (let row = 0; row < column.length; row++) {
      const block = this.#blocks[Math.floor(row / rowsPerBlock)];
      column[row] = block[(row % rowsPerBlock) * this.#width + index];
    }
    return column;
  }
}

/** What a market brings in: surplus by part and revenue by submarket. */
export interface MarketSums {
  twin: number;
  traffic: number;
  driving: number;
  online: number;
  offline: number;
}

const nothing = (): MarketSums => ({ twin: 0, traffic: 0, driving: 0, online: 0, offline: 0 });

/** Counts what becomes of the tasks of a replication. */
export class TwinLedger {
  readonly columns: Readonly<Record<TaskNumber, NumberColumn>>;
  readonly failures: Readonly<Record<FailureCause, number>> = {
    rejected: 0,
    capacity: 0,
    deadline: 0,
    coverage: 0,
    mobility: 0,
    dwell: 0,
  };
  /** As the market reckoned it, and as it came. */
  readonly promised = nothing();
  readonly realised = nothing();
  /** Surplus of the omniscient optimum of the same rounds; undefined when it was not asked for. */
  optimum: number | undefined;
  rounds = 0;
  /** Tasks created, and done. */
  tasks = 0;
  completed = 0;
  readonly #declared: number;
  readonly #rows = new NumberRows(taskNumbers.length);

  constructor(settings: TwinSettings) {
    this.#declared = declaredAccuracy(settings);
    const rows = this.#rows;
    const columns = taskNumbers.map((name, index): [TaskNumber, NumberColumn] => [
      name,
      {
        get length() {
          return rows.length;
        },
        get values() {
          return rows.column(index);
        },
      },
    ]);
    this.columns = Object.fromEntries(columns) as Record<TaskNumber, NumberColumn>;
    this.optimum = settings.market.yardstick ? 0 : undefined;
  }

  created(_: TwinTask): void {
    this.tasks++;
  }

  /** A round was held. */
  round({ grants, surplus, optimum }: RoundOutcome): void {
    this.rounds++;
    this.promised.twin += surplus.twin;
    this.promised.traffic += surplus.traffic;
    this.promised.driving += surplus.driving;
    if (optimum !== undefined) this.optimum = (this.optimum ?? 0) + optimum;
    for (const { payment, award } of grants) {
      this.promised.online += payment;
      this.promised.offline += award?.payment ?? 0;
    }
  }

  /** A task is over. */
  over(task: TwinTask): void {
    const { cause } = task;
    if (cause !== undefined) (this.failures as Record<FailureCause, number>)[cause]++;
    if (task.synchronised !== undefined) this.#earn(task);
    // In the order of `taskNumbers`.
    let place = this.#rows.add();
    const { block: values } = this.#rows;
    values[place++] = task.number;
    values[place++] = task.vehicle.number;
    values[place++] = task.kind;
    values[place++] = task.unit ?? Number.NaN;
    values[place++] = task.created;
    values[place++] = task.size;
    values[place++] = task.work;
    values[place++] = task.deadline;
    values[place++] = task.granted ?? Number.NaN;
    values[place++] = task.promised ?? Number.NaN;
    values[place++] = task.uploaded ?? Number.NaN;
    values[place++] = task.computed ?? Number.NaN;
    values[place++] = task.synchronised ?? Number.NaN;
    values[place++] = task.finished ?? Number.NaN;
    values[place++] = cause === undefined ? Number.NaN : failureCauses.indexOf(cause);
    values[place++] = task.award?.simulator ?? Number.NaN;
    values[place++] = task.award?.count ?? Number.NaN;
    values[place++] = task.award === undefined ? Number.NaN : task.delivered;
    values[place] = task.synchronised === undefined ? 0 : task.payment;
  }

  #earn({ vehicle, claim, accuracy, award, delivered, payment }: TwinTask): void {
    this.completed++;
    const { realised } = this;
    if (claim?.isCounted === false) {
      claim.isCounted = true;
      realised.twin += (accuracy ?? this.#declared) * vehicle.value;
    }
    realised.online += payment;
    if (award === undefined) return;
    realised.offline += delivered * award.payment;
    if (award.simulator === 0) realised.driving += delivered * award.worth;
    else realised.traffic += delivered * award.worth;
  }
}
