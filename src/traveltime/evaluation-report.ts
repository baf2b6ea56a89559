import type { TravelTimeReportData } from '../report/index.js';
import type { TravelTimeEvaluation } from './evaluation-document.js';
import type { SlotLengthScore } from './slot-length.js';

/** Where an evaluation came from. */
export interface EvaluationSource {
  readonly network: string;
  readonly traces: readonly string[];
  /** Undefined where a part of the traces was held out. */
  readonly test: readonly string[] | undefined;
  readonly model: string | undefined;
  /** Of Bidlane. */
  readonly version: string;
}

const files = (paths: readonly string[]): string =>
  paths.length > 4 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');

/** An evaluation as its report shows it. */
export function evaluationReport(
  evaluation: TravelTimeEvaluation & { readonly slotLengths?: readonly SlotLengthScore[] },
  { network, traces, test, model, version }: EvaluationSource,
): TravelTimeReportData {
  const { trips, paths, levels, independent, slotLengths, slots, slotLength, family, used } = evaluation;
  const fit = `${slots} ${slots === 1 ? 'slot' : 'slots'} of ${slotLength} s, ${family} link times, from ${used} traversals`;
  return {
    title: 'How well trip times are foretold',
    facts: `${fit}. Judged by ${trips.count} trips that were not used for fitting.`,
    levels,
    independent,
    trips,
    paths,
    ...(slotLengths === undefined ? {} : { slotLengths }),
    notes: [
      `${evaluation.fallbackLinks} of ${evaluation.links} links had too few traversals and have their free-flow time.`,
      test === undefined
        ? 'A fifth of the traces was held out: whole files where there are five or more, else every fifth vehicle.'
        : 'Trips come from files of their own.',
      'A trip is all links of a drive but its first and last one, which were driven in part.',
    ],
    provenance: [
      ['Network', network],
      [test === undefined ? 'Traces' : 'Traces for fitting', files(traces)],
      ...(test === undefined ? [] : [['Traces for judging', files(test)] as const]),
      ...(model === undefined ? [] : [['Model', model] as const]),
      ['Bidlane', version],
    ],
  };
}
