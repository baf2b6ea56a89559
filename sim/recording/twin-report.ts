import { validate } from '../../src/input/index.js';
import type { RoadNetwork } from '../../src/network/index.js';
import {
  type KeyFigure,
  type MapUnit,
  type ReportSection,
  type TwinReport,
  type TwinSums,
  twinSection,
  type UnitMapData,
} from '../../src/report/index.js';
import { mean, type Summary } from '../../src/results/index.js';
import type { Scenario } from '../../src/scenario/index.js';
import { failureCauses } from '../services/twin/twin-task.js';
import { mapRoads } from './campaign-map.js';
import type { CosimulationResult } from './replication-result.js';
import { causeTexts } from './twin-measures.js';
import { type TwinPart, twinPart } from './twin-part.js';
import { twinPredictionReport } from './twin-prediction-report.js';

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

/** The units on the network, means over the replications. */
function unitMapOf(parts: readonly TwinPart[], range: number, network: RoadNetwork): UnitMapData {
  return {
    roads: mapRoads(network),
    range,
    units: parts[0].units.map(({ name, x, y }, u): MapUnit => {
      const unit = (of: (one: TwinPart['units'][number]) => number): number =>
        mean(parts.map(({ units }) => of(units[u])));
      const granted = unit((one) => one.granted);
      const over = unit((one) => one.over ?? 0);
      const completed = over > 0 ? unit((one) => one.completed ?? 0) / over : null;
      const uses: [string, number][] = [
        ['CPU', unit(({ cpu }) => cpu)],
        ['GPU', unit(({ gpu }) => gpu)],
        ['uplink', unit(({ uplink }) => uplink)],
        ['downlink', unit(({ downlink }) => downlink)],
      ];
      const done = completed === null ? '' : `, ${(100 * completed).toFixed(1)} % of them done in time`;
      const shares = uses.map(([part, share]) => `${part} ${(100 * share).toFixed(0)} %`).join(', ');
      return {
        x,
        y,
        granted,
        completed,
        busiest: Math.max(...uses.map(([, share]) => share)),
        label: `${name}: ${granted.toFixed(0)} tasks granted${done}; at work: ${shares}`,
      };
    }),
  };
}

function reportOf(parts: readonly TwinPart[]): TwinReport {
  const [first] = parts;
  const over = (of: (part: TwinPart) => number): number => mean(parts.map(of));
  return {
    mechanism: first.mechanism,
    vehicles: over(({ vehicles }) => vehicles),
    tasks: over(({ tasks }) => tasks),
    completed: over(({ completed }) => completed),
    failures: failureCauses
      .filter((cause) => cause in first.failures)
      .map((cause) => ({
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

function keyFiguresOf({ measures }: Summary): KeyFigure[] {
  const figure = (label: string, name: string, note: string, unit?: string, digits = 1): KeyFigure[] => {
    const measure = measures.find((one) => one.name === name);
    if (measure === undefined) return [];
    const scale = unit === '%' ? 100 : 1;
    const scaled = (value: number | null): number | null => (value === null ? null : scale * value);
    const { mean: value, low, high } = measure;
    return [
      {
        label,
        note,
        digits,
        ...(unit === undefined ? {} : { unit }),
        values: [{ value: scaled(value), low: scaled(low), high: scaled(high) }],
      },
    ];
  };
  return [
    ...figure('Twin tasks done in time', 'twin_completion', 'of all tasks of digital twins', '%'),
    ...figure('Age of a twin', 'twin_age', 'mean over the time on the road', 's'),
    ...figure('Surplus of the market', 'twin_surplus', 'synchronised twins and delivered simulations'),
  ];
}

/**
 * What the report shows of the digital twins of a run: its section and its key figures.
 * @returns undefined where the scenario has none
 */
export async function twinReport(
  summary: Summary,
  cosimulations: readonly ({ readonly replication: number } & CosimulationResult)[],
  { twin: settings }: Scenario,
  network: RoadNetwork,
): Promise<{ readonly section: ReportSection; readonly keyFigures: readonly KeyFigure[] } | undefined> {
  const parts = cosimulations.flatMap(({ replication, services: { twin } }): TwinPart[] =>
    twin === undefined ? [] : [validate(twinPart, twin, `replication ${replication}: $`)],
  );
  if (parts.length === 0 || settings === undefined) return undefined;
  const report: TwinReport = {
    ...reportOf(parts),
    map: unitMapOf(parts, settings.unit.range, network),
    ...twinPredictionReport(summary, parts, settings),
  };
  return { section: await twinSection(report), keyFigures: keyFiguresOf(summary) };
}
