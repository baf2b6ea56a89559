import { Attachment } from '../../../../sim/services/twin/attachment.js';
import { newTask, type TwinTask, type TwinVehicle } from '../../../../sim/services/twin/twin-task.js';
import type { Simulation } from '../../../../src/kernel/index.js';
import { scenarioSchema, type TwinSettings } from '../../../../src/scenario/index.js';

/** The section `twin` of a scenario, with these settings. */
export function twinSettings(change: object = {}): TwinSettings {
  const traffic = { network: 'n', demand: { file: 'd' } };
  const { twin } = scenarioSchema.parse({ name: 'x', traffic, twin: change });
  if (twin === undefined) throw new Error('no twins');
  return twin;
}

/** A vehicle that is served by unit 0 with these links. */
export function twinVehicle(sim: Simulation, number: number, change: Partial<TwinVehicle> = {}): TwinVehicle {
  const { radio, simulators } = twinSettings();
  const attachment = new Attachment(sim, radio, () => undefined);
  attachment.serving = 0;
  return {
    id: `v${number}`,
    number,
    value: 1,
    cache: 5,
    preferences: simulators.map(() => 2),
    generativeScores: simulators.map(() => 0.5),
    attachment,
    uplinkEfficiency: 2,
    downlinkEfficiency: 4,
    tasks: [],
    isThere: true,
    visits: 1,
    entered: 0,
    created: 0,
    completed: 0,
    handovers: 0,
    stateOf: 0,
    ageIntegral: 0,
    ageUntil: 0,
    observed: 0,
    ...change,
  };
}

/** A task that bids. */
export function twinTask(sim: Simulation, vehicle: TwinVehicle, change: Partial<TwinTask> = {}): TwinTask {
  const drawn = { number: 0, vehicle, kind: 0, created: sim.now, deadline: sim.now + 10, size: 1, work: 5 };
  return { ...newTask(drawn), ...change };
}
