import type { TwinSettings } from '../../../src/scenario/index.js';
import { megabitsPerMegabyte } from '../../../src/twin/index.js';
import type { RoadsideUnit } from './roadside-unit.js';
import type { TwinTask } from './twin-task.js';

/** Time of one simulation on an idle GPU and of its download, of the simulator that needs least, s. */
function shortestSimulation({ simulators, unit }: TwinSettings, downlinkRate: number): number {
  const times = simulators.map(
    ({ size, work }) => (size * work) / unit.gpu + (megabitsPerMegabyte * size) / downlinkRate,
  );
  return Math.min(...times);
}

/**
 * How long a task would take if it were granted now, as far as its unit can tell: the upload with the share of the band that it has with
 * the tasks that are granted together, what waits at the CPU before it, computing, and where simulations are waited for, the shortest.
 * @param together tasks that are granted together
 * @returns s from now; infinity without a signal
 */
export function estimatedTime(
  { vehicle, size, work, deadline }: TwinTask,
  unit: RoadsideUnit,
  settings: TwinSettings,
  together: number,
): number {
  const { uplinkBandwidth, downlinkBandwidth } = settings.unit;
  const uplinkRate = (vehicle.uplinkEfficiency * uplinkBandwidth) / (unit.uplink.active + together);
  const upload = (megabitsPerMegabyte * size) / uplinkRate;
  const computed = unit.cpu.expected(size * work, deadline, upload);
  if (settings.admission.until === 'synchronised' || settings.market.mechanism === 'first-come')
    return computed;
  const downlinkRate = (vehicle.downlinkEfficiency * downlinkBandwidth) / (unit.downlink.active + together);
  return computed + shortestSimulation(settings, downlinkRate);
}
