import { tableSchema, writeParquet } from '../results/index.js';
import type { TraceQuality } from './gps-matching.js';

/** How well each GPS trace was matched, as a table. */
export const matchedTraceTable = tableSchema({
  name: 'matched_traces',
  documentation: 'One row per GPS trace: fixes of a vehicle without a long gap between two of them.',
  columns: [
    { name: 'vehicle', type: 'text', documentation: 'Name of the vehicle.' },
    { name: 'begin', type: 'double', unit: 's', documentation: 'Time of the first fix.' },
    { name: 'end', type: 'double', unit: 's', documentation: 'Time of the last fix.' },
    { name: 'fixes', type: 'integer', documentation: 'Fixes in the trace.' },
    { name: 'matched', type: 'integer', documentation: 'Fixes on the ways found.' },
    { name: 'off_road', type: 'integer', documentation: 'Fixes with no road near enough.' },
    { name: 'unreachable', type: 'integer', documentation: 'Fixes where no vehicle could be in time.' },
    { name: 'alone', type: 'integer', documentation: 'Fixes with no other one that a drive could lead to.' },
    { name: 'pieces', type: 'integer', documentation: 'Drives that the trace fell into.' },
    {
      name: 'mean_distance',
      type: 'double',
      unit: 'm',
      nullable: true,
      documentation: 'Mean distance of a fix from the road it is matched to.',
    },
    {
      name: 'confidence',
      type: 'double',
      nullable: true,
      documentation: 'Mean probability under the model that a fix is on the link it is matched to.',
    },
    {
      name: 'detour',
      type: 'double',
      nullable: true,
      documentation: 'Length of the ways found over that of the straight lines from fix to fix.',
    },
  ],
});

/** Writes the quality of each trace as a Parquet file. @throws InputError when it cannot be written; RunError when the disk is full */
export async function writeTraceQualities(path: string, qualities: readonly TraceQuality[]): Promise<void> {
  const whole = (key: 'fixes' | 'matched' | 'offRoad' | 'unreachable' | 'alone' | 'pieces'): Int32Array =>
    Int32Array.from(qualities, (q) => q[key]);
  const real = (key: 'begin' | 'end' | 'meanDistance' | 'confidence' | 'detour'): Float64Array =>
    Float64Array.from(qualities, (q) => q[key]);
  await writeParquet(path, matchedTraceTable, {
    vehicle: qualities.map(({ vehicle }) => vehicle),
    begin: real('begin'),
    end: real('end'),
    fixes: whole('fixes'),
    matched: whole('matched'),
    off_road: whole('offRoad'),
    unreachable: whole('unreachable'),
    alone: whole('alone'),
    pieces: whole('pieces'),
    mean_distance: real('meanDistance'),
    confidence: real('confidence'),
    detour: real('detour'),
  });
}
