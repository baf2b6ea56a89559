import { tableSchema, writeParquet } from '../../../src/results/index.js';
import type { PointValues } from './study-results.js';

/** Every value of a study whose replications are made in memory. */
export const valuesTable = tableSchema({
  name: 'values',
  documentation: 'One row per point, repetition, series and measure.',
  columns: [
    {
      name: 'point',
      type: 'integer',
      documentation: 'Number of the point, from 0, as in the list of points of study.json.',
    },
    { name: 'repetition', type: 'integer', documentation: 'Number of the replication, from 0.' },
    { name: 'series', type: 'text', documentation: 'Name of the series.' },
    { name: 'measure', type: 'text', documentation: 'Name of the measure.' },
    {
      name: 'value',
      type: 'double',
      documentation: 'The value, in the unit that study.json gives.',
      nullable: true,
    },
  ],
});

/**
 * Writes all values of a study as one Parquet file.
 * @param values by point
 * @throws InputError when the folder cannot be written
 */
export async function writeValues(path: string, values: readonly PointValues[]): Promise<void> {
  const points: number[] = [];
  const repetitions: number[] = [];
  const series: string[] = [];
  const measures: string[] = [];
  const column: number[] = [];
  for (const [point, bySeries] of values.entries())
    for (const [name, byMeasure] of bySeries)
      for (const [measure, list] of byMeasure)
        for (const [repetition, value] of list.entries()) {
          points.push(point);
          repetitions.push(repetition);
          series.push(name);
          measures.push(measure);
          column.push(value);
        }
  await writeParquet(path, valuesTable, {
    point: Int32Array.from(points),
    repetition: Int32Array.from(repetitions),
    series,
    measure: measures,
    value: Float64Array.from(column),
  });
}
