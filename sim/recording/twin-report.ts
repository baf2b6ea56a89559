import { validate } from '../../src/input/index.js';
import type { TwinReport, TwinSums } from '../../src/report/index.js';
import { mean } from '../../src/results/index.js';
import { failureCauses } from '../services/twin/twin-task.js';
import type { ReplicationResult } from './replication-result.js';
import { causeTexts } from './twin-measures.js';
import { type TwinPart, twinPart } from './twin-part.js';

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}

function sumsOf(parts: readonly TwinPart[], which: 'promised' | 'realised'): TwinSums {
  const over = (name: keyof TwinSums): number => mean(parts.map((part) => part[which][name]));
  return {
    twin: over('twin'),
    traffic: over('traffic'),
    driving: over('driving'),
    online: over('online'),
    offline: over('offline'),
  };
}

/**
 * What the report shows of the digital twins of a run.
 * @returns undefined where the scenario has none
 */
export function twinReport(results: readonly ReplicationResult[]): TwinReport | undefined {
  const parts = results.flatMap(({ replication, cosimulation }): TwinPart[] => {
    const part = cosimulation?.services.twin;
    return part === undefined ? [] : [validate(twinPart, part, `replication ${replication}: $`)];
  });
  const [first] = parts;
  if (first === undefined) return undefined;
  const over = (of: (part: TwinPart) => number): number => mean(parts.map(of));
  return {
    mechanism: first.mechanism,
    vehicles: over(({ vehicles }) => vehicles),
    tasks: over(({ tasks }) => tasks),
    completed: over(({ completed }) => completed),
    failures: failureCauses.map((cause) => ({
      cause,
      meaning: causeTexts[cause],
      tasks: over(({ failures }) => failures[cause] ?? 0),
    })),
    delays: first.delays.map(({ name }, d) => ({
      name,
      p50: meanOf(parts.map(({ delays }) => delays[d].p50)),
      p95: meanOf(parts.map(({ delays }) => delays[d].p95)),
      p99: meanOf(parts.map(({ delays }) => delays[d].p99)),
    })),
    units: first.units.map(({ name }, u) => {
      const unit = (of: (one: TwinPart['units'][number]) => number): number =>
        over(({ units }) => of(units[u]));
      return {
        name,
        granted: unit(({ granted }) => granted),
        handovers: unit(({ handovers }) => handovers),
        cpu: unit(({ cpu }) => cpu),
        gpu: unit(({ gpu }) => gpu),
        uplink: unit(({ uplink }) => uplink),
        downlink: unit(({ downlink }) => downlink),
      };
    }),
    promised: sumsOf(parts, 'promised'),
    realised: sumsOf(parts, 'realised'),
    optimum: meanOf(parts.map(({ optimum }) => optimum)),
    fairness: meanOf(parts.map(({ fairness }) => fairness)),
    age: meanOf(parts.map(({ age }) => age)),
    promises: parts.flatMap(({ promises }) => promises),
  };
}
