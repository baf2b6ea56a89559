import { z } from 'zod';
import { validate } from '../../src/input/index.js';
import type { OnlineReport } from '../../src/report/index.js';
import type { Summary } from '../../src/results/index.js';
import type { CosimulationResult } from './replication-result.js';

const part = z.object({
  observations: z.int(),
  arrivals: z.int(),
  fitted: z.number().nullable(),
  updated: z.number().nullable(),
});

/** What the online update of travel times did in all replications; undefined where there was none. */
export function onlineReport(
  cosimulations: readonly ({ readonly replication: number } & CosimulationResult)[],
  { measures }: Summary,
): OnlineReport | undefined {
  const replications = cosimulations.flatMap(({ replication, services: { travelTime } }) =>
    travelTime === undefined
      ? []
      : [{ replication, ...validate(part, travelTime, `replication ${replication}: $`) }],
  );
  if (replications.length === 0) return undefined;
  const gain = measures.find(({ name }) => name === 'arrival_crps_gain');
  return {
    replications,
    gain: gain?.mean ?? null,
    low: gain?.low ?? null,
    high: gain?.high ?? null,
  };
}
