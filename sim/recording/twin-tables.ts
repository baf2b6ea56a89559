import { tableSchema } from '../../src/results/index.js';
import { twinPredictionTables } from './twin-prediction-tables.js';

const time = <N extends string>(name: N, documentation: string) =>
  ({ name, type: 'double', unit: 's', documentation, nullable: true }) as const;

/** The tasks of digital twins. */
export const twinTaskTable = tableSchema({
  name: 'twin_tasks',
  documentation: 'One row per task of a digital twin that is over, in the order in which they ended.',
  columns: [
    { name: 'task', type: 'integer', documentation: 'Number of the task, in order of creation.' },
    { name: 'vehicle', type: 'text', documentation: 'Vehicle whose twin it is.' },
    { name: 'class', type: 'text', documentation: 'Class of the task.' },
    {
      name: 'unit',
      type: 'text',
      documentation: 'Roadside unit that granted it.',
      nullable: true,
    },
    { name: 'created', type: 'double', unit: 's', documentation: 'When it was created.' },
    { name: 'size', type: 'double', unit: 'MB', documentation: 'Data to upload.' },
    { name: 'work', type: 'double', unit: 'Gcycles/MB', documentation: 'CPU work.' },
    { name: 'deadline', type: 'double', unit: 's', documentation: 'When it must be done.' },
    time('granted', 'When a round of the market granted it.'),
    time('promised', 'Upload and computing time as the market reckoned it.'),
    time('uploaded', 'When its data were at the unit.'),
    time('computed', 'When it was computed.'),
    time('synchronised', 'When the twin was up to date, forwarded to the unit of its vehicle where needed.'),
    { name: 'finished', type: 'double', unit: 's', documentation: 'When it was over.' },
    {
      name: 'failure',
      type: 'text',
      documentation:
        'Why the twin was not synchronised: rejected by the market until its deadline, no capacity at the CPU, deadline missed, out of coverage, mobility (handover in the upload, end of the trip), or dwell (not admitted because its vehicle was predicted to leave too soon).',
      nullable: true,
    },
    {
      name: 'simulator',
      type: 'text',
      documentation: 'Simulator that won the time left.',
      nullable: true,
    },
    { name: 'simulations', type: 'integer', documentation: 'Simulations promised.', nullable: true },
    { name: 'delivered', type: 'double', documentation: 'Share of them that was delivered.', nullable: true },
    { name: 'payment', type: 'double', documentation: 'What its vehicle pays for it.' },
  ],
});

/** The roadside units. */
export const twinUnitTable = tableSchema({
  name: 'twin_units',
  documentation: 'One row per roadside unit.',
  columns: [
    { name: 'unit', type: 'text', documentation: 'Its name.' },
    { name: 'x', type: 'double', unit: 'm', documentation: 'Position in the coordinates of the network.' },
    { name: 'y', type: 'double', unit: 'm', documentation: 'Position in the coordinates of the network.' },
    { name: 'rounds', type: 'integer', documentation: 'Rounds of its market in which somebody bid.' },
    { name: 'granted', type: 'integer', documentation: 'Tasks that it granted.' },
    { name: 'handovers_in', type: 'integer', documentation: 'Vehicles that were handed over to it.' },
    { name: 'cpu_utilisation', type: 'double', documentation: 'Share of the time in which the CPU worked.' },
    { name: 'gpu_utilisation', type: 'double', documentation: 'Share of the time in which the GPU worked.' },
    { name: 'uplink_utilisation', type: 'double', documentation: 'Share of the time with uploads.' },
    { name: 'downlink_utilisation', type: 'double', documentation: 'Share of the time with downloads.' },
  ],
});

/** The vehicles with a digital twin. */
export const twinVehicleTable = tableSchema({
  name: 'twin_vehicles',
  documentation: 'One row per vehicle with a digital twin.',
  columns: [
    { name: 'vehicle', type: 'text', documentation: 'Its id.' },
    { name: 'value', type: 'double', documentation: 'What a synchronised twin is worth to it.' },
    { name: 'entered', type: 'double', unit: 's', documentation: 'When it was seen first.' },
    { name: 'observed', type: 'double', unit: 's', documentation: 'Time on the road.' },
    { name: 'tasks', type: 'integer', documentation: 'Tasks of its twin.' },
    { name: 'completed', type: 'integer', documentation: 'Tasks that synchronised it.' },
    { name: 'handovers', type: 'integer', documentation: 'Changes from one unit to another.' },
    {
      name: 'age',
      type: 'double',
      unit: 's',
      documentation: "Mean age of the twin's state over the time on the road.",
      nullable: true,
    },
  ],
});

/** All tables of digital twins. */
export const twinTables = [twinTaskTable, twinUnitTable, twinVehicleTable, ...twinPredictionTables];
