import { tableSchema } from '../../src/results/index.js';

/** Predicted stays of vehicles with roadside units. */
export const twinDwellTable = tableSchema({
  name: 'twin_dwell',
  documentation:
    'One row per task and unit that judged it, where `twin.admission.dwell` names a predictor: how long its vehicle was predicted to stay with the unit when it was judged first, and how long it stayed. Both are cut at `twin.admission.horizon`.',
  columns: [
    { name: 'task', type: 'integer', documentation: 'Number of the task.' },
    { name: 'vehicle', type: 'text', documentation: 'Vehicle whose twin it is.' },
    { name: 'unit', type: 'text', documentation: 'Roadside unit where it waited.' },
    { name: 'time', type: 'double', unit: 's', documentation: 'When it was judged.' },
    {
      name: 'needed',
      type: 'double',
      unit: 's',
      documentation: 'Time that it would take as estimated then; null without a signal.',
      nullable: true,
    },
    {
      name: 'predicted',
      type: 'double',
      unit: 's',
      documentation: 'Time until its vehicle would leave, as predicted.',
    },
    {
      name: 'realised',
      type: 'double',
      unit: 's',
      documentation: 'Time until its vehicle left; null where the run ended before.',
      nullable: true,
    },
    { name: 'admitted', type: 'boolean', documentation: 'Whether it was admitted to that round.' },
  ],
});

/** The accuracy of the twins as it was measured in the run. */
export const twinAccuracyTable = tableSchema({
  name: 'twin_accuracy',
  documentation:
    'One row per 10 s where `twin.market.accuracy` is measured: how good the predictions of movement were that could be compared by then, over all vehicles.',
  columns: [
    { name: 'time', type: 'double', unit: 's', documentation: 'Simulated time.' },
    { name: 'predictions', type: 'integer', documentation: 'Predictions compared by then.' },
    {
      name: 'entered',
      type: 'double',
      documentation: 'Accuracy with which the market reckoned from then on.',
    },
    {
      name: 'paper',
      type: 'double',
      documentation:
        'R2 of the coordinates of a trajectory, median of the vehicles; null where it is not defined.',
      nullable: true,
    },
    {
      name: 'displacement',
      type: 'double',
      documentation: 'R2 of the displacement after 5 s; null where it is not defined.',
      nullable: true,
    },
    {
      name: 'hits',
      type: 'double',
      documentation: 'Share of the predictions that were at most 2 m off after 5 s.',
      nullable: true,
    },
    {
      name: 'ade',
      type: 'double',
      unit: 'm',
      documentation: 'Mean distance between prediction and truth over 1 to 5 s.',
      nullable: true,
    },
  ],
});

/** Tables of what the twins predicted; each is there where the scenario asks for it. */
export const twinPredictionTables = [twinDwellTable, twinAccuracyTable];
