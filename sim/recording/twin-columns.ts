import type { TableColumns } from '../../src/results/index.js';
import type { TwinOutcome } from '../services/twin/twin-outcome.js';
import { failureCauses } from '../services/twin/twin-task.js';
import type { twinTaskTable, twinUnitTable, twinVehicleTable } from './twin-tables.js';

/** Names by number, `null` where there is none. */
function named(numbers: Float64Array, names: readonly string[]): (string | null)[] {
  return Array.from(numbers, (number) => (Number.isNaN(number) ? null : names[number]));
}

function optional(numbers: Float64Array): (number | null)[] {
  return Array.from(numbers, (number) => (Number.isNaN(number) ? null : number));
}

/** The columns of the table of tasks. */
export function twinTaskColumns({
  ledger,
  vehicles,
  units,
  settings,
}: TwinOutcome): TableColumns<typeof twinTaskTable> {
  const of = (name: keyof typeof ledger.columns): Float64Array => ledger.columns[name].values;
  const ids = new Map(vehicles.map(({ number, id }) => [number, id]));
  return {
    task: Int32Array.from(of('task')),
    vehicle: Array.from(of('vehicle'), (number) => ids.get(number) ?? ''),
    class: Array.from(of('kind'), (kind) => Object.keys(settings.tasks)[kind]),
    unit: named(
      of('unit'),
      units.map(({ name }) => name),
    ),
    created: of('created'),
    size: of('size'),
    work: of('work'),
    deadline: of('deadline'),
    granted: optional(of('granted')),
    promised: optional(of('promised')),
    uploaded: optional(of('uploaded')),
    computed: optional(of('computed')),
    synchronised: optional(of('synchronised')),
    finished: of('finished'),
    failure: named(of('cause'), failureCauses),
    simulator: named(
      of('simulator'),
      settings.simulators.map(({ name }) => name),
    ),
    simulations: optional(of('simulations')),
    delivered: optional(of('delivered')),
    payment: of('payment'),
  };
}

/** The columns of the table of units. */
export function twinUnitColumns({ units }: TwinOutcome): TableColumns<typeof twinUnitTable> {
  const share = (value: number): number => (Number.isFinite(value) ? value : 0);
  return {
    unit: units.map(({ name }) => name),
    x: units.map(({ x }) => x),
    y: units.map(({ y }) => y),
    rounds: units.map(({ rounds }) => rounds),
    granted: units.map(({ granted }) => granted),
    handovers_in: units.map(({ handoversIn }) => handoversIn),
    cpu_utilisation: units.map(({ cpu }) => share(cpu.statistics.utilisation)),
    gpu_utilisation: units.map(({ gpu }) => share(gpu.statistics.utilisation)),
    uplink_utilisation: units.map(({ uplink }) => share(uplink.statistics.utilisation)),
    downlink_utilisation: units.map(({ downlink }) => share(downlink.statistics.utilisation)),
  };
}

/** The columns of the table of vehicles. */
export function twinVehicleColumns({ vehicles }: TwinOutcome): TableColumns<typeof twinVehicleTable> {
  return {
    vehicle: vehicles.map(({ id }) => id),
    value: vehicles.map(({ value }) => value),
    entered: vehicles.map(({ entered }) => entered),
    observed: vehicles.map(({ observed }) => observed),
    tasks: vehicles.map(({ created }) => created),
    completed: vehicles.map(({ completed }) => completed),
    handovers: vehicles.map(({ handovers }) => handovers),
    age: vehicles.map(({ ageIntegral, observed }) => (observed > 0 ? ageIntegral / observed : null)),
  };
}
